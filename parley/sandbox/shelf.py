"""Where what people do here is kept: documents by kind and id, in SQLite, so that they outlive a restart."""

import sqlite3
import threading
from collections.abc import Iterable
from pathlib import Path

TABLE = "CREATE TABLE IF NOT EXISTS made (kind TEXT, id TEXT, body TEXT NOT NULL, PRIMARY KEY (kind, id))"

type Document = tuple[str, str, str]
"""Kind, id and body (JSON)."""


class Shelf:
    """The file, or memory without a path. Safe for threads; what is put together is committed together."""

    def __init__(self, path: Path | None) -> None:
        self._lock = threading.Lock()
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode=WAL")
        self._database.execute(TABLE)

    def all(self, kind: str) -> dict[str, str]:
        """Bodies by id, in the order they were first put."""
        with self._lock:
            return dict(self._database.execute("SELECT id, body FROM made WHERE kind = ? ORDER BY rowid", (kind,)))

    def put(self, documents: Iterable[Document]) -> None:
        """All of them or none, each in place of the one that was there. Raises sqlite3.Error when the file fails."""
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                self._database.executemany(
                    "INSERT INTO made VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body", list(documents)
                )
            except BaseException:
                self._database.execute("ROLLBACK")
                raise
            self._database.execute("COMMIT")

    def drop(self, kind: str, identifier: str) -> None:
        with self._lock:
            self._database.execute("DELETE FROM made WHERE kind = ? AND id = ?", (kind, identifier))

    def forget(self) -> None:
        with self._lock:
            self._database.execute("DELETE FROM made")

    def close(self) -> None:
        self._database.close()
