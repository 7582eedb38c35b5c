import os
import signal
import subprocess
import sys
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

GRACE = 15  # seconds a child may take to finish what it has in hand


class Command(BaseCommand):
    help = "The production server and the task worker under one supervisor: they start together and stop together."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--workers", type=int, default=int(os.environ.get("WEB_WORKERS", "2")))
        parser.add_argument("--reload", action="store_true", help="start again when a file changes")

    def handle(self, *args: Any, **options: Any) -> None:
        self.stopping = False
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)
        work = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work"]
        self.children = [subprocess.Popen(self.server(**options)), subprocess.Popen(work)]
        try:
            while not self.stopping and all(child.poll() is None for child in self.children):
                time.sleep(0.2)
            failed = not self.stopping
        finally:
            self.end_children()
        if failed:
            raise CommandError(
                "The server or its worker ended by itself, so both were stopped. What it said stands above."
            )

    def server(self, host: str, port: int, workers: int, reload: bool, **_options: Any) -> list[str]:
        """granian with pinned threads and backpressure (its defaults grow a thread a client); Django's own to develop."""
        if reload:
            return [sys.executable, str(settings.BASE_DIR / "manage.py"), "runserver", f"{host}:{port}"]
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "newsroom.wsgi:application"]
        command += ["--host", host, "--port", str(port), "--workers", str(workers), "--backlog", "1024"]
        command += ["--blocking-threads", "4", "--backpressure", "64", "--workers-kill-timeout", "10"]
        return [*command, "--http", "1", "--http1-header-read-timeout", "15000", "--no-ws", "--log-level", "warning"]

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True

    def end_children(self) -> None:
        for child in self.children:
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + GRACE
        for child in self.children:
            try:
                child.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
