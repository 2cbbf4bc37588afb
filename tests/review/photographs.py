"""A photograph as a camera writes it, as far as its head goes: the smallest that tells a place."""

from __future__ import annotations

import struct


def photograph(*, position: bool, order: str = "<") -> bytes:
    """A JPEG with Exif; with `position` it has a latitude and a longitude."""
    first = 8
    entries = [(0x0112, 3, 1, 1)]
    if position:
        entries.append((0x8825, 4, 1, first + 2 + 2 * 12 + 4))
    block = {"<": b"II", ">": b"MM"}[order] + struct.pack(f"{order}HI", 42, first)
    block += struct.pack(f"{order}H", len(entries))
    block += b"".join(struct.pack(f"{order}HHII", *entry) for entry in entries) + bytes(4)
    if position:
        places = [(1, 2, 2, 0), (2, 5, 3, 200), (3, 2, 2, 0), (4, 5, 3, 224)]
        block += struct.pack(f"{order}H", len(places))
        block += b"".join(struct.pack(f"{order}HHII", *entry) for entry in places)
    body = b"Exif\0\0" + block
    return b"\xff\xd8\xff\xe1" + struct.pack(">H", len(body) + 2) + body + b"\xff\xd9"
