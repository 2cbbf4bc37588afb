"""缺少解读的政策文件。A policy of wide concern goes out together with something that explains it."""

from collections.abc import Iterator

from review.kinds import structure
from review.model import Basis, Category, Facts, Gate, Severity, Span
from review.rule import Bad, Good, Mark, Reading, Rule

_PRODUCTS = ("解读", "图解", "数说", "问答", "一图读懂", "一图看懂", "答记者问", "政策说明")


def _find(reading: Reading) -> Iterator[Mark]:
    document = reading.document
    if document.facts.category is not Category.POLICY_DOCUMENT or not document.title.strip():
        return
    said = [text for _, text in document.fields()]
    said += [link.text for link in document.links]
    said += [one for media in document.media for one in (media.name, media.alt)]
    if not any(product in text for text in said for product in _PRODUCTS):
        yield Mark(span=Span(field="title", start=0, end=len(document.title)))


RULE = Rule(
    id="PCY306",
    name="没有解读的政策文件",
    gate=Gate.POLICY,
    severity=Severity.HINT,
    basis=(
        Basis(
            "国务院办公厅关于推进政务新媒体健康有序发展的意见（国办发〔2018〕123号）", "解读回应"
        ),
    ),
    message="涉及面广、社会关注度高、专业性强的政策文件，应同步发布图解、问答等解读并附上链接；已另行发布的请忽略。",
    check=structure(_find),
    fields=("title",),
    bad=(
        Bad(
            "现印发给你们，请认真贯彻执行。",
            title="【关于印发清远市稳就业若干措施的通知】",
            facts=Facts(category=Category.POLICY_DOCUMENT),
        ),
        Bad(
            "一、总体要求。二、主要任务。",
            title="【清远市垃圾分类管理办法】",
            facts=Facts(category=Category.POLICY_DOCUMENT),
        ),
    ),
    good=(
        Good(
            "<p>现印发给你们。<a href='https://www.gdqy.gov.cn/1.html'>政策解读</a></p>",
            format="html",
            title="关于印发清远市稳就业若干措施的通知",
            facts=Facts(category=Category.POLICY_DOCUMENT),
        ),
        Good("现印发给你们，请认真贯彻执行。", title="关于印发稳就业若干措施的通知"),
        Good(
            "一图读懂：补贴怎么领。",
            title="稳就业若干措施",
            facts=Facts(category=Category.POLICY_DOCUMENT),
        ),
    ),
)
