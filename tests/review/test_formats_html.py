"""Pages: what is shown, what is hidden and by what means, where links stand."""

from __future__ import annotations

import base64
import time

import pytest

from review.formats import UnreadableError, read_document
from review.formats.html import read_html
from tests.review.photographs import photograph


@pytest.mark.parametrize(
    ("markup", "means"),
    [
        ("<div hidden>藏</div>", "hidden 属性"),
        ("<div style='DISPLAY: none'>藏</div>", "样式 display:none"),
        ("<p style='visibility:hidden'>藏</p>", "样式 visibility:hidden"),
        ("<p style='opacity:0'>藏</p>", "完全透明"),
        ("<span style='font-size:0'>藏</span>", "字号为零"),
        ("<span style='font-size:1px'>藏</span>", "字号为零"),
        ("<div style='position:absolute;left:-9999px'>藏</div>", "移到屏幕之外"),
        ("<div style='text-indent:-9999px'>藏</div>", "移到屏幕之外"),
        ("<div style='height:0;overflow:hidden'>藏</div>", "尺寸为零"),
        ("<div style='clip:rect(0,0,0,0)'>藏</div>", "被裁剪"),
        ("<div style='transform:scale(0)'>藏</div>", "尺寸为零"),
        ("<font color=white>藏</font>", "文字与背景同色"),
        ("<p style='color:#FFFFFE'>藏</p>", "文字与背景同色"),
        (
            "<div style='background:#333'><i style='color:rgb(51,51,51)'>藏</i></div>",
            "文字与背景同色",
        ),
        ("<p style='color:transparent'>藏</p>", "文字与背景同色"),
        ("<table bgcolor=red><td><font color='#f00'>藏</font></table>", "文字与背景同色"),
        ("<style>.x{display:none}</style><p class=x>藏</p>", "样式 display:none"),
        ("<style>#y{left:-999em;top:0}</style><p id=y>藏</p>", "移到屏幕之外"),
        (
            "<p id=z>藏</p><script>document.getElementById('z').style.display='none'</script>",
            "由脚本隐藏",
        ),
        ("<marquee width=1 height=5>藏</marquee>", "尺寸接近零的滚动框"),
        ("<noscript><a href=//x.cn>藏</a></noscript>", "noscript 标签"),
        ("<dialog>藏</dialog>", "未打开的对话框"),
    ],
)
def test_hidden_text_is_told_from_the_body(markup, means):
    document = read_html(f"<p>明</p>{markup}<p>亮</p>")
    assert document.body == "明\n亮"
    assert [(hidden.text, hidden.means) for hidden in document.hidden] == [("藏", means)]


@pytest.mark.parametrize(
    "markup",
    [
        "<p style='color:#333'>看</p>",
        "<p style='background:#000;color:#fff'>看</p>",
        "<p class=banner style='color:#fff'>看</p>",
        "<link rel=stylesheet href=a.css><p style='color:#fff'>看</p>",
        "<div style='background-image:url(a.png)'><p style='color:#fff'>看</p></div>",
        "<style>@media print{p{display:none}}</style><p>看</p>",
        "<style>p:hover{display:none}</style><p>看</p>",
        "<style>p{display:none}p.y{display:block}</style><p class=y>看</p>",
        "<style>p{display:none}</style><p style='display:block'>看</p>",
        "<p style='margin-left:-960px'>看</p>",
        "<p style='font-size:0.9em;left:-20px'>看</p>",
        "<p style='opacity:.5'>看</p>",
        "<p style='overflow:hidden;height:20px'>看</p>",
        "<p aria-hidden=true>看</p>",
    ],
)
def test_what_readers_see_is_not_called_hidden(markup):
    document = read_html(markup)
    assert (document.body, document.hidden) == ("看", ())


