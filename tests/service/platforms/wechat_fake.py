"""A local stand-in for WeChat's official-account interface, as faithful as its documents allow.

Written from the documents, not from our connector. Where they are silent the line says GUESS.
Time stands still until a test moves `now`; every call is written into `journal`.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.service.platforms.wechat_fake_extras import MESSAGES, UPLOADS, VERBS, Extras, WechatError

__all__ = ["APPID", "COVER", "MESSAGES", "SECRET", "Fault", "WechatError", "WechatFake"]

APPID, SECRET = "wx0123456789abcdef", "s3cr3t-of-the-office-0123456789ab"
COVER = "permanent-cover-media-id"


@dataclass
class Fault:
    """What goes wrong at the next calls of a path: an error code, a status, or a lost answer.

    `drop` does the work and then breaks the connection; `cut` breaks it before any work.
    """

    path: str
    code: int = 0
    status: int = 0
    body: bytes = b""
    drop: bool = False
    cut: bool = False
    times: int = 1


@dataclass
class Job:
    media_id: str
    article_id: str
    polls: int = 0


@dataclass
class WechatFake:
    now: datetime = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    polls_until_done: int = 1
    outcome: int = 0
    publish_id_as: str = "number"
    leaves_box_at: str = "success"  # GUESS: "success" or "submit"; the documents do not say
    may_publish: bool = True
    alters: tuple[str, str] = ("", "")
    daily_quota: dict[str, int] = field(default_factory=dict)
    minute_quota: dict[str, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    journal: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    drafts: dict[str, dict[str, Any]] = field(default_factory=dict)
    jobs: dict[str, Job] = field(default_factory=dict)
    articles: dict[str, dict[str, Any]] = field(default_factory=dict)
    stable: dict[str, datetime] = field(default_factory=dict)
    plain: dict[str, datetime] = field(default_factory=dict)
    refreshes: list[datetime] = field(default_factory=list)
    extras: Extras = field(default_factory=Extras)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(2247483650))
    _articles_of: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    _calls: Counter[tuple[str, str]] = field(default_factory=Counter)

    def calls(self, path: str) -> list[dict[str, Any]]:
        return [body for called, body in self.journal if called.endswith(path)]

    @property
    def live(self) -> list[dict[str, Any]]:
        """Articles readers can see."""
        return [a for a in self.articles.values() if not a["is_deleted"]]

    # Tokens. The two kinds know nothing of each other.

    def stable_token(self, body: dict[str, Any]) -> dict[str, Any]:
        self._know(body.get("appid"), body.get("secret"))
        held = next((t for t, until in self.stable.items() if until > self.now), None)
        force = bool(body.get("force_refresh"))
        if force:
            today = [at for at in self.refreshes if self.now - at < timedelta(days=1)]
            if len(today) >= 20:  # documented: at most 20 a day
                raise WechatError(45009)
            force = not today or self.now - today[-1] >= timedelta(seconds=30)
        early = held is not None and self.stable[held] - self.now <= timedelta(minutes=5)
        if held is None or force or early:
            if force:
                self.stable.clear()
                self.refreshes.append(self.now)
            held = f"stable-token-{next(self._numbers)}-" + "x" * 100
            self.stable[held] = self.now + timedelta(seconds=7200)
        left = int((self.stable[held] - self.now).total_seconds())
        return {"access_token": held, "expires_in": left}

    def plain_token(self, appid: str, secret: str) -> dict[str, Any]:
        self._know(appid, secret)
        self.plain.clear()  # a renewal retires the old one
        token = f"plain-token-{next(self._numbers)}"
        self.plain[token] = self.now + timedelta(seconds=7200)
        return {"access_token": token, "expires_in": 7200}

    def _know(self, appid: object, secret: object) -> None:
        if appid != APPID:
            raise WechatError(40013)
        if secret != SECRET:
            raise WechatError(40125)  # GUESS: 40001 is seen as well

    def carry_out(self, path: str, body: dict[str, Any], token: str) -> dict[str, Any]:
        self.check_token(token)
        self.count(path)
        if path.startswith("/cgi-bin/freepublish") and not self.may_publish:
            raise WechatError(48001)
        if path in VERBS:
            return VERBS[path](self.extras, self, body)
        verbs = {
            "/cgi-bin/draft/add": self.draft_add,
            "/cgi-bin/draft/get": self.draft_get,
            "/cgi-bin/freepublish/submit": self.submit,
            "/cgi-bin/freepublish/get": self.publish_get,
            "/cgi-bin/freepublish/getarticle": self.article,
            "/cgi-bin/freepublish/batchget": self.batchget,
        }
        return verbs[path](body)

    def upload(self, path: str, data: bytes, token: str) -> dict[str, Any]:
        self.check_token(token)
        self.count(path)
        return UPLOADS[path](self.extras, self, data)

    def next_number(self) -> int:
        return next(self._numbers)

    def check_token(self, token: str) -> None:
        if not token:
            raise WechatError(41001)
        until = self.stable.get(token) or self.plain.get(token)
        if until is None:
            raise WechatError(40001)
        if until <= self.now:
            raise WechatError(42001)

    def count(self, path: str) -> None:
        for quota, span, code in (
            (self.minute_quota, "%Y%m%d%H%M", 45011),
            (self.daily_quota, "%Y%m%d", 45009),
        ):
            key = (path, self.now.strftime(span))
            self._calls[key] += 1
            if path in quota and self._calls[key] > quota[path]:
                raise WechatError(code)

    # The draft box.

    def draft_add(self, body: dict[str, Any]) -> dict[str, Any]:
        articles = body.get("articles")
        if not isinstance(articles, list) or not 1 <= len(articles) <= 8:
            raise WechatError(44003)
        stored = []
        for article in articles:
            self._check(article)
            stored.append({**article, "content": self._stripped(article["content"])})
        media_id = f"draft-media-{next(self._numbers)}"
        self.drafts[media_id] = {"news_item": stored, "update_time": self._stamp()}
        return {"media_id": media_id, "item": []}

    def _check(self, article: dict[str, Any]) -> None:
        if article.get("thumb_media_id") not in {COVER, *self.extras.materials}:
            raise WechatError(40007)
        content = article.get("content", "")
        if not article.get("title") or not content:
            raise WechatError(44003)
        # Every character of the raw HTML counts, tags included.
        if len(content) >= 20_000 or len(content.encode()) >= 1 << 20:
            raise WechatError(45002)
        for name, most, code in (("title", 32, 45003), ("digest", 128, 45004)):
            if len(article.get(name, "")) > most:
                raise WechatError(code)
        if len(article.get("author", "")) > 16:  # documented
            raise WechatError(45110)  # GUESS: the code for an over-long author
        if len(article.get("content_source_url", "").encode()) > 1024:
            raise WechatError(45005)

    def _stripped(self, content: str) -> str:
        """Silently, as the real one does."""
        content = re.sub(r"(?is)<script\b.*?</script\s*>", "", content)
        content = re.sub(r"""(?i)\son[a-z]+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", "", content)
        content = re.sub(r"(?i)<img\b(?![^>]*//mmbiz\.q(pic|logo)\.cn/)[^>]*>", "", content)
        return content.replace(*self.alters) if self.alters[0] else content

    def draft_get(self, body: dict[str, Any]) -> dict[str, Any]:
        if body.get("media_id") not in self.drafts:
            raise WechatError(40007)
        return self.drafts[body["media_id"]]

    # Publishing.

    def submit(self, body: dict[str, Any]) -> dict[str, Any]:
        media_id = body.get("media_id")
        if not media_id:
            raise WechatError(41006)
        if media_id not in self.drafts:
            raise WechatError(40007)  # GUESS: the answer for a draft that was used up
        # GUESS, the hostile one: a draft still in the box may be submitted twice and then
        # appears twice.
        number = next(self._numbers)
        self.jobs[str(number)] = Job(media_id=media_id, article_id=f"article-{number}")
        self._articles_of[str(number)] = self.drafts[media_id]["news_item"]
        if self.leaves_box_at == "submit":
            del self.drafts[media_id]
        shown: Any = {"number": number, "string": str(number), "wrong": {"id": number}}
        return {
            "errcode": 0,
            "errmsg": "ok",
            "publish_id": shown[self.publish_id_as],
            "msg_data_id": number + 1,
        }

    def finish(self, publish_id: str) -> None:
        """The platform's own work, done behind everybody's back."""
        job = self.jobs[publish_id]
        if self.outcome in {0, 5, 6} and job.article_id not in self.articles:
            url = f"https://mp.weixin.qq.com/s/{job.article_id}"
            items = [{**a, "url": url} for a in self._articles_of[publish_id]]
            self.articles[job.article_id] = {
                "news_item": items,
                "update_time": self._stamp(),
                "is_deleted": self.outcome != 0,
            }
            self.drafts.pop(job.media_id, None)  # a published draft leaves the box

    def finish_all(self) -> None:
        for publish_id in self.jobs:
            self.finish(publish_id)

    def publish_get(self, body: dict[str, Any]) -> dict[str, Any]:
        publish_id = str(body.get("publish_id"))
        job = self.jobs.get(publish_id)
        if job is None:
            raise WechatError(53502)
        job.polls += 1
        answer: dict[str, Any] = {"publish_id": publish_id, "publish_status": 1, "fail_idx": []}
        if job.polls <= self.polls_until_done:
            return answer
        self.finish(publish_id)
        answer["publish_status"] = self.outcome
        if self.outcome in {0, 5, 6}:
            url = f"https://mp.weixin.qq.com/s/{job.article_id}"
            answer["article_id"] = job.article_id
            answer["article_detail"] = {"count": 1, "item": [{"idx": 1, "article_url": url}]}
        return answer

    def article(self, body: dict[str, Any]) -> dict[str, Any]:
        found = self.articles.get(str(body.get("article_id")))
        if found is None:
            raise WechatError(53600)
        return {"news_item": [{**a, "is_deleted": found["is_deleted"]} for a in found["news_item"]]}

    def batchget(self, body: dict[str, Any]) -> dict[str, Any]:
        offset, count = int(body["offset"]), int(body["count"])
        if not 1 <= count <= 20:  # documented
            raise WechatError(47001)
        # GUESS: newest first.
        rows = sorted(self.articles.items(), key=lambda row: -row[1]["update_time"])
        shown = rows[offset : offset + count]
        return {
            "total_count": len(rows),
            "item_count": len(shown),
            "item": [
                {
                    "article_id": name,
                    "update_time": found["update_time"],
                    "content": self.article({"article_id": name}),
                }
                for name, found in shown
            ],
        }

    def _stamp(self) -> int:
        return int(self.now.timestamp())
