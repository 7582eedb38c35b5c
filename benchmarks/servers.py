"""Starts a server of two workers on a port of its own, waits for its first answer, stops it by its own process id."""

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from newsroom.management.commands.serve import Command as Serve
from tests.serving import ROOT, family_of

WORKERS = 2
STARTING = 60  # seconds a server may take
KEPT = ROOT / "var" / "bench"
SAID = KEPT / "servers.log"  # what all servers of a run say
OURS = "newsroom.wsgi:application"


class Missing(Exception):
    """Something that this machine has not."""


def granian(application: str, port: int) -> list[str]:
    """As `manage.py serve` starts it, with another application."""
    command = Serve().server(host="127.0.0.1", port=port, workers=WORKERS, reload=False)
    return [application if word == OURS else word for word in command]


def gunicorn(application: str, port: int) -> list[str]:
    """Its default: one request at a time in each worker."""
    if find_spec("gunicorn") is None:
        raise Missing("gunicorn is not installed (requirements-test.txt)")
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}"]
    return [*command, "--workers", str(WORKERS), "--log-level", "warning"]


@contextlib.contextmanager
def running(command: list[str], port: int, path: str = "/", **environment: str) -> Iterator[subprocess.Popen]:
    """The server's process, once `path` is answered."""
    with SAID.open("ab") as said:
        process = subprocess.Popen(
            command, cwd=ROOT, env=clean_environment() | environment, stdout=said, stderr=said, start_new_session=True
        )
        try:
            wait(f"http://127.0.0.1:{port}{path}", process)
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(30)


def clean_environment() -> dict[str, str]:
    """Nothing of the settings of whoever runs the benchmarks."""
    return {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}


def wait(address: str, process: subprocess.Popen, pause: float = 0.05) -> None:
    deadline = time.monotonic() + STARTING
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except urllib.error.HTTPError as error:
            raise Missing(f"{address} answered {error.code}") from error
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise Missing(f"the server for {address} did not start") from None
            time.sleep(pause)


def seconds_to_start(command: list[str], port: int, path: str = "/", **environment: str) -> float:
    """From nothing to the first answer."""
    begun = time.monotonic()
    with running(command, port, path, **environment):
        return time.monotonic() - begun


def memory(process: subprocess.Popen) -> float:
    """Megabytes of the process and all it started; what several share is divided among them (proportional set size)."""
    total = 0
    for number in family_of(process.pid):
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{number}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1000
