"""The production server on a port and in a data folder of its own, as `make run` starts it."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def prepare(folder):
    """(environment, address) of a newsroom with empty tables in `folder`."""
    port = free_port()
    clean = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    environment = {
        **clean, "ENV_FILE": os.devnull, "DATA_DIR": str(folder), "SECRET_KEY": "a key for tests that is long enough", "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}", "DATABASE_URL": f"sqlite:///{folder}/served.sqlite3",
    }  # fmt: skip
    for step in (("migrate", "-v0"), ("collectstatic", "--no-input", "-v0")):
        manage(environment, *step)
    return environment, f"http://127.0.0.1:{port}"


def manage(environment, *arguments):
    subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=True, capture_output=True
    )


def start(environment):
    """The supervisor, in a process group of its own."""
    command = [sys.executable, "manage.py", "serve", "--port", environment["PORT"]]
    return subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True)


def wait_for(address, seconds=40):
    deadline = time.monotonic() + seconds
    while True:
        try:
            return urllib.request.urlopen(address, timeout=5)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def children_of(pid):
    return {int(entry) for path in Path(f"/proc/{pid}/task").glob("*/children") for entry in path.read_text().split()}


def family_of(pid):
    """The process and all that came of it."""
    return {pid}.union(*(family_of(child) for child in children_of(pid)))
