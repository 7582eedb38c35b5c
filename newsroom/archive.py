"""A backup in one file: the database as it is at one moment, then every media file. And the way back."""

import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import Storage, default_storage
from django.core.management.base import CommandError
from django.db import connection

SQLITE, POSTGRESQL = "sqlite", "postgresql"


def back_up(target: Path) -> int:
    """Write a backup to `target`, whole or not at all; returns the number of media files. Readers and editors go on.

    The database is copied first and files are never rewritten under a known name before their row is, so every
    picture that the copied rows name is in the backup, but one that is deleted meanwhile.
    """
    partial = target.with_name(f"{target.name}.part")
    try:
        count = _write(partial)
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)  # what a failed one left
    return count


def _write(file: Path) -> int:
    count = 0
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder, "database")
        dump_database(dump)
        note = Path(folder, "backup.json")
        note.write_text(json.dumps({"format": 1, "vendor": connection.vendor}))
        with tarfile.open(file, "w:gz", compresslevel=1) as archive:
            archive.add(note, "backup.json")
            archive.add(dump, "database")
            for name in media_names(default_storage):
                copied = Path(folder, "file")
                try:
                    with default_storage.open(name) as source, copied.open("wb") as copy:
                        shutil.copyfileobj(source, copy)
                except FileNotFoundError:
                    continue  # deleted since it was listed
                archive.add(copied, f"media/{name}")
                count += 1
    return count


def restore(source: Path) -> int:
    """Put a backup in the place of the database, and its files among those that are there; returns their number."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            with tarfile.open(source) as archive:
                archive.extractall(folder, filter="data")
            note = json.loads(Path(folder, "backup.json").read_text())
        except (OSError, tarfile.TarError, ValueError) as error:
            raise CommandError(f"{source} is no backup of a newsroom ({error}).") from error
        if note["vendor"] != connection.vendor:
            raise CommandError(f"The backup is of {note['vendor']}, this newsroom runs on {connection.vendor}.")
        # The files first: where they cannot be stored, the database stays as it is.
        media = Path(folder, "media")
        files = [path for path in media.rglob("*") if path.is_file()] if media.exists() else []
        for path in files:
            with path.open("rb") as content:
                default_storage.save(path.relative_to(media).as_posix(), File(content))
        load_database(Path(folder, "database"))
    return len(files)


def dump_database(target: Path) -> None:
    if connection.vendor == SQLITE:
        connection.ensure_connection()
        copy = sqlite3.connect(target)
        connection.connection.backup(copy)
        copy.close()
        return
    run("pg_dump", ["--format=custom", f"--file={target}", connection_string()])


def load_database(source: Path) -> None:
    if connection.vendor == SQLITE:
        connection.ensure_connection()
        copy = sqlite3.connect(source)
        copy.backup(connection.connection)
        copy.close()
        return
    connection.close()
    run(
        "pg_restore",
        ["--clean", "--if-exists", "--no-owner", "--exit-on-error", f"--dbname={connection_string()}", str(source)],
    )


def connection_string() -> str:
    """The database for PostgreSQL's own tools; the password travels in the environment."""
    values = connection.settings_dict
    named = {
        "host": values["HOST"] or values["OPTIONS"].get("host"),
        "port": values["PORT"],
        "user": values["USER"],
        "dbname": values["NAME"],
    }
    return " ".join(f"{key}={value}" for key, value in named.items() if value)


def run(tool: str, arguments: list[str]) -> None:
    """PostgreSQL's tool from PATH, or from the folder PG_BIN names."""
    path = shutil.which(tool, path=os.environ.get("PG_BIN") or None)
    if path is None:
        raise CommandError(
            f"{tool} is not installed: install PostgreSQL's client tools, or set PG_BIN to their folder."
        )
    environment = os.environ | {"PGPASSWORD": str(connection.settings_dict["PASSWORD"])}
    done = subprocess.run([path, *arguments], env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise CommandError(f"{tool}: {done.stderr.strip()}")


def media_names(storage: Storage, folder: str = "") -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    for name in files:
        if not name.endswith(".part"):
            yield prefix + name
    for name in folders:
        yield from media_names(storage, prefix + name)
