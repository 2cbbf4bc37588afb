"""A real LDAP server for one test run: OpenLDAP on loopback, in a folder of its own."""

from __future__ import annotations

import ipaddress
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import ldap3
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

BASE = "dc=example,dc=gov,dc=cn"
ROOT = f"cn=root,{BASE}"
ROOT_PASSWORD = "root-password-1"
PEOPLE = (
    ("he", "何建平", "directory-pass-1"),
    ("lin", "林小雨", "directory-pass-2"),
    ("paren(the)*sis", "括号", "directory-pass-3"),
    ("twin", "双生一", "directory-pass-4"),
)
_SETUP = """\
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/inetorgperson.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/pid
TLSCACertificateFile {folder}/ca.pem
TLSCertificateFile {folder}/server.pem
TLSCertificateKeyFile {folder}/server.key
database mdb
suffix "{base}"
rootdn "{root}"
rootpw {password}
directory {folder}/data
access to attrs=userPassword by anonymous auth by * none
access to * by * read
"""


@dataclass(frozen=True)
class Slapd:
    """Where it listens, and the authority that vouches for it."""

    plain: str
    tls: str
    ca_file: Path


def program() -> str | None:
    return shutil.which("slapd") or shutil.which("slapd", path="/usr/sbin")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def certify(folder: Path) -> None:
    """An authority, and a certificate by it for 127.0.0.1."""
    now = datetime.now(UTC)
    authority = ec.generate_private_key(ec.SECP256R1())
    own = ec.generate_private_key(ec.SECP256R1())
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test authority")])

    def build(subject: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=2))
        )

    root = (
        build(issuer, authority)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(authority, hashes.SHA256())
    )
    here = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    server = (
        build(subject, own)
        .add_extension(x509.SubjectAlternativeName([here]), critical=False)
        .sign(authority, hashes.SHA256())
    )
    (folder / "ca.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    (folder / "server.pem").write_bytes(server.public_bytes(serialization.Encoding.PEM))
    (folder / "server.key").write_bytes(
        own.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


@contextmanager
def running(folder: Path) -> Iterator[Slapd]:
    """The server with PEOPLE in it, one login of them given twice."""
    certify(folder)
    (folder / "data").mkdir()
    setup = _SETUP.format(folder=folder, base=BASE, root=ROOT, password=ROOT_PASSWORD)
    (folder / "slapd.conf").write_text(setup, encoding="ascii")
    plain, tls = f"ldap://127.0.0.1:{free_port()}", f"ldaps://127.0.0.1:{free_port()}"
    command = [program() or "slapd", "-f", folder / "slapd.conf", "-h", f"{plain} {tls}", "-d", "0"]
    process = subprocess.Popen(command)
    try:
        _fill(plain)
        yield Slapd(plain=plain, tls=tls, ca_file=folder / "ca.pem")
    finally:
        process.terminate()
        process.wait(10)


def _fill(address: str) -> None:
    host, port = address.removeprefix("ldap://").split(":")
    for _ in range(200):
        try:
            socket.create_connection((host, int(port)), 1).close()
            break
        except OSError:
            time.sleep(0.05)
    root = ldap3.Connection(ldap3.Server(address), ROOT, ROOT_PASSWORD, auto_bind=True)
    root.add(BASE, ["dcObject", "organization"], {"o": "Example", "dc": "example"})
    rows = [*PEOPLE, ("twin", "双生二", "directory-pass-5")]
    for number, (login, name, password) in enumerate(rows):
        told = {"cn": name, "sn": name[0], "uid": login, "userPassword": password}
        assert root.add(
            f"uid={number},{BASE}", "inetOrgPerson", told | {"uid": [str(number), login]}
        )
    root.unbind()
