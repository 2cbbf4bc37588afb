"""Where an old name is the right one: after 原, abroad, and where a sentence tells of its time."""

FORMER = (
    "原",
    "原来的",
    "时任",
    "当时的",
    "曾任",
    "前",
    "历任",
    "撤销",
    "撤销了",
    "不再保留",
    "不再保留单设的",
    "整合",
    "保留",
)
ABROAD = (
    "国",
    "日本",
    "俄罗斯",
    "加拿大",
    "越南",
    "印度",
    "印度尼西亚",
    "马来西亚",
    "新加坡",
    "巴西",
    "智利",
    "菲律宾",
    "哈萨克斯坦",
    "巴基斯坦",
    "香港",
    "澳门",
    "台湾",
)

# A year before the reform of 2018, in words or in a document number, or the reform itself.
HISTORY = (
    r"(?:19[0-9]{2}|200[0-9]|201[0-7])(?:年|〕)"
    r"|不再保留|撤销|划入|并入|更名|组建|改名|修改为|改为|整合为|前身|挂牌成立"
)
