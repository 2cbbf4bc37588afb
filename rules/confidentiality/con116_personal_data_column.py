"""公示表格中的个人信息列。

A list of winners or of households in need as a table: one finding per column, not one per cell.
Its span runs from the first cell to be masked to the last, and the suggestion is the same stretch
with every personal column of the table masked, so that taking it once does for the table. The
rules for single numbers pass over cells that are spoken of here.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from review.kinds import structure
from review.model import Basis, Gate, Severity
from review.rule import Bad, Mark, Reading, Rule, Text
from rules.confidentiality._tables import Column, columns

# Beyond that many characters a suggestion is no longer to be read through before it is taken.
_LONGEST = 20_000
_UNSURE = frozenset({"健康状况", "家庭经济状况", "出生日期", "车牌号", "家庭电话"})


def find(reading: Reading) -> Iterator[Mark]:
    for text in reading.texts:
        told = text.once(columns)
        for column in told:
            yield _mark(text, column, told)


def _mark(text: Text, column: Column, told: list[Column]) -> Mark:
    kind, count = column.kind, len(column.cells)
    start, end = column.cells[0].start, column.cells[-1].end
    advice = "请整列删去" if kind.name in {"健康状况", "家庭经济状况"} else "公开前须整列遮盖"
    message = f"表格第 {column.number} 列（{kind.name}）有 {count} 格是未遮盖的个人信息，{advice}；"
    if end - start <= _LONGEST:
        suggestion = _masked(text.submitted, start, end, told)
        message += f"采纳建议，表中这 {count} 格和同表其他个人信息列一次遮盖。"
    else:
        end = column.cells[0].end
        suggestion = column.masked[0]
        message += "表格很长，这里只标出第一格，请在原表中按同样的样子遮盖整列。"
    return Mark(
        span=text.raw_span(start, end),
        suggestions=(suggestion,),
        message=message,
        severity=None if _is_certain(column) else Severity.WARN,
    )


def _is_certain(column: Column) -> bool:
    """Whether the cells prove what they are: a check digit, or a phone beside a private name."""
    kind = column.kind
    if kind.name in _UNSURE:
        return False
    if kind.name in {"手机号", "住址"}:
        return column.named and not column.office
    return any(kind.certain(cell.text) for cell in column.cells)


def _masked(text: str, start: int, end: int, told: list[Column]) -> str:
    new = {
        (cell.start, cell.end): masked
        for column in told
        for cell, masked in zip(column.cells, column.masked, strict=True)
        if start <= cell.start and cell.end <= end
    }
    pieces: list[str] = []
    for (first, last), masked in sorted(new.items()):
        pieces += [text[start:first], masked]
        start = last
    return "".join([*pieces, text[start:end]])


_WHO = "姓名\t身份证号码\t手机号\t金额\n"

RULE = Rule(
    id="CON116",
    name="公示表格中的个人信息列",
    gate=Gate.CONFIDENTIALITY,
    severity=Severity.BLOCK,
    basis=(
        Basis("中华人民共和国个人信息保护法", "第二十五条、第二十八条", date(2021, 11, 1)),
        Basis("中华人民共和国政府信息公开条例", "第十五条", date(2019, 5, 15)),
    ),
    message="公示表格中整列是未遮盖的个人信息，公开前须遮盖。",
    check=structure(
        find,
        literals=(
            *("身份证", "身份号", "证件号", "手机", "电话", "联系方式", "卡号", "账号", "帐号"),
            *("账户", "一卡通", "存折", "护照", "通行证", "住址", "地址", "居住地", "户籍", "出生"),
            *(
                "生日",
                "病情",
                "病种",
                "疾病",
                "健康",
                "诊断",
                "残疾",
                "身体状况",
                "致贫",
                "救助原因",
            ),
            *("困难原因", "伤情", "收入", "婚姻", "信仰", "存款", "负债", "财产", "车牌", "号牌"),
            *("患病", "宅电", "所在地", "何病"),
        ),
    ),
    bad=(
        Bad("姓名\t身份证号\n张建国\t【110105194912310021\n李小红\t44052418800101001X】\n"),
        Bad(
            "序号\t获奖者姓名\t联系电话\n1\t张建国\t【13812345678\n2\t李小红\t139****5678\n3\t王强\t13712345678】"
        ),
        Bad(
            "| 户主 | 家庭住址 | 补助金额 |\n|---|---|---|\n| 张建国 | 【清城区凤城街道北江二路12号3栋502室】 | 800 |\n| 李小红 | 清城区洲心街道 | 800 |"
        ),
        Bad("姓名,残疾等级,金额\n张建国,【一级,80\n李小红,二级】,80\n"),
        Bad(
            "单位\t联系人\t手机\n市民政局\t张建国\t【13812345678】\n市教育局\t李小红\t0763-3312345"
        ),
        Bad(
            "姓名  银行卡号  金额\n张建国  【6222021234567890128  800\n李小红  6217001234567890123】  800"
        ),
        Bad(
            "<table><tr><th>姓名<th>身份证号<tr><td>张建国<td>【11010519491231002X】</table>",
            format="html",
        ),
    ),
    good=(
        "姓名\t身份证号\t手机号\n张建国\t11*************21X\t138****5678\n李小红\t44*************01X\t139****5678",
        "单位\t联系电话\t地址\n市民政局\t0763-3312345\t清城区人民二路1号\n市教育局\t12345\t清城区北江一路2号",
        "统一社会信用代码\t单位名称\t住所\n91350100M000100Y43\t某某公司\t人民路1号",
        "姓名\t性别\t出生年月\n张建国\t男\t1970年5月\n李小红\t女\t1975年6月",
        "镇街\t残疾等级\t人数\n凤城街道\t一级\t12\n洲心街道\t二级\t30",
        "地区\t居民人均收入\t增长\n清城区\t42000\t5.1%\n清新区\t38000\t4.9%",
        "请携带身份证、户口簿，拨打联系电话，填写家庭住址。\n张建国，办理登记。",
        "姓名\t健康状况\n张建国\t良好\n李小红\t健康",
    ),
)
