"""What a change of the lists would newly mark, or no longer mark, in what was published."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from review.model import Finding
from review.pipeline import review
from review.ruleset import Ruleset
from service.archive.index import ArchivedPost, ArchiveIndex

MOST_READ = 300
"""Posts that are really judged: of more, the newest; how many there are is counted all the same."""
_AROUND = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One mark more or less, with its passage."""

    post: ArchivedPost
    finding: Finding
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of it. `posts`: how many posts hold the word, by platform and account; `read` of
    them were judged.
    """

    posts: dict[tuple[str, str], int]
    read: int
    more: tuple[Difference, ...]
    less: tuple[Difference, ...]

    @property
    def total(self) -> int:
        return sum(self.posts.values())

    @property
    def told(self) -> str:
        """The sum in one sentence."""
        if not self.total:
            return "存档里没有一篇出现这个词。"
        said = f"存档里有{self.total}篇、{len(self.posts)}个账号出现这个词"
        if self.read < self.total:
            said += f"，细看了最近的{self.read}篇"
        return f"{said}：新增标记{len(self.more)}处，不再标记{len(self.less)}处。"


def try_change(
    index: ArchiveIndex, word: str, before: Ruleset, after: Ruleset, today: date
) -> Trial:
    """The posts in which a word stands, judged with the ruleset as it is and as it would be."""
    posts = index.find(word, limit=MOST_READ)
    more: list[Difference] = []
    less: list[Difference] = []
    for post in posts:
        # The lists of the day of publication are history; what is asked is how it reads today.
        was = Counter(review(post.document, before, today).findings)
        shall = Counter(review(post.document, after, today).findings)
        more += [_difference(post, one) for one in (shall - was)]
        less += [_difference(post, one) for one in (was - shall)]
    return Trial(posts=index.count(word), read=len(posts), more=tuple(more), less=tuple(less))


def _difference(post: ArchivedPost, finding: Finding) -> Difference:
    text = dict(post.document.fields()).get(finding.span.field, "")
    start, end = finding.span.start, finding.span.end
    return Difference(
        post=post,
        finding=finding,
        before=text[max(start - _AROUND, 0) : start].rpartition("\n")[2],
        words=text[start:end],
        after=text[end : end + _AROUND].partition("\n")[0],
    )
