"""模板残留。Words of a form or template that were to be replaced before anybody saw the text.

Bare XX and ×× are not looked for: case reports and examples use them for names withheld.
"""

from __future__ import annotations

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_X = "[x×]"

RULE = Rule(
    id="TXT214",
    name="模板残留文字",
    gate=Gate.TEXT,
    severity=Severity.WARN,
    basis=(Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "发布内容准确"),),
    message="疑似模板中未替换的占位文字，请补全或删去。",
    check=pattern(
        rf"20{_X}{{2}}年|{_X}{{2,4}}年{_X}{{1,2}}月(?:{_X}{{1,2}}日)?|(?<![0-9]){_X}{{1,2}}月{_X}{{1,2}}日"
        r"|[（(【\[](?:此处|这里|请在此处?|在此处?)(?:应?填写?|填入|盖章|加盖公章|插入|粘贴|输入|添加|替换)[^\n）)】\]]{0,20}[）)】\]]"
        r"|(?:此处盖章|加盖公章处|此处加盖公章|此处插入图片|点击此处输入文字|单击此处添加(?:标题|文本|副标题)|请输入标题)"
        r"|〔待(?:定|补|补充|填)?〕|【(?:待补充?|待填写?|待完善|标题|正文|落款单位)】"
        r"|[（(\[【](?:此处)?(?:插入|配|放|加)(?:图片?|照片|视频|表格)[0-9]{0,2}[）)\]】]|\[(?:图片|视频|表格|附图|插图)[0-9]{0,2}\]"
        r"|(?:单击|点击|双击)(?:此处)?(?:添加|输入|编辑)(?:标题|正文|文字|文本|内容|副标题)|(?:示例|占位)(?:文字|文本|内容)(?=[，。！\n]|$)"
        r"|[（(](?:以下|此处|本行)空[一二两三123]?行[）)]|(?<![a-z])todo(?![a-z])"
        r"|lorem ipsum|(?:测试){2,3}(?=[，。！\n]|$)|test ?test"
    ),
    bad=(
        Bad("现将【20XX年】工作要点印发给你们。\n某某局\n【××××年×月×日】"),
        Bad("特此通知。【（此处填写联系人）】\n【此处盖章】"),
        Bad("现场照片如下：【[图片1]】\n【点击添加标题】，【（以下空一行）】"),
        Bad("⟦【待补充】⟧各项数据，⟦lorem ipsum⟧ dolor", marks="⟦⟧"),
    ),
    good=(
        "被告人李某某在××市××区持刀伤人，XX公司未按期交货。",
        "请在指定位置盖章；申请表须填写完整并加盖公章；待定事项另行通知。",
        "请点击添加按钮，输入正文；配图由市局提供；（图片由记者拍摄）。",
        "20XL码、Xbox、XX染色体检测、2020年度。",
        "\u3000\u3000年\u3000\u3000月\u3000\u3000日\n（公章）",
    ),
)
