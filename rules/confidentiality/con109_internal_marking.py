"""内部资料字样。

The wording that internal papers bear, as a marking: by itself, in brackets, or with 注意保存. The
words in a sentence (《内部资料性出版物管理办法》, 泄露内部资料) mean something else.
"""

from __future__ import annotations

from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_PAPER = r"(?:资料|文件|材料|刊物|情况|信息|参考|传阅|使用|掌握|发行|交流)"
_KEEP = (
    r"(?:请?(?:注意|妥善)(?:保存|保管|保密|回收)|(?:请勿|严禁|不得|不准|禁止)(?:外传|外泄|翻印|复印|复制|转发|上网|公开|传播)"
    r"|会后(?:收回|回收)|阅后(?:收回|即焚|即毁|退回|销毁)|用后收回)"
)

_ALONE = (
    rf"内部(?:资料|文件|材料|刊物|发行|参考|传阅)|{_KEEP}|仅供(?:内部|领导)(?:参考|参阅|使用|传阅)"
    r"|(?:内部(?:讨论|使用|掌握))[，, ]{0,2}(?:请勿|严禁|不得)外传|限内部(?:使用|传阅|发行)|内部(?:讨论|征求意见)稿"
)

RULE = Rule(
    id="CON109",
    name="内部资料字样",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国政府信息公开条例", "第十六条", date(2019, 5, 15)),
        Basis("中华人民共和国保守国家秘密法", "第六十四条", date(2024, 5, 1)),
    ),
    message="出现内部资料字样：内部文件、资料未经批准不得公开，请核实来源并报批。",
    check=pattern(
        rf"内部{_PAPER}[ ，,、·；;！!（(]{{0,3}}{_KEEP}"
        rf"|(?:(?m:^)|(?<=[（(【\[〔 ]))(?:{_ALONE})(?=[！!。]?[）)】\]〕]|[！!。 \t]*\r?(?m:$))",
    ),
    bad=(
        Bad("【内部资料，注意保存】\n2024年工作要点"),
        Bad("本册为【内部资料 请勿外传】，每人一份。"),
        Bad("工作手册（【内部资料】）"),
        Bad("征求意见稿\n【内部讨论，请勿外传】。"),
        Bad("【仅供内部参考】\n一季度舆情分析"),
    ),
    good=(
        "严禁将内部资料外传，违者追究责任。",
        "依据《内部资料性出版物管理办法》，加强内部资料性出版物管理。",
        "单位内部使用微信群应当遵守保密规定。",
        "座谈会纪要（内部掌握）按程序办理。",
        "请妥善保管个人财物，注意保存购物凭证。",
        "内部信息系统完成升级，仅供参考的数据已标明。",
    ),
)
