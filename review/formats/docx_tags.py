"""The elements of WordprocessingML, sorted by what they do to text."""

from __future__ import annotations

from docx.oxml.ns import qn

from review.formats.tags import names

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VML = "{urn:schemas-microsoft-com:vml}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
SKIPPED = frozenset(
    qn(f"w:{name}")
    for name in names("pPr rPr sectPr tblPr tblGrid trPr tcPr sdtPr rt instrText delInstrText")
)
HIDING = {qn("w:del"): "修订中删去的文字", qn("w:moveFrom"): "修订中移走的文字"}
SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
}
