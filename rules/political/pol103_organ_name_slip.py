"""国名、机关名错漏。中华人民共合国, 攻府, 齐齐哈市: all stood on official pages in 2019."""

from datetime import date

from review.kinds import near
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL103",
    name="国名、机关名错漏",
    gate=Gate.POLITICAL,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：严重表述错误",
            date(2019, 4, 1),
        ),
    ),
    message="疑似把{suggest}写错，请按全称逐字核对。",
    check=near("political/organs", "political/organ_short_names"),
    bad=(
        Bad("【中华人民共合国】成立以来，【攻府】工作不断加强。"),
        Bad("【中共人民共和国】环境保护法"),
        Bad("【中华人民大和国】与各国友好往来。"),
        Bad("【齐齐哈市】民政局供稿"),
        Bad("【国家发展和改格委员会】发布通知。"),
        Bad("【人力资源和社会保章部】有关负责人答记者问。"),
    ),
    good=(
        "起义军进攻府城，知府弃城而逃。",
        "中华人民共和国国家发展和改革委员会、齐齐哈尔市人民政府联合主办。",
        "省发展改革委、省工业和信息化厅、省住房城乡建设厅，人力资源社会保障等部门。",
        "中华全国工商业联合会、中国人民政治协商会议广东省委员会。",
        "全国人民代表大会和地方各级人民代表大会。",
        "全村党员干部中共产党员占三成，其中共产党员32名。",
        "全市人大常委会工作会议召开，全县人大常委会组成人员参加。",
        "人民检察院对人民法院的判决提出抗诉，国家监察机关依法履职。",
    ),
)
