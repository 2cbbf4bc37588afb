"""What is done to official pages, TAM-01 to TAM-13: seen in text and in markup, and not where it is not.

The page is our own; the traces are of the kinds found on copies of official pages.
"""

from __future__ import annotations

import time
from datetime import date

import pytest

from review.archive import is_tampering
from review.formats.html import read_html
from review.model import Document
from review.pipeline import review

DAY = date(2026, 11, 24)
TEXT = (
    "各县（市、区）人民政府，市府直属各单位：\n为切实做好防汛工作，经市人民政府同意，现将有关事项通知如下。\n"
    "一、压实责任。各单位要加强值班值守，及时报告险情。\n二、加强巡查。对重点部位逐一排查，落实到人。\n"
)
PAGE = "<h1>关于做好防汛工作的通知</h1>" + "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
SHELLS = "".join(
    f"<p>第{number}段。</p><legend id='h4sia'></legend><samp id='h4sia'></samp>"
    for number in "一二三"
)

TAMPERED = {
    "TAM-01 text": "久久精品视频在线观看,亚洲无码免费视频,成人大片免费看\n" + TEXT,
    "TAM-02 text": TEXT + "主站蜘蛛池模板: 甲山市| 乙水县| 丙河区| 丁旗| 娱乐| 戊江县|",
    "TAM-03 text": TEXT.replace("市人民政府", "必赢体育人民政府"),
    "TAM-06 text": "市政府公開(kāi)了文章(zhāng)來源(yuán)，加強(qiáng)管理(lǐ)，落實(shí)到人。\n" + TEXT,
    "TAM-07 text": TEXT.replace("，", "，、"),
    "TAM-08 text": TEXT.replace("巡查。对", "巡查三？！敝贫?，公？！掇k法》\ufffd\ufffd\ufffd"),
    "TAM-09 text": "关于★✿加强★✿★防汛✿★✿工作★✿的通知\n" + TEXT,
    "TAM-10 text": TEXT + "垣筐涕噪榔巷蹈谬拴锌凿窜雇蛹遏拌蔗庶恃嗅赘镣舶铣豌酋瓮隘秉蛀钾惫硒棱耘啮睦蹭沥椭酗锰\n",
    "TAM-11 text": "\n".join(f"{number}、各单位要加强值班值守，及时报告险情。4Np某某新闻网" for number in "一二三四"),
    "TAM-12 text": TEXT + "会议强调：三是压实责任；一是加强领导；二是统筹推进。",
    "TAM-01 head": f"<head><meta name='description' content='澳门六合彩,新澳门资料大全,世界杯投注官网'></head>{PAGE}",
    "TAM-02 page": PAGE + "<div>主站蜘蛛池模板: 甲山市| 乙水县| 丙河区| 丁旗| 娱乐| 戊江县|</div>",
    "TAM-03 page": f"<head><title>365bet体育_官网</title></head>{PAGE}",
    "TAM-04 page": SHELLS,
    "hidden block": PAGE + "<div style='display:none'><a href='http://spam.example.com/'>某某</a></div>",
    "hidden frame": PAGE + "<iframe src='http://spam.example.com/' width=0 height=0></iframe>",
    "encoded head": f"<head><title>&#21338;&#24425;&#24179;&#21488;&#36275;&#29699;</title></head><body>{PAGE}",
    "cloaking": "<script>if(navigator.userAgent.indexOf('baidu')==-1){document.title='通知'}</script>" + PAGE,
    "led away": "<script>if(/sogou|so.com/.test(document.referrer)){location.href='http://x.example.com'}</script>" + PAGE,
    "encoded script": r"<script>window['\x64\x6f\x63\x75\x6d\x65\x6e\x74'].x()</script>" + PAGE,
    "link farm": PAGE + "".join(f"<a href='http://{one}7.top/'>{one}</a>" for one in "qwertyui"),
}  # fmt: skip

