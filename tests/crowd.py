"""Readers who are connected already, and ask for one page all at once."""

import asyncio
import time
from dataclasses import dataclass
from urllib.parse import urlsplit

CLIENTS = 500
MADE = "newsroom; fwd=miss"  # what the process says that made the page for everybody
LONGEST = 120  # seconds


@dataclass(frozen=True)
class Answer:
    status: int
    told: str  # what every cache on the way says of itself
    body: bytes
    seconds: float  # from the request to its last byte

    @property
    def was_made(self) -> bool:
        return self.told.partition(", ")[0] == MADE


def all_at_once(address: str, path: str, clients: int = CLIENTS) -> list[Answer]:
    """Raises OSError when one gets no whole answer."""
    return asyncio.run(asyncio.wait_for(_together(urlsplit(address), path, clients), LONGEST))


async def _together(front, path, clients):
    connected = await asyncio.gather(
        *(asyncio.open_connection(front.hostname, front.port) for _client in range(clients))
    )
    return await asyncio.gather(*(_one(front, path, *connection) for connection in connected))


async def _one(front, path, reader, writer):
    began = time.perf_counter()
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {front.netloc}\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    seconds = time.perf_counter() - began
    writer.close()
    head, _, body = answer.partition(b"\r\n\r\n")
    lines = [line.partition(":") for line in head.decode("latin-1").split("\r\n")]
    if not head:
        raise ConnectionError(f"{front.netloc}{path}: no answer")
    told = ", ".join(value.strip() for name, _, value in lines if name.lower() == "cache-status")
    return Answer(int(lines[0][0].split()[1]), told, body, seconds)
