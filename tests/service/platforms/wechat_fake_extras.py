"""More of the stand-in for WeChat: pictures, deletion, 群发 with its protection, quotas told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.service.platforms.wechat_fake import WechatFake

HOST = "http://mmbiz.qpic.cn/mmbiz_png"
MESSAGES = {
    -1: "system error",
    40001: "invalid credential, access_token is invalid or not latest",
    40007: "invalid media_id",
    40009: "invalid image size",
    40013: "invalid appid",
    40059: "invalid msg id",
    40125: "invalid appsecret",
    40137: "invalid image format",
    40164: "invalid ip, not in whitelist",
    41001: "access_token missing",
    41006: "media_id missing",
    42001: "access_token expired",
    43002: "require POST method",
    44003: "empty news data",
    45002: "content size out of limit",
    45003: "title size out of limit",
    45004: "description size out of limit",
    45005: "url size out of limit",
    45009: "reach max api daily quota limit",
    45011: "api minute-quota reach limit, must slower, retry next minute",
    45067: "clientmsgid size out of limit",
    45110: "author size out of limit",
    45166: "invalid content",
    47001: "data format error",
    48001: "api unauthorized",
    53502: "invalid publish_id",
    53600: "invalid article_id",
}


class WechatError(Exception):
    def __init__(self, code: int) -> None:
        super().__init__(MESSAGES[code])
        self.code = code


@dataclass
class Mass:
    media_id: str
    at: datetime
    client: str
    deleted: bool = False
    confirmed: bool = False


@dataclass
class Extras:
    """State beside the fake's own. `protected`: an administrator has to confirm a mass sending."""

    protected: bool = False
    minutes_to_send: int = 0
    pictures: dict[str, bytes] = field(default_factory=dict)
    materials: dict[str, bytes] = field(default_factory=dict)
    sent: dict[str, Mass] = field(default_factory=dict)
    remain: int = 100

    def mass_live(self, now: datetime) -> int:
        return sum(status(self, one, now) == "SEND_SUCCESS" for one in self.sent.values())

    def uploadimg(self, fake: WechatFake, data: bytes) -> dict[str, Any]:
        if len(data) >= 1 << 20:
            raise WechatError(40009)
        if not data.startswith((b"\x89PNG", b"\xff\xd8\xff")):
            raise WechatError(40137)
        url = f"{HOST}/{fake.next_number()}/0?wx_fmt=png&from=appmsg"
        self.pictures[url] = data
        return {"url": url}

    def add_material(self, fake: WechatFake, data: bytes) -> dict[str, Any]:
        if len(data) > 10 << 20:
            raise WechatError(40009)
        media_id = f"permanent-{fake.next_number()}"
        self.materials[media_id] = data
        return {"media_id": media_id, "url": f"{HOST}/{media_id}/0?wx_fmt=png"}

    def delete(self, fake: WechatFake, body: dict[str, Any]) -> dict[str, Any]:
        found = fake.articles.get(str(body.get("article_id")))
        if found is None or found["is_deleted"]:
            raise WechatError(53600)  # GUESS: the answer for what was deleted before
        found["is_deleted"] = True
        return {"errcode": 0, "errmsg": "ok"}

    def sendall(self, fake: WechatFake, body: dict[str, Any]) -> dict[str, Any]:
        client = str(body.get("clientmsgid", ""))
        if len(client.encode()) > 64:
            raise WechatError(45067)
        media_id = body["mpnews"]["media_id"]
        for msg_id, one in self.sent.items():
            if one.client == client and fake.now - one.at < timedelta(hours=24):
                return {
                    "errcode": 45065,
                    "errmsg": "clientmsgid exist rid: 6744b009-00000001-1a2b3c4d",
                    "msg_id": int(msg_id),
                }
        if media_id not in fake.drafts:
            raise WechatError(40007)
        msg_id = str(fake.next_number())
        self.sent[msg_id] = Mass(media_id=media_id, at=fake.now, client=client)
        return {
            "errcode": 0,
            "errmsg": "send job submission success",
            "msg_id": int(msg_id),
            "msg_data_id": 1,
        }

    def mass_get(self, fake: WechatFake, body: dict[str, Any]) -> dict[str, Any]:
        one = self.sent.get(str(body.get("msg_id")))
        if one is None:
            raise WechatError(40059)
        return {"msg_id": body["msg_id"], "msg_status": status(self, one, fake.now)}

    def mass_delete(self, fake: WechatFake, body: dict[str, Any]) -> dict[str, Any]:
        one = self.sent.get(str(body.get("msg_id")))
        if one is None:
            raise WechatError(40059)
        one.deleted = True
        return {"errcode": 0, "errmsg": "ok"}

    def quota(self, _fake: WechatFake, body: dict[str, Any]) -> dict[str, Any]:
        assert body["cgi_path"].startswith("/cgi-bin/")
        used = 100 - self.remain
        return {
            "errcode": 0,
            "errmsg": "ok",
            "quota": {"daily_limit": 100, "used": used, "remain": self.remain},
        }

    def draft_update(self, fake: WechatFake, body: dict[str, Any]) -> dict[str, Any]:
        media_id = body.get("media_id")
        if media_id not in fake.drafts or body.get("index") != 0:
            raise WechatError(40007)
        made = fake.draft_add({"articles": [body["articles"]]})["media_id"]
        fake.drafts[media_id] = fake.drafts.pop(made)
        return {"errcode": 0, "errmsg": "ok"}

    def draft_delete(self, fake: WechatFake, body: dict[str, Any]) -> dict[str, Any]:
        fake.drafts.pop(str(body.get("media_id")), None)
        return {"errcode": 0, "errmsg": "ok"}


def status(extras: Extras, one: Mass, now: datetime) -> str:
    """GUESS: while an administrator has not confirmed, the state reads SENDING."""
    if one.deleted:
        return "DELETE"
    if extras.protected and not one.confirmed:
        return "SEND_FAIL" if now - one.at >= timedelta(minutes=30) else "SENDING"
    done = now - one.at >= timedelta(minutes=extras.minutes_to_send)
    return "SEND_SUCCESS" if done else "SENDING"


VERBS = {
    "/cgi-bin/freepublish/delete": Extras.delete,
    "/cgi-bin/message/mass/sendall": Extras.sendall,
    "/cgi-bin/message/mass/get": Extras.mass_get,
    "/cgi-bin/message/mass/delete": Extras.mass_delete,
    "/cgi-bin/openapi/quota/get": Extras.quota,
    "/cgi-bin/draft/delete": Extras.draft_delete,
    "/cgi-bin/draft/update": Extras.draft_update,
}
UPLOADS = {
    "/cgi-bin/media/uploadimg": Extras.uploadimg,
    "/cgi-bin/material/add_material": Extras.add_material,
}
