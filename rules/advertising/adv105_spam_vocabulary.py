"""赌博色情和违法代办推广词。

Phrases in which only spam is written. The plain words for gambling and obscenity stand in every
police report and are not listed.
"""

from datetime import date

from review.around import around
from review.kinds import words
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule
from rules.advertising._told import TOLD

RULE = Rule(
    id="ADV105",
    name="赌博色情和违法代办推广词",
    gate=Gate.ADVERTISING,
    severity=Severity.BLOCK,
    basis=(
        Basis("政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）", "单项否决", date(2019, 4, 1)),
        Basis("网络信息内容生态治理规定", "第六条", date(2020, 3, 1)),
    ),
    message="出现赌博、色情或者违法代办的推广用语“{word}”，很可能页面已被篡改：请删去，并立即检查网站和账号安全。",
    check=around(
        words("advertising/spam_terms", edges=False),
        lacks=rf"{TOLD}|体育彩票|体彩|竞彩|福利彩票|冠名|赞助|球场",
    ),
    bad=(
        Bad("首页 【国产免费人成】视频 通知公告"),
        Bad("【澳门新葡京平台】欢迎您"),
        Bad("专业【办证刻章】，先做后付"),
        Bad("市公安局召开会议。【葡京娱乐城】注册送88元民警走访社区。"),
        Bad("关于印发【北京赛车PK10】的通知"),
    ),
    good=(
        "公安机关破获一起跨境网络赌博案，查扣赌资百万元。",
        "公安机关提醒：以“注册送彩金”招揽的都是骗局。",
        "国产精品家具、国产大片走俏市场，免费观看露天电影。",
        "澳门新葡京酒店举行旅游推介会。",
        "扫黄打非办公室开展“净网”行动，打击传播淫秽色情信息。",
        "女排亚洲AVC杯开赛，国产AVS3标准、AV1编码在线播放。",
        "中国体育彩票世界杯投注额创新高，竞彩欧洲杯投注截止。",
        "中国体育彩票北京单场发行，竞彩足球公益金使用公告。",
    ),
)
