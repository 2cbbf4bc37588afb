"""What the store may raise. Every message is one Chinese sentence without text, SQL or password.

StoreError
├── DamagedError   a row is not what its digest says
└── SchemaError    the tables are of another version than the program
"""

from __future__ import annotations


class StoreError(Exception):
    """The database cannot do it: not there, locked, full, or a constraint refused."""


class DamagedError(StoreError):
    """What is stored was changed behind the program's back."""


class SchemaError(StoreError):
    """The tables are not those of this program's version."""
