"""What is pasted from a page or a word processor keeps its lines, and what hides in it is told."""

from __future__ import annotations

import pytest

from review.formats.paste import PastedLink, read_paste

WECHAT = """<section data-tools="x"><section style="text-align:center"><p><span>一、办理时间</span></p>
</section><p>市民可到<a href="https://gov.example.cn/a">服务大厅</a>办理。<br>周末照常。</p>
<p style="display:none">推广：加微信领红包</p><img src="https://mmbiz.example/1.png"></section>"""


def test_what_the_wechat_editor_gives_keeps_lines_links_and_what_it_hides():
    pasted = read_paste(WECHAT)
    assert pasted.text == "一、办理时间\n市民可到服务大厅办理。\n周末照常。"
    assert pasted.links == (PastedLink("https://gov.example.cn/a", "服务大厅"),)
    assert [hidden.text for hidden in pasted.hidden] == ["推广：加微信领红包"]
    assert pasted.pictures == 1


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<h1>总标题</h1><h2>分标题</h2><p>文</p>", "总标题\n分标题\n文"),
        ("<p>前</p><ol><li>甲</li><li><p>乙</p></li></ol><p>后</p>", "前\n1. 甲\n2. 乙\n后"),
        ('<ol start="3"><li>丙</li></ol>', "3. 丙"),
        ("<ul><li>甲</li><li>乙</li></ul>", "· 甲\n· 乙"),
        (
            "<table><tr><th>姓名</th><th>分</th></tr><tr><td>甲</td><td>9</td></tr></table>",
            "姓名\t分\n甲\t9",
        ),
        ("<html><head><title>文档1</title></head><body><p>文</p></body></html>", "文"),
        ("<p>甲<script>alert(1)</script></p><style>p{}</style>", "甲"),
    ],
)
def test_structure_becomes_lines(markup, text):
    assert read_paste(markup).text == text


def test_a_heading_in_the_middle_stays_where_it_is():
    assert read_paste("<p>前</p><h1>题</h1><p>后</p>").text == "前\n题\n后"


def test_markup_that_no_editor_makes_is_left_alone():
    assert read_paste("<div>" * 6000 + "x") is None
