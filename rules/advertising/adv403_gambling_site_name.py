"""博彩站点名。The name of a betting site in the place of an organ's, or with its search tail.

Brands alone are the vocabulary rule's matter (ADV105). This one knows the shape: what the script
that breaks into pages writes over 某省, 关于 or 公开.
"""

from __future__ import annotations

import re
from datetime import date

from review.kinds import pattern
from review.model import Basis, Gate, Severity
from review.rule import Bad, Rule

_BRAND = "必赢|亚博|万博|乐鱼|开云|华体会|米乐|九游|爱游戏|沙巴|皇冠|金沙|银河|太阳城|新葡京|葡京|威尼斯人|永利|澳博|凯发|南宫|问鼎|星空|球盟会"
_ORGAN = "人民政府|政府办|办公[厅室]|委员会|管理局|发展和改革|教育[厅局]|财政[厅局]|公安[厅局]|民政[厅局]|卫生健康|住房和城乡"
_GAME = "欧洲杯|世界杯|欧冠|英超|中超|足球|篮球|电竞|体育|真人|在线|网上|手机|正规"
_WAGER = "投注|博彩|下注|赌球|买球|押注|棋牌|百家乐|老虎机"
_LURE = "官网直播|官网|官方网站|官方电话|客服电话|手机版|登录入口|app下载|备用网址|线路检测"
_MORE_BRANDS = "必威|半岛|澳门(?:新葡京|威尼斯人|银河|金沙|永利|太阳城|皇冠)|bob|ayx|kok|leyu|betway|188金宝博|金宝博|韦德|伟德|立博|明升|沙巴|bbin|ag(?=真人|亚游)|九州(?=体育|娱乐|ku)|大发(?=体育|娱乐|彩票|快三)|杏彩|天博|环亚|雷火(?=电竞)|竞博"
_SIGN_IN = "官网|官方网站|app官网|app下载|手机版(?:下载|登录)|登录入口|注册(?:登录|送|开户)|备用网址|线路检测|平台登录"
_PART = r"[^\s_\-，。；：、“”]"
# what it would wait for by itself, 人民政府 and 委员会, stands in nearly every text
_WAIT_FOR = (
    *f"{_BRAND}|{_WAGER}|不给提款|提不了款|无法提款".split("|"),
    *(
        "必威",
        "半岛",
        "bob",
        "ayx",
        "kok",
        "leyu",
        "betway",
        "金宝博",
        "韦德",
        "伟德",
        "立博",
        "明升",
        "bbin",
        "ag真人",
    ),
    *(
        "ag亚游",
        "九州体育",
        "九州娱乐",
        "九州ku",
        "大发体育",
        "大发娱乐",
        "大发彩票",
        "大发快三",
        "杏彩",
        "天博",
        "环亚",
    ),
    *(
        "雷火电竞",
        "竞博",
        "中特",
        "必中",
        "期期准",
        "免费公开",
        "特码",
        "平特一肖",
        "正版挂牌",
        "白小姐",
    ),
    *(f"{a}{b}" for a in "一二三四五六七八九十" for b in "肖尾码"),
    *("365bet", "bet365", "188bet", "bet188", "bet—", "bet-", "bet–"),
)


def _reported(match: re.Match[str]) -> bool:
    """Not where a report names the site it was about."""
    around = match.string[max(0, match.start() - 60) : match.end() + 60]
    return not re.search(
        "警方|公安|公司|集团|足球俱乐部|民警|涉嫌|犯罪|判处|有期徒刑|打击|取缔|查处|反诈|诈骗",
        around,
    )


RULE = Rule(
    id="ADV403",
    name="博彩站点名",
    gate=Gate.ADVERTISING,
    severity=Severity.BLOCK,
    basis=(
        Basis(
            "政府网站与政务新媒体检查指标（国办秘函〔2019〕19号）",
            "单项否决：安全、泄密事故等严重问题",
            date(2019, 4, 1),
        ),
        Basis("中华人民共和国网络安全法", "第二十一条"),
    ),
    message="出现博彩网站名称或其推广标题，疑似页面被篡改：请恢复原文，并立即检查网站安全。",
    check=pattern(
        rf"(?:{_BRAND})(?:体育|娱乐|国际|平台|棋牌|亚洲)(?:官网|官方)?(?:[省市县区州])?(?:{_ORGAN})"
        rf"|(?:{_BRAND}|{_MORE_BRANDS})(?:体育|娱乐|国际|棋牌|电竞|真人|彩票|亚洲|足球|游戏|集团|中国|在线|手机){{0,3}}(?:投注|博彩|买球|娱乐[场城]|棋牌|百家乐|{_SIGN_IN})"
        rf"|(?:{_GAME}){{1,2}}(?:比赛|赛事|滚球|外围)?(?:{_WAGER})(?:平台|网址?|网站)?(?:官网|官方网站|入口|app|平台|网站|推荐|下载)"
        rf"|(?:{_MORE_BRANDS}|必赢|亚博|万博|乐鱼|华体会|米乐|爱游戏|球盟会)(?:体育|娱乐|棋牌|真人|国际|亚洲|电竞){{1,2}}(?:[a-z]{{3,12}}(?![a-z]))?"
        r"|[一二三四五六七八九十][肖尾码][一二三四五六七八九十]?(?:中特|必中|期期准|[码肖](?![一-鿿])|免费公开)|(?:特码|平特一肖|正版挂牌|白小姐)(?:资料|图库|中特|论坛|网站)"
        rf"|(?:{_GAME}|{_BRAND}){{1,2}}(?:比赛|赛事|娱乐)?(?:{_WAGER}){_PART}{{0,8}}_{_PART}{{2,24}}-(?:{_LURE})"
        rf"|[0-9a-z]{{2,8}}(?:不给提款|提不了款|无法提款){_PART}{{0,8}}_{_PART}{{0,12}}(?:{_LURE})"
        r"|(?<![a-z0-9])(?:365bet|bet365|188bet|bet188)(?:体育|娱乐|官网|投注|平台|亚洲|在线|备用|网址|登录|手机版){0,4}"
        r"|(?<![a-z0-9])bet[—\-–]{1,2}[0-9]{4,8}(?![0-9])",
        only_if=_reported,
        unless_inside=("“”", "《》"),
        wait_for=_WAIT_FOR,
    ),
    bad=(
        Bad("【必赢体育人民政府】关于印发实施意见的通知"),
        Bad("各单位：现将【欧洲杯比赛投注_欧洲足球联赛-官网直播】印发政务公开要点的通知转发给你们"),
        Bad("【必威体育betway】中小学寒假安排"),
        Bad("【亚博app官网】县财政局；【七肖中特】人民医院"),
        Bad("【欧冠买球网站推荐】_县水利局"),
        Bad("主动【365不给提款怎么办_出行365官方电话】政府信息", title="【365bet体育】市政府文件"),
    ),
    good=(
        "公安机关破获“必赢体育”网络赌博案，该团伙利用365bet网站招揽赌客，涉嫌开设赌场罪。",
        "金沙县人民政府、银河区办公室、永利街道、开云集团、皇冠体育用品公司。",
        "alphabet2024、bet-365号文件以外的 better 方案；betaine。",
        "开云集团官网发布财报，半岛都市报记者到访，银河、皇冠社区开展足球赛，九州大地春意浓。",
        "中国体育彩票世界杯投注站推荐活动说明。",
        "体育彩票投注站_操作规程（试行）-2024版",
    ),
    fields=("title", "summary", "body", "caption", "hidden", "author", "source"),
)
