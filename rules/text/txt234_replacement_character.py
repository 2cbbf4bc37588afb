"""乱码替换符. U+FFFD stands where a converter could not read a character."""

from __future__ import annotations

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="TXT234",
    name="转换失败的乱码字符",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="这里有一个字在转换编码时丢失了，请对照原稿补全。",
    check=pattern("\ufffd+", view="submitted"),
    bad=(
        Bad("发言人通报了【\ufffd】关情况。"),
        Bad("县人民政府办公\ufffd室".replace("\ufffd", "【\ufffd\ufffd】")),
    ),
    good=(
        "发言人通报了有关情况？请填写□是 □否。",
        "◇◆○●■方框与菱形是版面符号。",
        "姓名：？？？（待核）",
    ),
)
