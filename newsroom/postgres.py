"""Connections to PostgreSQL that notice when the server has gone or hangs. libpq itself waits for ever."""

import select
from typing import Any, ClassVar

from psycopg import Connection, Cursor, OperationalError
from psycopg.errors import _WaitTimeout


class ImpatientConnection(Connection[Any]):
    """Closed, with an OperationalError, when one statement is not answered within `patience` seconds; None: waits for ever.

    Only the server's processes are in a hurry (newsroom/wsgi.py); a migration or the worker may take its time.
    """

    patience: ClassVar[float | None] = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        try:
            return super().wait(gen, interval, self.patience if timeout is None else timeout)
        except _WaitTimeout as silence:
            self.pgconn.finish()
            raise OperationalError("The database does not answer.") from silence

    def execute(self, query: Any, *args: Any, **options: Any) -> Cursor[Any]:
        """The pool asks nothing ("") to learn whether a connection is alive. An idle server speaks only to say goodbye: silence will do."""
        if query == "" and not self.has_news():
            return self.cursor()
        try:
            return super().execute(query, *args, **options)
        except OperationalError:
            pool: Any = self._pool
            if pool:  # the others that lie in it have lost the server too
                pool.drain()
            raise

    def has_news(self) -> bool:
        """Whether the server has sent something that nobody has read."""
        news = select.poll()
        news.register(self.fileno(), select.POLLIN)
        return bool(news.poll(0))
