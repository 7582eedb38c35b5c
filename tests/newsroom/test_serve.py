"""The production server and its worker under one supervisor, as `make run` starts them."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import ROOT, children_of, prepare, start, wait_for


@pytest.fixture
def server(tmp_path):
    environment, base = prepare(tmp_path)
    process = start(environment)
    try:
        yield process, base
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


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


def test_a_start_does_not_wait_for_the_stemmers_of_thirty_languages(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "ENV_FILE": os.devnull,
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "a key for tests",
    }
    code = "import sys, newsroom.wsgi, newsroom.urls; print('reader.views' in sys.modules, 'snowballstemmer' in sys.modules)"
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    assert told.stdout.split() == ["True", "False"]
