"""Django's SQLite, which puts a query's marks into SQLite's own form once: each time, it took as long as half the asking."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

LONGEST = 20_000  # characters; what is longer inserts many rows and is hardly asked twice


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: Sequence[str] | None = None) -> str:
        if param_names is None and len(query) <= LONGEST:
            return converted(query)
        return super().convert_query(query, param_names=param_names)  # type: ignore[no-any-return]


@lru_cache(maxsize=256)
def converted(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: Any = None) -> Cursor:
        return self.connection.cursor(factory=Cursor)  # type: ignore[no-any-return]
