"""The work that comes round by the clock. Nothing public waits for it: a late run is late, never wrong."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.core.management import call_command
from django.utils import timezone

from articles.bulk import resume
from articles.workflow import empty_bin
from audience.counting import fold, forget
from audience.queries import count_most_read
from photos.renditions import make_missing
from search.index import add_missing

log = logging.getLogger(__name__)
MINUTE, HOUR = 60, 3600


def prune_task_results(now: datetime) -> None:
    call_command("prune_db_task_results", verbosity=0)


JOBS: list[tuple[int, Callable[[datetime], object]]] = [
    (1, fold),
    (MINUTE, count_most_read),
    (10 * MINUTE, forget),
    (10 * MINUTE, lambda now: resume(now=now)),
    (10 * MINUTE, make_missing),
    (10 * MINUTE, lambda now: sum(add_missing(most=50))),
    (HOUR, lambda now: empty_bin(now=now)),
    (HOUR, prune_task_results),
]


class Clock:
    """Runs each job at once and then every so many seconds; a job that fails is logged and comes round again."""

    def __init__(self) -> None:
        self.due = [(0.0, every, job) for every, job in JOBS]

    def run_due(self) -> None:
        moment = time.monotonic()
        for place, (at, every, job) in enumerate(self.due):
            if at <= moment:
                self.due[place] = (moment + every, every, job)
                try:
                    job(timezone.now())
                except Exception:
                    log.exception("A periodic job failed; it comes round again in %s seconds.", every)
