"""证据包: everything that was signed, sealed and sent of one piece, to be checked without us.

Texts, reports and what releases seal are written just as they were digested, so that the SHA-256
of a file is the digest that people signed. `verify.py` (standard library only) goes with them, and
so do the public keys that releases were signed under.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict
from datetime import date, datetime
from importlib.resources import files

from review.model import canonical
from review.release import sealed
from review.seals import HouseKey, fingerprint
from service.paper.record import record_of
from service.paper.signatures import PUBLICS
from service.paper.verify import archive_of
from service.store import StoreError, UnitOfWork
from service.store.instant import written

SCHEMA = "xianshen.evidence/1"
_LARGEST = 2**31


def evidence_pack(
    unit: UnitOfWork, draft_id: int, *, key: bytes, now: datetime, sheet: bytes = b""
) -> bytes:
    """The ZIP for one draft, the same bytes for the same state and moment.

    `sheet`: the approval sheet as PDF, put in with the rest if there is one.

    Raises KeyError if there is no such draft, DamagedError where a text is not what was signed,
    StoreError if it all is more than a ZIP file holds.
    """
    found = _contents(unit, draft_id)
    if sum(map(len, found.values())) > _LARGEST or len(found) > 60_000:
        raise StoreError("这篇稿件的版本和图片太多，放不进一个证据包；请联系管理员。")
    if sheet:
        found["sheet.pdf"] = sheet
    for name in ("verify.py", "signatures.py"):
        found[name] = (files("service.paper") / name).read_bytes()
    publics = key.publics if isinstance(key, HouseKey) else ()
    lines = (f"{public.hex()}  {fingerprint(public)}\n" for public in publics)
    found[PUBLICS] = "".join(lines).encode("ascii")
    manifest = {
        "schema": SCHEMA,
        "draft": draft_id,
        "made_at": written(now),
        "files": {name: _sha256(data) for name, data in found.items()},
    }
    listed = _bytes(manifest)
    mark = f"evidence:{_sha256(listed)}".encode("ascii")
    seal = ("hmac-sha256:" + hmac.new(key, mark, hashlib.sha256).hexdigest()).encode("ascii")
    sums = f"{_sha256(listed)}  manifest.json\n{_sha256(seal)}  manifest.seal\n"
    return archive_of(
        {
            **found,
            "manifest.json": listed,
            "manifest.seal": seal,
            "manifest.sha256": sums.encode("ascii"),
        }
    )


def _contents(unit: UnitOfWork, draft_id: int) -> dict[str, bytes]:
    draft = unit.drafts.get(draft_id)
    if draft is None:
        raise KeyError(draft_id)
    found: dict[str, bytes] = {}
    rounds = unit.drafts.submissions(draft_id)
    texts = dict.fromkeys(version.document for version in unit.drafts.versions(draft_id))
    for digest in texts:
        document = unit.drafts.document(digest)
        found[f"documents/{_hex(digest)}.json"] = _bytes(canonical(document))
        for media in document.media:
            picture = unit.pictures.get(media.digest)
            if picture is not None:
                found[f"media/{_hex(media.digest)}"] = picture.data
        for enclosure in document.enclosures:
            file = unit.pictures.get(enclosure.digest)
            if file is not None:
                found[f"media/{_hex(enclosure.digest)}"] = file.data
    for digest in dict.fromkeys([*(one.report for one in rounds), draft.report]):
        found[f"reports/{_hex(digest)}.json"] = _bytes(canonical(unit.drafts.report(digest)))
    for release in unit.releases.of(draft_id):
        found[f"releases/{release.id}.json"] = _bytes(sealed(release))
    found["record.json"] = _bytes(record_of(unit, draft))
    rows = [_bytes(asdict(row)) for row in unit.chain.of(draft_id)]
    found["events.jsonl"] = b"".join(row + b"\n" for row in rows)
    head = unit.chain.head()
    found["head.json"] = _bytes(asdict(head) if head else None)
    return found


def _bytes(value: object) -> bytes:
    """As review.model.digest_of has it before it is hashed."""
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=date.isoformat
    )
    return text.encode("utf-8", "surrogatepass")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _hex(digest: str) -> str:
    return digest.rpartition(":")[2]
