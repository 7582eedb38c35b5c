"""Counts views: people only, once per half hour, exactly. They are written down when they come, and counted by the worker."""

import hmac
import secrets
import socket
import threading
from collections import Counter, OrderedDict
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from crawleruseragents import is_crawler
from django.db import connection, models, transaction

from articles.models import ArticleVariant
from audience.journal import View, files, is_closed, journal, read
from audience.models import DailySalt, RecentReader, ViewHour, ViewJournal, ViewTotal

REPEAT = timedelta(minutes=30)
SHORTEST_USER_AGENT = 20
TURN = ""  # the row that workers of all machines wait for
IPV4_IN_IPV6 = bytes(10) + b"\xff\xff"
MOST_KNOWN = 20_000  # readers that a process remembers


@lru_cache(maxsize=2000)
def is_machine(user_agent: str) -> bool:
    """Whether this browser name is a crawler's, or too short to be a person's."""
    return len(user_agent) < SHORTEST_USER_AGENT or is_crawler(user_agent[:500])


class RecentHere:
    """Who has read what in the last half hour, as far as this process knows: it spares most repeats a line."""

    def __init__(self) -> None:
        self.readers: OrderedDict[bytes, datetime] = OrderedDict()
        self.turn = threading.Lock()

    def is_new(self, reader: bytes, earlier: bytes, now: datetime) -> bool:
        """Remembers them; of two at once, one is new."""
        with self.turn:
            if any(self.readers[known] > now - REPEAT for known in (reader, earlier) if known in self.readers):
                return False
            self.readers.pop(reader, None)
            self.readers[reader] = now
            while len(self.readers) > MOST_KNOWN:
                self.readers.popitem(last=False)
            return True

    def forget(self, digest: bytes) -> None:
        with self.turn:
            self.readers.pop(digest, None)


recent_here = RecentHere()


def record(*, variant_id: int, address: str, user_agent: str, now: datetime) -> bool:
    """Take in a view of a live variant. No query, once a process has the day's salt.

    True: it is written down, and counts once, unless this reader had one within REPEAT. False: it need not count.
    `address` is used for the digest and forgotten. Raises OSError when it could not be written.
    """
    if is_machine(user_agent):
        return False
    reader = reader_digest(address, user_agent, variant_id, now)
    # Half an hour after midnight the same reader may still be known under yesterday's salt.
    is_early = (now - REPEAT).date() != now.date()
    earlier = reader_digest(address, user_agent, variant_id, now - REPEAT) if is_early else b""
    if not recent_here.is_new(reader, earlier, now):
        return False
    try:
        journal.append(View(variant_id, now, reader, earlier))
    except OSError:
        recent_here.forget(reader)
        raise
    return True


def fold(now: datetime) -> int:
    """Count what was written down; how many views there were. Run by the worker; a transaction for every few thousand.

    A view counts once, however often this is killed: the rows and how far the file was read change together.
    """
    counted = 0
    for path in files():
        while path.exists() and path.stat().st_size > counted_up_to.get(path.name, 0):
            before = counted_up_to.get(path.name, -1)
            counted += _fold_some(path)
            if counted_up_to[path.name] == before:
                break  # a line that is being written, or was cut off
        if is_closed(path, now):
            path.unlink(missing_ok=True)
            ViewJournal.objects.filter(name=path.name).delete()
            counted_up_to.pop(path.name, None)
    return counted


counted_up_to: dict[str, int] = {}  # as this process knows; the rows decide


@transaction.atomic
def _fold_some(path: Path) -> int:
    ViewJournal.objects.get_or_create(name=TURN)
    ViewJournal.objects.select_for_update().get(name=TURN)  # a reader on two machines counts once
    known, _ = ViewJournal.objects.get_or_create(name=path.name)
    try:
        views, offset = read(path, known.offset)
    except FileNotFoundError:  # another worker is done with it
        counted_up_to[path.name] = known.offset
        return 0
    counted = count(views)
    ViewJournal.objects.filter(pk=known.pk).update(offset=offset)
    counted_up_to[path.name] = offset
    return counted


