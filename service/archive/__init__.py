"""存档索引: everything an office has published, searchable by any word in well under a second.

One SQLite file of its own (FTS5), made by `xianshen archive add`: it holds published texts, which
the service's own database never does.
"""

from __future__ import annotations

from service.archive.index import ArchivedPost, ArchiveError, ArchiveIndex
from service.archive.trial import Trial, try_change

__all__ = ["ArchiveError", "ArchiveIndex", "ArchivedPost", "Trial", "try_change"]
