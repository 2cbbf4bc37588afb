"""A website's side of xianshen.site/1, in one file of the standard library.

Run it:      python receiver.py FOLDER --address https://www.example.gov.cn --key xianshen=hmac:SECRET
Or build in: Receiver(folder, address, keys).answer(method, path, headers, body) -> (status, dict)

It keeps what it is sent in FOLDER/held, shows what is published under FOLDER/public, and refuses
what is unsigned, old, repeated or altered. The contract, sentence by sentence: ../site-webhook.md
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import html
import json
import re
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SCHEMA = "xianshen.site/1"
MOST_SKEW = 300  # seconds
MOST_BODY = 8 * 1024 * 1024
KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.-]{0,119}")
DIGEST = re.compile(r"[0-9a-f]{64}")
SOURCE = re.compile(r'src="sha256:([0-9a-f]{64})"')
KINDS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"RIFF": "webp"}


class RefusalError(Exception):
    """What is answered instead: a status and the word of the contract."""

    def __init__(self, status: int, word: str) -> None:
        super().__init__(word)
        self.status = status
        self.word = word


class Receiver:
    """Holds, shows and takes down. `keys`: by their id, `hmac:SECRET` or `ed25519:PUBLIC_HEX`."""

    def __init__(self, folder, address, keys, clock=time.time) -> None:
        self.held, self.public = Path(folder) / "held", Path(folder) / "public"
        self.held.mkdir(parents=True, exist_ok=True)
        (self.public / "media").mkdir(parents=True, exist_ok=True)
        self.address = address.rstrip("/")
        self.keys = dict(keys)
        self.clock = clock
        self.nonces: dict[str, float] = {}
        self.lock = threading.Lock()

    def answer(self, method, path, headers, body):
        """`path`: below the base address. Header names in lower case."""
        try:
            with self.lock:
                self.check(method, path, headers, body)
                return self.route(method, path, body)
        except RefusalError as refusal:
            return refusal.status, {"error": refusal.word, "time": int(self.clock())}

    def check(self, method, path, headers, body) -> None:
        """Signature first: whoever cannot sign learns nothing else."""
        if len(body) > MOST_BODY:
            raise RefusalError(413, "too_large")
        told, nonce = headers.get("x-xianshen-time", ""), headers.get("x-xianshen-nonce", "")
        digest = hashlib.sha256(body).hexdigest()
        text = f"{SCHEMA}\n{method}\n{path}\n{told}\n{nonce}\n{digest}".encode()
        key = self.keys.get(headers.get("x-xianshen-key", ""), "")
        if not signed(key, text, headers.get("x-xianshen-signature", "")):
            raise RefusalError(401, "signature")
        if not re.fullmatch(r"[0-9]{1,12}", told) or abs(int(told) - self.clock()) > MOST_SKEW:
            raise RefusalError(401, "time")
        now = self.clock()
        self.nonces = {one: at for one, at in self.nonces.items() if now - at <= 2 * MOST_SKEW}
        if not re.fullmatch(r"[0-9a-f]{32}", nonce) or nonce in self.nonces:
            raise RefusalError(401, "nonce")
        self.nonces[nonce] = now

    def route(self, method, path, body):
        if (method, path) == ("GET", "/health"):
            return 200, {"schema": SCHEMA, "time": int(self.clock())}
        parts = path.strip("/").split("/")
        if parts[0] == "media" and len(parts) == 2 and method == "PUT":
            return self.put_media(parts[1], body)
        if parts[0] == "postings" and len(parts) >= 2 and KEY.fullmatch(parts[1]):
            verb = (method, *parts[2:])
            if verb == ("PUT",):
                return self.put(parts[1], body)
            if verb == ("GET",):
                return 200, self.shown(self.load(parts[1]))
            if verb == ("POST", "publish"):
                return self.publish(parts[1])
            if verb == ("POST", "withdraw"):
                return self.withdraw(parts[1])
        raise RefusalError(404, "unknown_call")

    def put_media(self, name, body):
        if not DIGEST.fullmatch(name) or hashlib.sha256(body).hexdigest() != name:
            raise RefusalError(400, "invalid")
        ending = next((end for magic, end in KINDS.items() if body.startswith(magic)), "")
        if not ending:
            raise RefusalError(415, "invalid")
        (self.public / "media" / f"{name}.{ending}").write_bytes(body)
        return 200, {"digest": f"sha256:{name}"}

    def put(self, key, body):
        """Held, shown to nobody. Again the same: the same answer. Another text: refused."""
        try:
            sent = json.loads(body)
            if sent["schema"] != SCHEMA or sent["key"] != key:
                raise RefusalError(400, "invalid")
            text = {name: str(sent[name]) for name in TEXTS}
        except (ValueError, KeyError, TypeError):
            raise RefusalError(400, "invalid") from None
        missing = [name for name in SOURCE.findall(text["content"]) if not self.file_of(name)]
        if missing:
            raise RefusalError(409, "missing_media")
        known = self.find(key)
        if known and (known["rendering"] != text["rendering"] or known["state"] != "held"):
            if known["rendering"] != text["rendering"]:
                raise RefusalError(409, "conflict")
            return 200, self.shown(known)
        replaces = str(sent.get("replaces") or "")
        place = self.load(replaces)["place"] if replaces else key
        posting = {**text, "key": key, "state": "held", "replaces": replaces, "place": place}
        self.save(posting)
        return 201, self.shown(posting)

    def publish(self, key):
        """Shown. Again: the same answer. A posting that replaces another takes its address."""
        posting = self.load(key)
        if posting["state"] in {"withdrawn", "replaced"}:
            raise RefusalError(409, "withdrawn")
        self.write(posting)
        if posting["replaces"]:
            self.save({**self.load(posting["replaces"]), "state": "replaced"})
        posting = {**posting, "state": "published"}
        self.save(posting)
        return 200, self.shown(posting)

    def withdraw(self, key):
        """Taken down. Again: the same answer."""
        posting = self.load(key)
        if posting["state"] != "replaced":
            posting = {**posting, "state": "withdrawn"}
            self.save(posting)
            page = self.public / posting["place"] / "index.html"
            page.unlink(missing_ok=True)
        return 200, self.shown(posting)

    def shown(self, posting):
        """What the contract wants to be told: the text as readers have it, not as it was sent."""
        content = posting["content"]
        page = self.public / posting["place"] / "index.html"
        if posting["state"] == "published":
            found = re.search(r"(?s)<!--text-->(.*)<!--/text-->", page.read_text(encoding="utf-8"))
            content = found.group(1) if found else ""
        return {
            **{name: posting[name] for name in ("key", "state", "rendering")},
            **{name: posting[name] for name in ("title", "summary", "author")},
            "content": content,
            "url": f"{self.address}/{posting['place']}/",
        }

    def write(self, posting) -> None:
        place = self.public / posting["place"]
        place.mkdir(exist_ok=True)
        content = SOURCE.sub(
            lambda found: f'src="../media/{self.file_of(found.group(1))}"', posting["content"]
        )
        head = "".join(
            f"<p>{html.escape(posting[name])}</p>"
            for name in ("author", "summary")
            if posting[name]
        )
        title = html.escape(posting["title"])
        page = (
            f'<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>{title}</title>'
            f"<h1>{title}</h1>{head}<!--text-->{content}<!--/text--></html>"
        )
        draft = place / "index.new"
        draft.write_text(page, encoding="utf-8")
        draft.replace(place / "index.html")

    def file_of(self, digest):
        return next((path.name for path in (self.public / "media").glob(f"{digest}.*")), "")

    def find(self, key):
        path = self.held / f"{key}.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None

    def load(self, key):
        posting = self.find(key)
        if posting is None:
            raise RefusalError(404, "unknown_key")
        return posting

    def save(self, posting) -> None:
        draft = self.held / f".{posting['key']}.new"
        draft.write_text(json.dumps(posting, ensure_ascii=False), encoding="utf-8")
        draft.replace(self.held / f"{posting['key']}.json")


TEXTS = ("release", "document", "rendering", "title", "summary", "author", "content", "ai_label")


def signed(key, text, signature) -> bool:
    """Whether a key of ours made this signature over this text."""
    kind, _, secret = key.partition(":")
    if kind == "hmac":
        wanted = "hmac-sha256=" + hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()
        return hmac.compare_digest(wanted.encode(), signature.encode("utf-8", "replace"))
    if kind == "ed25519" and signature.startswith("ed25519="):
        # The only thing here that is not in the standard library: pip install cryptography
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            made = base64.b64decode(signature.removeprefix("ed25519="), validate=True)
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(secret)).verify(made, text)
        except (ValueError, InvalidSignature):
            return False
        return True
    return False


def serve(receiver, base, port):
    """A server for trials; behind a web server of yours it needs nothing else."""

    class Handler(BaseHTTPRequestHandler):
        def handle_one(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = self.rfile.read(length) if length <= MOST_BODY else b"\0" * (MOST_BODY + 1)
            headers = {name.lower(): value for name, value in self.headers.items()}
            path = self.path.removeprefix(base) if self.path.startswith(base) else ""
            status, told = receiver.answer(self.command, path, headers, body)
            content = json.dumps(told, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json; charset=utf-8")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_PUT = do_POST = handle_one  # noqa: N815

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--address", default="http://127.0.0.1:8081")
    parser.add_argument("--base", default="/xianshen/v1")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--key", action="append", default=[], metavar="ID=hmac:SECRET")
    options = parser.parse_args()
    keys = dict(given.split("=", 1) for given in options.key)
    server = serve(Receiver(options.folder, options.address, keys), options.base, options.port)
    print(f"http://127.0.0.1:{server.server_address[1]}{options.base}", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
