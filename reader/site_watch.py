"""Whether the site has changed: one query a second in each process, however many pages are read."""

import threading
import time
from dataclasses import dataclass

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from articles import queries

TRUSTED = 1.0  # seconds for which what the database said is believed
PATIENCE = 2.0  # seconds one waits for somebody else's question
PAUSE = 0.5  # seconds after which a database that was gone is asked again


@dataclass(frozen=True, slots=True)
class State:
    """What the database said. `next_due`: seconds since 1970, of the next scheduled story; `asked_at`: of the monotonic clock."""

    generation: int
    next_due: float
    asked_at: float


NEVER = float("inf")


class SiteWatch:
    """Asks for the site's state when what it knows is older than a second; the others wait for that one answer.

    While the database is gone, one asks every half second and nobody waits.
    """

    def __init__(self) -> None:
        self.state: State | None = None
        self.is_gone = False
        self.asked_at = 0.0
        self.turn = threading.Lock()

    def current(self) -> State | None:
        """The state, a second old at most; None while the database does not answer."""
        if self.is_fresh():
            return self.state
        if not (self.turn.acquire(blocking=False) or (not self.is_gone and self.turn.acquire(timeout=PATIENCE))):
            return None
        try:
            return self.state if self.is_fresh() else self.ask()
        finally:
            self.turn.release()

    def is_fresh(self) -> bool:
        return time.monotonic() - self.asked_at < (PAUSE if self.is_gone else TRUSTED)

    def ask(self) -> State | None:
        began = time.monotonic()
        try:
            generation, due = queries.site_state(timezone.now())
            self.state = State(generation, due.timestamp() if due else NEVER, began)
            if not connection.in_atomic_block:  # as the end of a request would, which a ready page has not
                connection.close_if_unusable_or_obsolete()
        except (DatabaseError, InterfaceError):
            self.state = None
            connection.close()  # so that the next question opens another
        self.is_gone = self.state is None
        # A database that hangs takes seconds to say so: the pause begins after that.
        self.asked_at = time.monotonic() if self.is_gone else began
        return self.state

    def forget(self, **_signal: object) -> None:
        """This process has changed the site itself: ask at the next page."""
        self.asked_at = 0.0


watch = SiteWatch()  # this process's
