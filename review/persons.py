"""What a personal name looks like on paper: a surname and one or two characters more.

A shape, not a proof: only for use beside something that says a person is meant.
"""

from __future__ import annotations

# The surnames that cover nearly all residents (公安部《二〇二〇年全国姓名报告》 names the first
# hundred), without those that are everyday words far more often than names.
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏"
    "薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常"
    "武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢岳齐梅莫庄辛管祝左涂"
    "谷祁时舒耿牟卜路詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂"
    "闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠"
    "连郜晏栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗"
)
COMPOUND = "(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|令狐|夏侯|端木)"
_NOT_ALL = (
    r"(?!全[国省市县区镇乡村州校院年体部面程家厂局系])"  # 全 is a surname, and far more often all
)
NAME = rf"{_NOT_ALL}(?:{COMPOUND}[\u4e00-\u9fff]{{1,2}}|[{SURNAMES}][\u4e00-\u9fff]{{1,2}})"
"""A regular expression for a full Chinese name."""

MASKED_NAME = rf"[{SURNAMES}](?:某[某甲乙丙丁]?|[*＊×xX○〇]{{1,2}})"
"""A name of which only the surname is given."""
