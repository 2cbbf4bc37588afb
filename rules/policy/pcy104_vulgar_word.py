"""媒体不文明用语。尼玛县 is a county and stays; only words with no decent meaning are listed."""

from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="PCY104",
    name="低俗不文明用语",
    gate=Gate.POLICY,
    severity=Severity.WARN,
    basis=(
        Basis("新华社新闻信息报道中的禁用词和慎用词（2016年7月修订）", "不文明用语"),
        Basis("网络信息内容生态治理规定", "第七条"),
    ),
    message="低俗、不文明的网络用语不宜出现在政务信息中。",
    check=words("policy/vulgar_words"),
    bad=(
        Bad("这次活动太【特么的】精彩了。"),
        Bad("别再【装逼】了，【撕逼】大战上演。"),
    ),
    good=(
        "西藏那曲市尼玛县开展爱国卫生运动，尼玛次仁介绍情况。",
        "安装逼真的三维模型，逼近极限；特么结构待查。",
        "身体不适，腹部隐隐作疼。",
    ),
)
