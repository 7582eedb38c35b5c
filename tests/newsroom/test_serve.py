"""The production server and its worker under one supervisor, as `make run` starts them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def children_of(pid):
    return {int(entry) for path in Path(f"/proc/{pid}/task").glob("*/children") for entry in path.read_text().split()}


@pytest.fixture
def server(tmp_path):
    port = free_port()
    clean = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    environment = {
        **clean, "ENV_FILE": os.devnull, "DATA_DIR": str(tmp_path), "SECRET_KEY": "a key for tests that is long enough", "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}", "DATABASE_URL": f"sqlite:///{tmp_path}/served.sqlite3",
    }  # fmt: skip
    for step in (("migrate", "-v0"), ("collectstatic", "--no-input", "-v0")):
        subprocess.run([sys.executable, "manage.py", *step], cwd=ROOT, env=environment, check=True, capture_output=True)
    process = subprocess.Popen([sys.executable, "manage.py", "serve", "--port", str(port)], cwd=ROOT, env=environment)
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def wait_for(address, seconds=40):
    deadline = time.monotonic() + seconds
    while True:
        try:
            return urllib.request.urlopen(address, timeout=5)
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for children in /proc")
def test_server_and_worker_start_together_and_stop_together(server):
    process, base = server
    assert wait_for(f"{base}/healthz").status == 200
    assert wait_for(f"{base}/readyz").status == 200
    page = wait_for(f"{base}/arm/")
    assert 'lang="hy"' in page.read().decode()
    sheet = wait_for(f"{base}/static/css/site.css")
    assert sheet.status == 200
    children = children_of(process.pid)
    assert len(children) == 2
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for children in /proc")
def test_when_one_of_them_dies_the_other_stops_and_the_supervisor_says_so(server):
    process, base = server
    wait_for(f"{base}/healthz")
    children = children_of(process.pid)
    os.kill(max(children), signal.SIGKILL)
    assert process.wait(40) != 0
    assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
