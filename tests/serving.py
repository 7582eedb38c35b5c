"""The production server on a port and in a data folder of its own, as `make run` starts it."""

import contextlib
import http.client
import http.cookiejar
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parent.parent
PEOPLE = """
import tomllib
from demo.seeding import HERE, seed_people, seed_vocabulary
words = tomllib.loads((HERE / "vocabulary.toml").read_text(encoding="utf-8"))
seed_vocabulary(words)
seed_people(words["people"])
"""
BROKEN = (OSError, http.client.HTTPException)  # the server went away in the middle of it


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def prepare(folder, **settings):
    """(environment, address) of a newsroom with empty tables in `folder`. `settings`: further ones, or others."""
    port = free_port()
    clean = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")}
    environment = {
        **clean, "ENV_FILE": os.devnull, "DATA_DIR": str(folder), "SECRET_KEY": "a key for tests that is long enough", "PORT": str(port),
        "SITE_URL": f"http://127.0.0.1:{port}", "DATABASE_URL": f"sqlite:///{folder}/served.sqlite3", **settings,
    }  # fmt: skip
    for step in (("migrate", "-v0"), ("collectstatic", "--no-input", "-v0")):
        manage(environment, *step)
    return environment, f"http://127.0.0.1:{port}"


def manage(environment, *arguments):
    """What it printed."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True).stdout


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


def kill(process):
    """Every process of it, at once, with no time to say anything."""
    family = family_of(process.pid)
    assert len(family) >= 4  # supervisor, server, its workers, the worker of tasks
    for pid in family:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


class Stay(urllib.request.HTTPRedirectHandler):
    """A redirect is an answer, not a way."""

    def redirect_request(self, *arguments):
        return None


class Browser:
    """A signed-in editor's browser: cookies, forms, and no redirects followed."""

    def __init__(self, base):
        self.base, self.cookies = base, http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies), Stay)

    def send(self, path, data=None, **headers):
        """(status, Location, text). Raises one of BROKEN when there was no whole answer."""
        if data is not None:
            token = next((cookie.value for cookie in self.cookies if cookie.name == "csrftoken"), "")
            data = urllib.parse.urlencode({"csrfmiddlewaretoken": token, **data}).encode()
        request = urllib.request.Request(self.base + path, data, headers)
        try:
            answer = self.opener.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        return answer.status, answer.headers.get("Location"), answer.read().decode()

    def sign_in(self, username):
        from demo.seeding import PASSWORD  # whoever only starts servers has no models

        self.send("/accounts/login/")
        assert self.send("/accounts/login/", {"login": username, "password": PASSWORD})[0] == 302

    def begin(self, headline):
        """A new story; the address of its tab, or None."""
        page = self.send("/admin/articles/article/add/")[2]
        key = value_of(page, "form_key")
        section = re.search(r'<select name="section".*?<option value="(\d+)"', page, re.S)[1]
        data = {"form_key": key, "section": section, "language": "en", "headline": headline}
        return self.send("/admin/articles/article/add/", data)[1]

    def save(self, tab, headline, do="save"):
        head = value_of(self.send(tab)[2], "expected_head")
        body = f"<p>{headline}</p>" * 50
        data = {"expected_head": head, "headline": headline, "body": body, "correction_kind": "correction", "do": do}
        return self.send(tab, data)[0]


def value_of(page, name):
    return re.search(rf'name="{name}" value="([^"]+)"', page)[1]


class Work(threading.Thread):
    """Does one thing again and again until it is stopped, and remembers what was acknowledged. A fault ends it, and is kept."""

    def __init__(self, step):
        super().__init__(daemon=True)
        self.step, self.tried, self.acknowledged, self.fault = step, 0, [], None
        self.ending = threading.Event()

    def run(self):
        while not self.ending.is_set():
            self.tried += 1
            try:
                done = self.step(self.tried)
            except BROKEN:
                time.sleep(0.1)
            except Exception as fault:  # noqa: BLE001 - told by the test itself
                self.fault = fault
                return
            else:
                if done:
                    self.acknowledged.append(done)
