"""内部文件的传阅要求。

What the sender of a paper tells those who receive it: hand it back, do not copy it, pass it on to no
more than these. A rule about papers in general speaks of 任何单位 or 违者; an instruction speaks of
this paper, in a row, or says who is to collect it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Rule, Text
from rules._windows import near_cues

_DO = (
    r"(?:复印|复制|翻印|印制|摘抄|摘录|抄录|拍照|拍摄|截图|截屏|录音|录像|外传|外泄|外发|泄露|对外(?:提供|公开|发布|泄露|传播)|上网|转发|转载|转给"
    r"|公开(?:发布)?|传播|扩散|报道|上传|张贴|通过(?:互联网|微信)[一-鿿]{0,4})"
)
_BAN = rf"(?:不得|不准|不要|不宜|请勿|严禁|禁止|切勿|勿)(?:擅自|私自|随意|自行|以任何[一-鿿]{{2,3}}|在[一-鿿]{{2,5}}上)?{_DO}"
_BACK = r"(?:收回|回收|退回|退还|交还|交回|清退|收缴|上交|销毁|粉碎|归还)"
_THIS = r"(?:本件|此件|该件|本文件|此文件|本材料|此材料|本资料|本通报|本简报|本刊|本表|本方案|此稿|本稿|印发给你们|发给你们|转发给你们|传达后)"
_INSIDE = r"(?:工作秘密|工作敏感信息|敏感信息|内部信息|内部事项|内部情况|内部资料|内部材料|内部文件|内部掌握|内部使用|涉密材料|密件)"
_RANK = r"(?:省部|厅局|地厅|县处|县团|地师|处|科|副处|副科|正处|正科|局|县|乡镇?|乡科)级"
_ORDER = re.compile(
    rf"(?:阅|会|看|传阅|传达|办理完毕|会议结束)(?:毕|完)?后[^，。；\r\n]{{0,14}}{_BACK}"
    rf"|由[^，。；\r\n]{{0,10}}(?:机要|保密|文印|收发)[^，。；\r\n]{{0,8}}{_BACK}"
    rf"|{_BAN}(?:[，、,和及或]{{1,2}}{_BAN}){{1,3}}"
    rf"|{_INSIDE}[，,、：: ]{{0,2}}{_BAN}"
    rf"|{_THIS}[^。；\r\n]{{0,16}}?{_BAN}"
    rf"|(?:传达|发送|印发|传阅|阅知|知悉|发放)范围[ ]?[：:至][^。；\r\n]{{2,30}}"
    rf"|(?:发至|传达至|传达到|阅至|下发至|只发|仅发|限发)[^，。；\r\n]{{0,4}}{_RANK}"
    rf"|(?:仅限|只限|限于?)[^，。；\r\n]{{0,6}}{_RANK}(?:以上)?(?:领导|干部|党员|人员)?(?:干部)?(?:传达|传阅|参阅|阅读|阅知|阅|知悉|掌握)"
    rf"|(?:仅供|只供|专供)(?:[一-鿿]{{0,6}}领导|内部|本单位|系统内|工作人员|班子成员|各单位内部)[一-鿿]{{0,4}}(?:参考|参阅|掌握|使用|传阅)"
)
_GENERAL = re.compile(
    r"任何单位|任何组织|任何个人|单位和个人|违者|违反|应当|规定|办法|条例|行为|考生|考场|观众|作品|著作权|版权|本站|本网|传谣|谣言|隐私|患者|公民|网民|群众|涉密载体|涉密文件|保密(?:纪律|要求|教育|培训|知识|常识)|干部职工|工作人员不得|通讯录的管理"
)
# What a leader wrote on a paper for those who deal with it. 作出重要批示 is news.
_WRITTEN = re.compile(
    r"(?:书记|省长|市长|县长|区长|镇长|局长|主任|部长|秘书长|领导|同志)[^。，；\r\n]{0,14}(?<!重要)(?:批示|签批|批注|批阅意见|圈阅意见)(?:如下)?[：:][ ]?[“\"]?(?P<words>[^”\"。\r\n]{4,80})"
)
# The paper that lists everybody's number, when it is attached or headed, not spoken of.
_LISTED = re.compile(
    r"(?:(?<=附件：)|(?<=附件:)|(?<=附：)|(?<=附件[0-9]：)|(?<=附件[0-9][.、])|(?:(?m:^)[ \t]*))[^，。；：:\r\n]{0,24}内部(?:工作)?(?:通讯录|电话(?:本|簿|号码本)|联络(?:表|册)|联系方式一览表|花名册|值班电话表)(?=[》）)（( \t]|\r?(?m:$))"
)


def _look(text: Text, first: int, last: int) -> Iterator[Mark]:
    for match in _ORDER.finditer(text.folded, first, last):
        begin, end = text.paragraph(match.start())
        around = text.folded[max(begin, match.start() - 40) : min(end, match.end() + 20)]
        if not _GENERAL.search(around):
            yield Mark(span=text.span(*match.span()))
    for match in _WRITTEN.finditer(text.folded, first, last):
        yield Mark(span=text.span(*match.span("words")))
    for match in _LISTED.finditer(text.folded, first, last):
        yield Mark(span=text.span(*match.span()))


RULE = Rule(
    id="CON120",
    name="内部文件的传阅要求",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国政府信息公开条例", "第十六条", date(2019, 5, 15)),
        Basis("中华人民共和国保守国家秘密法", "第六十四条", date(2024, 5, 1)),
    ),
    message="出现内部文件才有的传阅、收回、禁止复制要求：原件很可能不对外公开，请核实来源，未经批准不得发布。",
    check=near_cues(
        _look,
        (
            *("收回", "回收", "退回", "退还", "交还", "交回", "清退", "销毁"),
            *("上交", "归还", "粉碎", "复印", "翻印", "印制", "摘抄", "摘录"),
            *("抄录", "拍照", "拍摄", "截图", "截屏", "录音", "录像", "外传"),
            *("外泄", "外发", "对外提", "对外公", "对外发", "对外泄", "上网", "转发"),
            *("转载", "转给", "扩散", "上传", "张贴", "互联网传", "勿公开", "得公开"),
            *("准公开", "要公开", "宜公开", "禁公开", "得传播", "禁传播", "勿传播", "止传播"),
            *("得复制", "禁复制", "勿复制", "上传播", "范围：", "范围:", "发至", "达至"),
            *("达到", "阅至", "只发", "仅发", "限发", "级以上", "仅供", "只供"),
            *("专供", "通讯录", "电话本", "电话簿", "号码本", "联络表", "联络册", "花名册"),
            *("批示：", "批示:", "签批：", "批注：", "如下："),
        ),
        before=36,
        after=84,
    ),
    bad=(
        Bad("封面标注：【工作秘密，严禁外传】。"),
        Bad("请各单位妥善保管，【会后由会务组统一收回】。"),
        Bad("现将讲话提纲【印发给你们，不得复印】、不得上网。"),
        Bad("通报内容【请勿拍照、请勿转发】。"),
        Bad("本期材料【仅限县处级以上领导干部传阅】。"),
        Bad("附件：【各科室内部通讯录】（含手机号）"),
        Bad("以上数据【仅供班子成员参考】。"),
        Bad("王县长在专报上批示：“【请公安局速查，尽快报结果】。”"),
    ),
    good=(
        "任何单位和个人不得复制、不得传播涉密文件。",
        "请各单位加强对内部通讯录的管理，不得随意张贴、上传网络。",
        "考生不得拍照、不得将试卷带出考场，考试结束后由监考员收回试卷。",
        "未经授权，不得转载、不得摘编本网站作品。",
        "借阅图书应在到期后及时归还；废旧农药瓶使用后由回收点回收。",
        "请勿转发未经证实的消息，不信谣不传谣。",
        "疫情防控信息发布范围：全县各镇村。",
        "习近平总书记作出重要批示：要全力抢险救援，保障人民生命安全。",
    ),
)
