"""判决前称罪犯。

Nobody is guilty before a court has said so: 犯罪嫌疑人 before the charge, 被告人 after it. The bare
word is right of people in prison, of crime as such, and of history.
"""

from datetime import date

from review.around import around
from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

CAUGHT = (
    r"抓获|抓捕|抓到|擒获|捉拿|缉拿|捕获|控制住?|刑事拘留|刑拘|逮捕|批捕|批准逮捕|审讯|讯问|盘查|侦破|"
    r"移送审查起诉|提起公诉|取保候审|监视居住|投案|自首|涉嫌|被抓|供认|供述|落网|移送检察|到案|归案|警方|民警|派出所"
)
SENTENCED = (
    r"服刑|刑满|判处|被判|判决|获刑|改造|监狱|减刑|假释|缓刑|暂予监外执行|社区矫正|脱逃|越狱|特赦|死刑|战犯|"
    r"罪犯(?:的)?(?:引渡|移管)|引渡|国际刑警|通缉令|脱管|收监|狱|剥夺政治权利"
)
KINDS = r"杀人|抢劫|强奸|盗窃|诈骗|贩毒|毒|伤害|纵火|绑架|走私|贪污|拐卖|爆炸"

RULE = Rule(
    id="LEG104",
    name="判决前称罪犯",
    gate=Gate.LEGAL,
    severity=Severity.WARN,
    basis=(
        Basis("中华人民共和国刑事诉讼法", "第十二条", date(2018, 10, 26)),
        Basis("新华社新闻报道中的禁用词", "法律类", date(2016, 7, 1)),
    ),
    message="法院判决生效前不能称罪犯：侦查、审查起诉阶段称犯罪嫌疑人，起诉后称被告人。",
    check=around(
        pattern(
            rf"(?<!抓)(?<!战)(?:罪犯|犯罪分子(?=[\u4e00-\u9fff]某)|杀人凶手|凶犯|案犯(?!罪)|真凶|凶手|(?<![嫌囚战])犯人(?!权)|(?:{KINDS})犯(?!罪|法|人|规|案|意|下|了|有))",
            suggest=lambda _: ("犯罪嫌疑人", "被告人"),
            unless_before=(
                "疑似",
                "防",
                "反",
                "在逃",
                "谁是",
                "查明",
                "寻找",
                "锁定",
                "缉拿",
                "捉拿",
                "立",
            ),
        ),
        has=CAUGHT,
        lacks=SENTENCED,
    ),
    bad=(
        Bad("民警当场抓获【罪犯】两名，案件正在进一步侦办中。"),
        Bad("目前，涉嫌诈骗的【罪犯】已被刑事拘留。"),
        Bad("警方连夜将【抢劫犯】李某抓获归案。"),
        Bad("公安机关抓获盗窃【犯人】2名。"),
        Bad("警方将【凶手】李某抓获，案件正在进一步调查。"),
    ),
    good=(
        "民警抓获犯罪嫌疑人两名、A级通缉犯一名。",
        "监狱民警教育改造罪犯，组织服刑罪犯学习。",
        "罪犯张某因犯盗窃罪被判处有期徒刑三年，民警依法将其收监。",
        "民警坚决打击犯罪，抢劫犯罪案件同比下降。",
        "严厉惩治贪污犯罪，涉嫌犯罪的移送司法机关。",
        "社区矫正对象是被判处管制、宣告缓刑的罪犯，派出所协助监管。",
        "公安机关悬赏征集线索，尽快查明凶手身份；专案组立案犯难。",
        "民警向群众讲解如何防盗窃、防诈骗犯罪。",
    ),
)
