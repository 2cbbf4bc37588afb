"""封印和签名：由 verify.py 使用。只用 Python 3.8 以上自带的库。

Ed25519 as RFC 8032 has it, for verifying only: plain arithmetic, slow and short, so that it can be
read through by whoever does not want to take our word.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any, Dict, Iterator, List, Tuple  # noqa: UP035  # Python 3.8

Files = Dict[str, bytes]  # noqa: UP006
Json = Any  # whatever somebody put there
Point = Tuple[int, int, int, int]  # noqa: UP006
SIGNED = "ed25519:"
PUBLICS = "public-keys.txt"

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)


def _added(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % _P
    b = (one[1] + one[0]) * (other[1] + other[0]) % _P
    c = 2 * one[3] * other[3] * _D % _P
    d = 2 * one[2] * other[2] % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(number: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = _added(found, point)
        point = _added(point, point)
        number >>= 1
    return found


def _point(packed: bytes) -> Point:
    """ValueError if the bytes stand for no point of the curve."""
    y = int.from_bytes(packed, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if y >= _P or (x * x - square) % _P or (x == 0 and sign):
        raise ValueError
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


_BASE = _point((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little"))


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of the key signed exactly this message."""
    if len(public) != 32 or len(signature) != 64:
        return False
    try:
        key, point = _point(public), _point(signature[:32])
    except ValueError:
        return False
    scalar = int.from_bytes(signature[32:], "little")
    if scalar >= _ORDER:
        return False
    hashed = hashlib.sha512(signature[:32] + public + message).digest()
    left = _times(scalar, _BASE)
    right = _added(point, _times(int.from_bytes(hashed, "little") % _ORDER, key))
    return not (
        (left[0] * right[2] - right[0] * left[2]) % _P
        or (left[1] * right[2] - right[1] * left[2]) % _P
    )


def public_keys(data: bytes) -> List[bytes]:  # noqa: UP006
    """The keys of a file of `xianshen keys public`. ValueError if it is none."""
    return [bytes.fromhex(line.split()[0]) for line in data.decode("ascii").splitlines() if line]


def fingerprint(public: bytes) -> str:
    return hashlib.sha256(public).hexdigest()[:16]


def check_signed(files: Files, record: Json, publics: List[bytes]) -> Iterator[str]:  # noqa: UP006
    """Each release signed so bears the signature of one of these keys over its very bytes."""
    for release in record["releases"]:
        seal = release["seal"]
        if not seal.startswith(SIGNED):
            continue
        body = "sha256:" + hashlib.sha256(files[f"releases/{release['id']}.json"]).hexdigest()
        try:
            signature = base64.urlsafe_b64decode(seal[len(SIGNED) :] + "==")
        except ValueError:
            signature = b""
        if not any(signature_holds(each, body.encode("ascii"), signature) for each in publics):
            yield f"发布单{release['id']}的签名不符：不是这些公钥的主人签的，或被改动。"


def check_seals(files: Files, record: Json, rows: List[Json], key: bytes) -> Iterator[str]:  # noqa: UP006
    """What only the holder of the house key can have written; signatures are checked apart."""

    def mac(message: str) -> str:
        told = message.encode("ascii", "backslashreplace")
        return "hmac-sha256:" + hmac.new(key, told, hashlib.sha256).hexdigest()

    manifest = hashlib.sha256(files["manifest.json"]).hexdigest()
    sealed = [
        (files["manifest.seal"].decode(), f"evidence:{manifest}", "证据包"),
        *((row["seal"], f"event:{row['seq']}:{row['hash']}", f"第{row['seq']}条") for row in rows),
    ]
    head: Json = json.loads(files["head.json"].decode("utf-8", "surrogatepass"))
    if head:
        sealed.append((head["seal"], f"head:{head['seq']}:{head['hash']}", "留痕末条标记"))
    for release in record["releases"]:
        body = "sha256:" + hashlib.sha256(files[f"releases/{release['id']}.json"]).hexdigest()
        if not release["seal"].startswith(SIGNED):
            sealed.append((release["seal"], body, f"发布单{release['id']}"))
    for name in (name for seal, message, name in sealed if seal != mac(message)):
        yield f"{name}的封印不符：不是用这把密钥封的，或被改动。"
