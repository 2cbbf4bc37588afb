"""核心表述错漏。One character wrong, missing or swapped in wording that must stand exactly.

Inspections count such slips as 严重表述错误, a veto item; the commonest causes are input methods
(扫黑险恶) and filters that delete one character all over a site (以近平同志为核心).
"""

from datetime import date

from review.kinds import near
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

RULE = Rule(
    id="POL101",
    name="核心表述错漏",
    gate=Gate.POLITICAL,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：严重表述错误",
            date(2019, 4, 1),
        ),
        Basis("国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）"),
    ),
    message="此处与固定表述{suggest}只差一处，疑似错字、漏字、多字或者颠倒，请逐字核对。",
    check=near("political/core_wording"),
    bad=(
        Bad("坚持【以近平同志为核心的党中央】集中统一领导。"),
        Bad("以【习近平新时期中国特色社会主义思想】为指导，认真落实各项任务。"),
        Bad("全市开展【扫黑险恶】专项斗争。"),
        Bad("实现【中华民族伟大复新的中国梦】。"),
        Bad("践行【社会主义核心价直观】。"),
        Bad("要【深入学贯彻】会议精神。"),
        Bad("我们要推动【构建人类命动共同体】。"),
        Bad("弘扬【社会主义核价值观】，树立新风。"),
        Bad("坚持【中国特色社会注意】不动摇。"),
    ),
    good=(
        "以习近平同志为核心的党中央团结带领全党全国各族人民，以习近平新时代中国特色社会主义思想为指导。",
        "深入学习贯彻党的二十大精神，常态化开展扫黑除恶斗争，打击黑恶势力。",
        "社会主义的核心价值观教育进课堂，践行绿水青山就是金山银山理念。",
        "坚持和发展中国特色社会主义，建设社会主义现代化国家。",
        "习近平总书记在重要讲话中指出，各国特色不同，有中国特色的社会主义引起社会注意。",
        "以人为本，以人民为中心，建设人类卫生健康共同体。",
    ),
)
