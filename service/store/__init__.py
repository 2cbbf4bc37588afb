"""What the service remembers. The only package that imports SQLAlchemy."""

from service.store.errors import DamagedError, SchemaError, StoreError
from service.store.schema import check_version, make_if_missing, migrate
from service.store.unit import Store, UnitOfWork

__all__ = [
    "DamagedError",
    "SchemaError",
    "Store",
    "StoreError",
    "UnitOfWork",
    "check_version",
    "make_if_missing",
    "migrate",
]
