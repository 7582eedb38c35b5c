import gc
import logging
import signal
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from newsroom.jobs import Clock

logger = logging.getLogger(__name__)
PAUSE = 1.0  # seconds between two looks at the queue


class Command(BaseCommand):
    help = "Runs tasks (renditions) and periodic work (most read, forgetting readers, emptying the bin) until stopped."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--once", action="store_true", help="run what is due and queued, then end")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = options["once"]
        gc.freeze()
        gc.set_threshold(50_000, 20, 20)  # manage.py has it rarer, for a start
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        clock = Clock()
        while True:
            close_old_connections()
            clock.run_due()
            try:
                self.run_queue()
            except (OperationalError, InterfaceError) as error:
                # Were this the end of the worker, `serve` would end with it, and with that the pages that readers can still have.
                if options["once"]:
                    raise
                logger.warning("The database does not answer; the queue waits: %s", error)
            if self.stopping:
                return
            time.sleep(PAUSE)

    def stop(self, number: int, frame: FrameType | None) -> None:
        """End after the task in hand; what is still queued waits in the database."""
        self.stopping = True

    def run_queue(self) -> None:
        worker = Worker(
            queue_names=["default"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None if self.stopping else 20,
            worker_id=get_random_string(32),
        )
        worker.run()
