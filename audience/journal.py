"""Views as they are sent: a line each, in a file of the process that took it in. The worker counts them into rows (audience/counting.py).

A line that `append` has written is safe from the end of its process; from that of the machine within a second or two, when the worker flushes it.
"""

import os
import secrets
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

SLOT = 600  # seconds after which a process begins another file
KEPT = 3 * SLOT  # nobody writes to a file any more that began so long ago
READ_AT_ONCE = 256 * 1024  # bytes, of 90 a line
DIGEST = 32  # hexadecimal digits


@dataclass(frozen=True, slots=True)
class View:
    """`reader` is the digest of who reads; `earlier` the same under yesterday's salt, when that may still be known; else empty."""

    variant_id: int
    at: datetime
    reader: bytes
    earlier: bytes

    def line(self) -> bytes:
        milliseconds = int(self.at.timestamp() * 1000)
        return f"{milliseconds} {self.variant_id} {self.reader.hex()} {self.earlier.hex() or '-'} .".encode()

    @classmethod
    def parse(cls, line: bytes) -> "View | None":
        """None for a line that was cut off."""
        parts = line.decode("ascii", "replace").split(" ")
        try:
            milliseconds, variant, reader, earlier, end = parts
            known = b"" if earlier == "-" else bytes.fromhex(earlier)
            view = cls(
                int(variant), datetime.fromtimestamp(int(milliseconds) / 1000, UTC), bytes.fromhex(reader), known
            )
        except (ValueError, OverflowError, OSError):
            return None
        return view if end == "." and len(reader) == DIGEST else None


def folder() -> Path:
    return Path(settings.DATA_DIR) / "views"


class Journal:
    """The file of this process."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.file = -1
        self.begun = (0, 0)

    def append(self, view: View) -> None:
        """Raises OSError when it could not be written; then it may count or not."""
        # A line of its own even after one that a full disk cut off.
        line = b"\n" + view.line() + b"\n"
        with self.turn:
            begun = (os.getpid(), int(time.time() // SLOT))
            if begun != self.begun:
                self.begin(begun)
            if os.write(self.file, line) != len(line):
                raise OSError("The disk is full.")

    def begin(self, begun: tuple[int, int]) -> None:
        process, slot = begun
        place = folder()
        place.mkdir(parents=True, exist_ok=True)
        name = f"{slot * SLOT}-{socket.gethostname()}-{process}-{secrets.token_hex(4)}"
        file = os.open(place / name, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if self.file >= 0 and self.begun[0] == process:
            os.close(self.file)
        self.file, self.begun = file, begun


journal = Journal()


def files() -> list[Path]:
    """Every process's files of this machine, the oldest first."""
    return sorted(path for path in folder().glob("*-*") if path.is_file())


def is_closed(path: Path, now: datetime) -> bool:
    """Whether nobody writes to it any more."""
    began, _, _ = path.name.partition("-")
    return not began.isdecimal() or int(began) + KEPT < now.timestamp()


def read(path: Path, offset: int) -> tuple[list[View], int]:
    """The views after the offset, as many as are taken at once, flushed to the disk; and the offset after them."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        file.seek(offset)
        text = file.read(READ_AT_ONCE)
    end = text.rfind(b"\n") + 1
    return list(_views(text[:end])), offset + end


def _views(text: bytes) -> Iterator[View]:
    for line in text.split(b"\n"):
        if line and (view := View.parse(line)):
            yield view
