import gc
import multiprocessing
import os
import signal
import sys
import time
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

GRACE = 15  # seconds a child may take to finish what it has in hand
Fork = multiprocessing.get_context("fork").Process  # safe, because nothing here has opened a connection or a thread
STOPS = (signal.SIGTERM, signal.SIGINT)


class Command(BaseCommand):
    help = "The production server and the task worker under one supervisor: they start together and stop together."
    requires_system_checks = ()  # made while the server starts beside them

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--host", default=os.environ.get("HOST", "127.0.0.1"))
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
        parser.add_argument("--workers", type=int, default=int(os.environ.get("WEB_WORKERS", "2")))
        parser.add_argument("--reload", action="store_true", help="start again when a file changes")

    def handle(self, *args: Any, **options: Any) -> None:
        import newsroom.urls  # noqa: F401 - read once for the server and the worker, which looks through it

        self.stopping = False
        gc.freeze()  # for the children: the collector would copy what they share with us
        gc.set_threshold(50_000, 20, 20)
        self.children = [Fork(target=serve, args=(self.server(**options),)), Fork(target=work)]
        for number in STOPS:
            signal.signal(number, self.stop)
        for child in self.children:
            child.start()
        try:
            while not self.stopping and all(child.is_alive() for child in self.children):
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
            child.terminate()
        deadline = time.monotonic() + GRACE
        for child in self.children:
            child.join(max(0.1, deadline - time.monotonic()))
            if child.is_alive():
                child.kill()
                child.join()


def serve(command: list[str]) -> None:
    """Becomes the server. granian's workers are forked too, and share what is imported here."""
    stop_as_usual()
    if command[1:3] != ["-m", "granian"]:
        os.execv(command[0], command)
    from granian.cli import cli

    import newsroom.wsgi  # noqa: F401

    gc.freeze()
    cli(command[3:], auto_envvar_prefix="GRANIAN")


def work() -> None:
    stop_as_usual()
    os.nice(5)  # readers come first
    checks = Fork(target=BaseCommand().check)  # beside: what they read would stay in the worker's memory
    checks.start()
    checks.join()
    if checks.exitcode:
        sys.exit(checks.exitcode)
    call_command("work")


def stop_as_usual() -> None:
    """A signal is the supervisor's no more."""
    for number in STOPS:
        signal.signal(number, signal.SIG_DFL)