def test_text_is_laid_out_as_browsers_do():
    markup = (
        "头<html><body>\n<h2>一、\n标题</h2><p>第一\n  段 <b>粗</b>字&nbsp;尾</p>"
        "<table><tr><td>甲<td>乙</table><pre>x\n  y</pre>a<br>b<ul><li>子<li>丑</ul></html>尾巴"
    )
    assert read_html(markup).body == (
        "头\n一、标题\n第一段 粗字\u00a0尾\n甲\t乙\nx\n  y\na\nb\n子\n丑\n尾巴"
    )


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        (
            "<tr><th>姓名<th>身份证<br>号码<tr><td><p>张三</p><td>1",
            ["姓名\t身份证 号码", "张三\t1"],
        ),
        ("<tr><td rowspan=2>甲<td>1<tr><td>2", ["甲\t1", "\t2"]),
        ("<tr><td colspan=2>合计<td>9<tr><td>一<td><td>", ["合计\t\t9", "一"]),
        ("<tr><td><table><tr><td>内<td>层</table><td>外", ["内\t层", "外"]),
        ("<tr><td>" + "长" * 201 + "<td>短", ["长" * 201, "短"]),
        ("<tr><td>明<td style='display:none'>暗<td>亮", ["明\t\t亮"]),
    ],
)
def test_a_row_of_short_cells_is_one_line(markup, lines):
    assert read_html(f"<p>前</p><table>{markup}</table>后").body.split("\n") == ["前", *lines, "后"]


def test_links_in_cells_stand_on_their_words():
    document = read_html("<table><tr><td>入口<td><a href=http://a.cn>附件</a><td>尾</table>")
    assert [document.quote(link.span) for link in document.links] == ["附件"]


def test_a_photograph_written_into_the_page_tells_where_it_was_taken():
    picture = base64.b64encode(photograph(position=True)).decode()
    silent = base64.b64encode(photograph(position=False)).decode()
    document = read_html(
        f"<img src='data:image/jpeg;base64,{picture}'><img src='data:image/jpeg;base64,{silent}'>文"
    )
    assert [hidden.means for hidden in document.hidden] == ["照片的拍摄位置"]


def test_the_heading_is_the_title_and_what_else_the_page_calls_itself_is_checked_too():
    document = read_html(
        "<title>关于防汛的通知_六合彩网</title><meta name=Keywords content=防汛>"
        "<meta name=description content=摘要><meta name=ContentSource content=市应急局>"
        "<h1>关于防汛的通知</h1><p>正文</p>"
    )
    assert (document.title, document.body) == ("关于防汛的通知", "正文")
    assert (document.summary, document.source) == ("摘要", "市应急局")
    assert document.captions == ("六合彩网", "防汛")


def test_captions_and_picture_texts_stand_apart():
    document = read_html(
        "<figure><img src=a alt=甲><figcaption>图为<a href=u>现场</a></figcaption></figure>文"
    )
    assert document.captions == ("甲", "图为现场")
    assert document.body == "文"
    assert document.quote(document.links[0].span) == "现场"


def test_links_bear_the_words_readers_see():
    document = read_html(
        "<p>见 <a href=' http://a.cn '> 附件 <i>一</i></a>。<a href='#top'>顶</a>"
        "<a href='javascript:void(0)'>关闭</a><a href=/b><img></a></p>"
        "<div hidden><a href=http://x.cn>暗</a></div><iframe src=http://f.cn width=0></iframe>"
        "<meta http-equiv=refresh content='0;url=http://r.cn'>"
    )
    assert [(link.href, link.text, link.hidden) for link in document.links] == [
        ("http://r.cn", "", True),
        ("http://a.cn", "附件 一", False),
        ("/b", "", False),
        ("http://x.cn", "暗", True),
        ("http://f.cn", "", True),
    ]
    for link in document.links:
        assert link.span is None or document.quote(link.span) == link.text


def test_the_markup_is_kept_and_scripts_are_no_text():
    markup = "<script>var a='赌'</script><style>p{}</style><template>模</template><svg><title>t</title></svg>文"
    document = read_html(markup)
    assert (document.body, document.markup) == ("文", markup)


def test_a_page_nested_some_thousand_deep_is_read_and_a_deeper_one_refused():
    assert read_html("<div>" * 4_900 + "深").body == "深"
    assert read_html("<b>" * 3_000 + "粗").body == "粗"
    begin = time.perf_counter()
    for tag in ("<div>", "<span>", "<font color=red>", "</div><b><i>"):
        with pytest.raises(UnreadableError, match="嵌套"):
            read_document("a.html", f"{tag * 500_000}深".encode())
    assert time.perf_counter() - begin < 10
    rows = "<tr><td><p>行<br>" * 20_000
    assert read_document("a.html", f"<table>{rows}".encode()).document.body.startswith("行")
