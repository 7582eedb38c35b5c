"""The generated databases. They stay in var/bench/ and are used again.

One is built anew when it is missing, when a migration or anything in demo/ has changed since, or with --fresh; those of
an older shape are deleted then. A new database of a kind and size begins as a copy of the demo paper's.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import KEPT, clean_environment
from tests.serving import ROOT, manage

KINDS = ("sqlite", "postgres")
SHAPED_BY = ("*/migrations/*.py", "demo/**/*.py", "demo/**/*.toml")


@dataclass(frozen=True)
class Archive:
    """A filled database with the folder of its pictures. `size` counts articles; 0 is the demo paper alone."""

    kind: str
    size: int
    folder: Path
    database: str  # its DATABASE_URL

    @property
    def is_lean(self) -> bool:
        """Most of its stories are found by their headlines only: a million, 40 GB instead of 80."""
        return self.size >= 1_000_000

    def environment(self, port: int) -> dict[str, str]:
        """What a newsroom needs to run on it."""
        return clean_environment() | {
            "ENV_FILE": os.devnull, "DATA_DIR": str(self.folder), "DATABASE_URL": self.database, "PORT": str(port),
            "SECRET_KEY": "a key for benchmarks that is long enough", "SITE_URL": f"http://127.0.0.1:{port}",
            "LOG_LEVEL": "WARNING",
        }  # fmt: skip

    def manage(self, *arguments: str) -> None:
        manage(self.environment(0), *arguments)

    def ask(self, module: str, *arguments: str, **environment: str) -> str:
        """What one of our modules prints that is run on this archive."""
        return subprocess.run(
            [sys.executable, "-m", module, *arguments], cwd=ROOT, env=self.environment(0) | environment,
            check=True, stdout=subprocess.PIPE, text=True,
        ).stdout  # fmt: skip


def shape() -> str:
    """A word that changes when databases built earlier would not be those built now."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in SHAPED_BY for path in ROOT.glob(pattern) if ".venv" not in path.parts}):
        digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()[:10]


class Archives:
    """All of one run; `postgres` is the address of a running server, where there is one."""

    def __init__(self, postgres: str = "", *, fresh: bool = False) -> None:
        self.postgres = postgres
        self.shape = shape()
        KEPT.mkdir(parents=True, exist_ok=True)
        for old in KEPT.glob("*-*-*"):
            if old.is_dir() and (fresh or not old.name.endswith(self.shape)):
                self.drop(old)

    def drop(self, folder: Path) -> None:
        shutil.rmtree(folder)
        if folder.name.startswith("postgres-") and self.postgres:
            self.statement(f'DROP DATABASE IF EXISTS "{folder.name}"')

    def get(self, kind: str, size: int) -> Archive:
        """Ready to be used; what takes minutes is told."""
        archive = self.place(kind, size)
        done = archive.folder / "done"
        if not done.exists():
            self.build(archive)
            done.touch()
        archive.manage("collectstatic", "--no-input", "-v0")
        return archive

    def place(self, kind: str, size: int) -> Archive:
        folder = KEPT / f"{kind}-{size}-{self.shape}"
        if kind == "sqlite":
            return Archive(kind, size, folder, f"sqlite:///{folder}/newsroom.sqlite3")
        return Archive(kind, size, folder, self.postgres.replace("/postgres?", f"/{folder.name}?"))

    def build(self, archive: Archive) -> None:
        if archive.folder.exists():  # what an interrupted run left
            self.drop(archive.folder)
        demo = self.get(archive.kind, 0) if archive.size else None
        print(f"Building {archive.folder.name} …", file=sys.stderr, flush=True)
        archive.folder.mkdir()
        if archive.kind == "postgres":
            template = f' TEMPLATE "{demo.folder.name}"' if demo else ""
            self.statement(f'CREATE DATABASE "{archive.folder.name}"{template}')
        if demo is None:
            archive.manage("migrate", "-v0")
            archive.manage("seed_demo")
            return
        if archive.kind == "sqlite":
            shutil.copy(demo.folder / "newsroom.sqlite3", archive.folder)
        (archive.folder / "media").symlink_to(f"../{demo.folder.name}/media")
        lean = ["--lean"] if archive.is_lean else []
        archive.manage("seed_archive", "--articles", str(archive.size), *lean)

    def statement(self, sql: str) -> None:
        import psycopg

        with psycopg.connect(self.postgres, autocommit=True) as connection:
            connection.execute(sql.encode())


@contextlib.contextmanager
def archives(kinds: list[str], *, fresh: bool = False) -> Iterator[Archives]:
    """With a PostgreSQL server, its data kept beside the others', if one of the kinds needs it."""
    if "postgres" not in kinds:
        yield Archives(fresh=fresh)
        return
    from tests.services import postgres

    KEPT.mkdir(parents=True, exist_ok=True)
    with postgres(kept_in=KEPT / "postgres") as address:
        yield Archives(address, fresh=fresh)
