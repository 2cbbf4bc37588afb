"""What one way to an issuer and back is recognised by."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognised:
    """Known to the browser, the issuer and us, for one journey."""

    state: str
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)
