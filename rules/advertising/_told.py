"""When a text tells of gambling or spam instead of holding it.

The name of a police force or an officer is not enough: what breaks into a page breaks into theirs
too. Somebody must do something about it, or warn of it.
"""

TOLD = (
    r"打击|查处|捣毁|破获|抓获|查获|查扣|查封|收缴|侦破|侦办|打掉|端掉|取缔|关停|封堵|通报|提醒|谨防|警惕|提防|切勿|勿信|涉嫌|涉案|"
    r"犯罪|罪|落网|被判|判处|拘留|罚款|诈骗|骗局|受骗|被骗|团伙|赌博案|涉赌|涉黄|赌资|招揽|引诱|净网|扫黄|虚假宣传|冒充|"
    r"名义|所谓|声称|宣称|举报|整治|清理|案件|案例|为名"
)
