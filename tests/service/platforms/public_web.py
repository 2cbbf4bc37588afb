"""A public web server by TLS, and the authority that vouches for it."""

from __future__ import annotations

import contextlib
import datetime as dt
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from service.platforms.public import Fetcher, is_public
from service.platforms.wire import Way

HOST = "www.toutiao.com"


@dataclass
class Web:
    """A public web server, by TLS, whose certificate an authority of its own has signed."""

    port: int
    ca_file: Path
    pages: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def show(self, path: str, body: str, *, status: int = 200, charset: str = "utf-8") -> None:
        kind = {"content-type": f"text/html; charset={charset}"}
        self.pages[path] = (status, kind, body.encode(charset))

    def lead(self, path: str, to: str) -> None:
        self.pages[path] = (302, {"location": to}, b"")

    def fetcher(self, *addresses: str, public: bool = True, ca: bool = True) -> Fetcher:
        return Fetcher(
            way=Way(ca_file=self.ca_file if ca else None),
            resolve=lambda _host: addresses or ("127.0.0.1",),
            public=(lambda _address: True) if public else is_public,
            ports=frozenset({self.port}),
        )

    def url(self, path: str, host: str = HOST) -> str:
        return f"https://{host}:{self.port}{path}"


def certified(home: Path) -> tuple[Path, Path]:
    """An authority's certificate, and a server's with its key."""
    key, ca_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "office authority")])
    start, end = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2099, 1, 1, tzinfo=dt.UTC)

    def certificate(of: str, public: object, *, authority: bool) -> x509.Certificate:
        subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, of)])
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(name)
            .public_key(public)  # type: ignore[arg-type]
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(public),  # type: ignore[arg-type]
                critical=False,
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()),
                critical=False,
            )
        )
        if authority:
            usage = x509.KeyUsage(*[False] * 5, True, True, False, False)
            builder = builder.add_extension(usage, critical=True)
        else:
            names = [x509.DNSName(HOST), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(ca_key, hashes.SHA256())

    pem = serialization.Encoding.PEM
    ca = home / "ca.pem"
    ca.write_bytes(
        certificate("office authority", ca_key.public_key(), authority=True).public_bytes(pem)
    )
    server = home / "server.pem"
    server.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate(HOST, key.public_key(), authority=False).public_bytes(pem)
    )
    return ca, server


@contextlib.contextmanager
def public_web(ca: Path, server_pem: Path) -> Iterator[Web]:
    """A web server for as long as it is needed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shown.asked.append((self.headers.get("host", ""), self.path))
            status, headers, body = shown.pages.get(self.path, (404, {}, b""))
            self.send_response(status)
            for name, value in {**headers, "content-length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(server_pem)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    shown = Web(port=server.server_address[1], ca_file=ca)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield shown
    server.shutdown()
    server.server_close()
    thread.join(5)
