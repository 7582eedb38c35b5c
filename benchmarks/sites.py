"""Our newsroom on an archive, as an operator starts it, or on gunicorn."""

import contextlib
import json
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.archives import Archive
from benchmarks.rounds import MANY, Measure, Unfit, wrk
from benchmarks.saving import saving
from benchmarks.servers import OURS, WORKERS, Missing, gunicorn, running
from benchmarks.targets import Targets
from tests.cluster.proxies import PROXIES, nginx, varnish
from tests.serving import free_port

GZIP = {"Accept-Encoding": "gzip"}
BEACONS = ("beacon_hot", "beacon_spread", "hot_and_beacon")
DESK = ("board", "stories", "stories_found", "story_open")


@dataclass(frozen=True)
class Site:
    address: str
    targets: Targets
    process: subprocess.Popen

    def measure(self, name: str, connections: int = MANY) -> Measure:
        """Of one kind of target; `story_saved` has always one connection."""
        if name == "story_saved":
            return saving(self.address, self.targets.story_saved[0], self.targets.cookie)
        paths, headers = getattr(self.targets, name), dict(GZIP)
        if name in DESK:
            headers["Cookie"] = self.targets.cookie
        if name in BEACONS:
            headers |= {"Origin": self.address, "Sec-Fetch-Site": "same-origin"}
        return wrk(self.address, paths, connections=connections, headers=headers)

    def check_counting(self) -> None:
        """A beacon is answered 204, counted, as long as the reader is new; otherwise its rate would say nothing."""
        headers = {"Origin": self.address, "User-Agent": f"Mozilla/5.0 (X11; Linux x86_64) Reader/{uuid.uuid4().hex}"}
        address = self.address + self.targets.beacon_hot[0]
        with urllib.request.urlopen(urllib.request.Request(address, method="POST", headers=headers)) as answer:
            if answer.status != 204:
                raise Unfit(f"{address}: a view was answered {answer.status}")

    def page(self, name: str = "hot") -> bytes:
        """The first page of a kind, uncompressed."""
        request = urllib.request.Request(self.address + getattr(self.targets, name)[0])
        with urllib.request.urlopen(request, timeout=30) as answer:
            body: bytes = answer.read()
        if answer.status != 200 or answer.url != request.full_url:
            raise Unfit(f"{request.full_url} is not what it was taken for")
        return body


def targets_of(archive: Archive) -> Targets:
    return Targets(**json.loads(archive.ask("benchmarks.targets")))


def serve(port: int) -> list[str]:
    return [sys.executable, "manage.py", "serve", "--port", str(port), "--workers", str(WORKERS)]


@contextlib.contextmanager
def behind(name: str, ours: Site, folder: Path) -> Iterator[str]:
    """The address of nginx or Varnish, as `deploy/` configures them, in front of a site."""
    if name not in PROXIES:
        raise Missing(f"{name} is not installed (Debian: apt-get install nginx-light varnish)")
    port, servers = free_port(), [urlsplit(ours.address).port or 0] * 2
    command = {"nginx": nginx, "varnish": varnish}[name](folder / f"behind-{name}", port, servers)
    with running(command, port, ours.targets.hot[0]):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def site(
    archive: Archive, targets: Targets, *, cached: bool, server: str = "granian", **settings: str
) -> Iterator[Site]:
    """Two workers and, unless gunicorn serves, the task worker beside them. `cached`: with the page cache in front."""
    port = free_port()
    environment = archive.environment(port) | ({} if cached else {"PAGE_CACHE": "0"}) | settings
    command = gunicorn(OURS, port) if server == "gunicorn" else serve(port)
    with running(command, port, targets.hot[0], **environment) as process:
        yield Site(f"http://127.0.0.1:{port}", targets, process)
