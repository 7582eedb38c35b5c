"""Connections to PostgreSQL that give up on a server which has stopped answering. libpq itself waits for ever."""

from typing import Any, ClassVar

from psycopg import Connection, OperationalError
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