def count(views: list[View]) -> int:
    """Into rows, those that repeat nothing; how many. In the order of their times; a few queries however many."""
    since = _known({digest for view in views for digest in (view.reader, view.earlier) if digest})
    there = set(ArticleVariant.objects.filter(pk__in={view.variant_id for view in views}).values_list("pk", flat=True))
    fresh: dict[bytes, datetime] = {}
    totals: Counter[int] = Counter()
    hours: Counter[tuple[int, datetime]] = Counter()
    for view in sorted(views, key=lambda one: one.at):
        before = max((since[digest] for digest in (view.reader, view.earlier) if digest in since), default=None)
        if view.variant_id not in there or (before is not None and before > view.at - REPEAT):
            continue
        since[view.reader] = fresh[view.reader] = view.at
        totals[view.variant_id] += 1
        hours[view.variant_id, view.at.replace(minute=0, second=0, microsecond=0)] += 1
    moment = connection.ops.adapt_datetimefield_value
    more = "known.views + excluded.views"
    _write(ViewTotal, ("variant_id",), "views", list(totals.items()), more)
    by_hour = [(variant, moment(hour), views) for (variant, hour), views in hours.items()]
    _write(ViewHour, ("variant_id", "hour"), "views", by_hour, more)
    _remember([(digest, moment(at)) for digest, at in fresh.items()])
    return sum(totals.values())


def _known(digests: set[bytes]) -> dict[bytes, datetime]:
    rows = RecentReader.objects.filter(pk__in=digests).values_list("digest", "counted_at")
    return {bytes(digest): at for digest, at in rows}


def _remember(readers: list[tuple[bytes, object]]) -> None:
    _write(RecentReader, ("digest",), "counted_at", readers, "excluded.counted_at")


def _write(model: type[models.Model], key: tuple[str, ...], column: str, rows: list[Any], becomes: str) -> None:
    """Rows of their key's columns and one more, which is set to `becomes` where the key is there already; in one order, so
    that two workers never wait for each other.
    """
    quote = connection.ops.quote_name
    marks = ", ".join(["%s"] * (len(key) + 1))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(model._meta.db_table)} AS known ({', '.join([*key, column])}) VALUES ({marks}) "  # noqa: S608 - our own names
            f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {column} = {becomes}",
            sorted(rows),
        )


def reader_digest(address: str, user_agent: str, variant_id: int, now: datetime) -> bytes:
    """16 bytes that tell two readers apart today and nobody tomorrow: full IPv4 or IPv6 /64, browser and variant."""
    of = network(address)
    message = b"%d|%d|%b%b" % (variant_id, len(of), of, user_agent.encode("utf-8", "replace"))
    return hmac.digest(daily_salt(now), message, "sha256")[:16]


def network(address: str) -> bytes:
    """The bytes of an IPv4 address, also of one written as IPv6, or of an IPv6 network; none for what is no address."""
    try:
        packed = socket.inet_pton(socket.AF_INET6 if ":" in address else socket.AF_INET, address.partition("%")[0])
    except (OSError, ValueError):
        return b""
    if len(packed) == 4:
        return packed
    return packed.removeprefix(IPV4_IN_IPV6) if packed.startswith(IPV4_IN_IPV6) else packed[:8]


def daily_salt(now: datetime) -> bytes:
    """The day's salt, the same in every process; a query a process and day."""
    return _salt_of(now.date())


@lru_cache(maxsize=2)
def _salt_of(day: date) -> bytes:
    row, _ = DailySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_bytes(32)})
    return bytes(row.salt)


def forget(now: datetime) -> None:
    """Drop readers older than the repeat window and the salts of other days. Run by the worker."""
    RecentReader.objects.filter(counted_at__lt=now - REPEAT).delete()
    DailySalt.objects.filter(day__lt=(now - REPEAT).date()).delete()
