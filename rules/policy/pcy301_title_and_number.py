"""标题与文号不符。Title and number of a cited paper are held against a table of known ones.

Seen in real circulars: 国办发〔2017〕17号 for the website guide (it is 47号).
"""

from review.kinds import citations
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="PCY301",
    name="引用文件的标题与文号不符",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(Basis("党政机关公文处理工作条例", "第十九条"),),
    message="引用的标题和文号对不上，名录所载为{suggest}，请核对原件。",
    check=citations("policy/document_numbers"),
    bad=(
        Bad("按照《国务院办公厅关于印发政府网站发展指引的通知》（【国办发〔2017〕17号】）要求。"),
        Bad("《【国务院办公厅印发关于推进政务新媒体健康有序发展意见】》（国办发〔2018〕123号）"),
        Bad("国办发〔2018〕123号《【国务院办公厅印发关于推进政务新媒体健康有序发展的意见】》强调"),
    ),
    good=(
        "《国务院办公厅关于推进政务新媒体健康有序发展的意见》（国办发〔2018〕123号）",
        "《政府网站发展指引》（国办发〔2017〕47号）和《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）",
        "国办发〔2018〕123号《国务院办公厅关于推进政务新媒体健康有序发展的意见》提出要求。",
        "《清远市推进政务新媒体健康有序发展实施方案》（清府办函〔2019〕999号）",
    ),
)