UNTOUCHED = {
    "the text": TEXT,
    "the page": PAGE,
    "breadcrumb": "<div>当前位置：<a href='/'>首页</a> > <a href='/z'>政务公开</a> > <a href='/t'>通知公告</a></div>" + PAGE,
    "share widget": PAGE
    + "<div class='bdsharebuttonbox'><a href='#'>分享到：</a><a href='#'>QQ空间</a><a href='#'>新浪微博</a>"
    "<a href='#'>微信</a></div><div style='display:none'>扫一扫在手机打开当前页</div>",
    "towns with 、": TEXT + "各镇：太和镇、源潭镇、龙塘镇、石角镇、飞来峡镇、山塘镇、太平镇、三坑镇、禾云镇、浸潭镇。",
    "towns with |": TEXT + "太和镇 | 源潭镇 | 龙塘镇 | 石角镇 | 飞来峡镇 | 山塘镇 | 太平镇 | 三坑镇 | 禾云镇 | 浸潭镇",
    "districts of a portal": PAGE
    + "<div>县区：" + " | ".join(f"<a href='http://www.{one}.gov.cn/'>{one}县</a>" for one in "甲乙丙丁戊己庚辛") + "</div>",
    "friends of a portal": PAGE
    + "".join(f"<a href='http://{one}/'>{one}</a>" for one in ("www.people.com.cn", "www.xinhuanet.com", "www.cctv.com", "www.gmw.cn", "www.youth.cn", "www.qstheory.cn")),
    "abbreviation": TEXT + "推进人工智能（AI）、物联网（IoT）、地理信息系统(GIS)应用。",
    "pinyin lesson": "汉语拼音教学：妈（mā）、麻（má）、马（mǎ）、骂（mà）。",
    "organisation code": "统一社会信用代码11441700007280420Y，索引号11441700007280420Y/2021-00050。",
    "masked names": "公示：张*、李**，身份证号4418**********1234，手机138****5678。",
    "statistics script": "<script>var _hmt=_hmt||[];(function(){var s=document.createElement('script');"
    "s.src='https://hm.baidu.com/hm.js?1';document.head.appendChild(s)})()</script>" + PAGE,
    "police report": "公安机关破获“必赢体育”网络赌博案，打击“蜘蛛池”、暗链等黑灰产，涉案人员涉嫌开设赌场罪。",
    "letters from Taiwan": TEXT + "台湾同胞来信：「感謝」。",
    "stars of a post": "春天来了🌸来清远看花吧🌸英西峰林的油菜花开了🌸带上家人一起出发🌸等你来哦",
}  # fmt: skip


def traces(text: str, ruleset) -> list[str]:
    document = read_html(text) if "<" in text else Document(body=text)
    report = review(document, ruleset, DAY)
    assert not report.failures
    return sorted({one.rule for one in report.findings if is_tampering(one.rule)})


@pytest.mark.parametrize("name", TAMPERED)
def test_what_was_done_to_it_is_seen(name, ruleset):
    assert traces(TAMPERED[name], ruleset)


@pytest.mark.parametrize("name", UNTOUCHED)
def test_what_belongs_there_is_no_trace(name, ruleset):
    assert traces(UNTOUCHED[name], ruleset) == []


def test_a_page_turned_traditional_is_seen_and_the_line_put_in_later(ruleset):
    page = (
        "為貫徹落實國務院辦公廳關於推進政務新媒體健康有序發展的意見精神，結合我市實際，制定本實施意見。\n"
        "各縣（市、區）人民政府負責主管本地區政務新媒體工作，履行規劃建設、組織保障、安全管理等職責。\n"
    )
    assert "ADV410" in traces(page, ruleset)
    assert "ADV405" in traces(
        page + "观看视频请点击进入网站发财娱乐城开户送现金充值优惠\n", ruleset
    )


@pytest.mark.parametrize("name", ["习", "masked"])
def test_a_character_taken_out_by_a_filter_is_for_the_political_gate(name, ruleset):
    text = {"习": "坚持以近平同志为核心的党中央，深入学贯彻。", "masked": "新疆***尔自治区党委"}[
        name
    ]
    report = review(Document(body=text), ruleset, DAY)
    assert {one.gate.prefix for one in report.findings} >= {"POL"}


@pytest.mark.parametrize(
    "markup",
    [
        "<script>" * 60_000,
        "<script>" + r"\x61" * 100_000,
        "<script>" + "document.title" * 30_000,
        "<script>" + "document.referrer=location.href='http:" * 10_000,
        "<head>" + "&#21338;" * 60_000,
        "String.fromCharCode(" + "60," * 150_000,
    ],
)
def test_hostile_markup_takes_no_time(markup, ruleset):
    alone = ruleset.select(ids={"ADV415", "ADV416", "ADV417", "ADV418"})
    document = Document(body="正文。", markup=markup)
    before = time.process_time()
    report = review(document, alone, DAY)
    assert time.process_time() - before < 3
    assert not report.failures
