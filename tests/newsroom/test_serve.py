"""The production server and its worker under one supervisor, as `make run` starts them."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.serving import ROOT, children_of, free_port, prepare, start, wait_for

# Prints which of these a server has read that has answered: the stemmers of thirty languages, Pillow, passkeys' cryptography.
START = """
import sys, newsroom.wsgi
from django.test import Client
print(Client(headers={"host": "127.0.0.1"}).get("/robots.txt").status_code)
print(*{"reader.views", "snowballstemmer", "PIL", "fido2", "cryptography"} & sys.modules.keys())
"""


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


def test_static_files_are_served_as_they_were_collected_and_nothing_beside_them(server):
    _process, base = server
    page = wait_for(f"{base}/arm/").read().decode()
    hashed = re.search(r'"(/static/css/site\.[0-9a-f]{12}\.css)"', page)[1]
    for _again in range(2):
        sheet = urlopen(Request(base + hashed, headers={"Accept-Encoding": "br"}))
        assert (sheet.status, sheet.headers["Content-Encoding"]) == (200, "br")
        assert "immutable" in sheet.headers["Cache-Control"]
        assert urlopen(f"{base}/static/css/site.css").headers["Cache-Control"] == "max-age=3600, public"
    beside = ["", "css", "css/", "css/no.css", "css/site.css/", "css//site.css", "css/site.css.gz", "css/site.css%00"]
    for path in [*beside, "../served.sqlite3", "%2e%2e/served.sqlite3", "css/../../served.sqlite3"]:
        with pytest.raises(HTTPError) as refused:
            urlopen(f"{base}/static/{path}")
        assert refused.value.code == 404, path


@pytest.fixture
def environment(tmp_path):
    """Without tables."""
    return {
        "PATH": os.environ["PATH"],
        "ENV_FILE": os.devnull,
        "DATA_DIR": str(tmp_path),
        "SECRET_KEY": "a key for tests",
        "PORT": str(free_port()),
    }


def test_settings_that_the_checks_refuse_are_not_served(tmp_path, environment):
    (tmp_path / "refused.py").write_text("from newsroom.settings import *\nSTATICFILES_DIRS = [STATIC_ROOT]\n")
    refused = environment | {"PYTHONPATH": str(tmp_path), "DJANGO_SETTINGS_MODULE": "refused"}
    told = subprocess.run(
        [sys.executable, "manage.py", "serve"], cwd=ROOT, env=refused, capture_output=True, text=True, timeout=60
    )
    assert told.returncode != 0
    assert "staticfiles.E002" in told.stderr


def test_a_start_and_a_page_do_not_wait_for_what_only_some_need(environment):
    told = subprocess.run(
        [sys.executable, "-c", START], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    assert told.stdout.split() == ["200", "reader.views"]
