"""Counts a view: people only, once per half hour, exactly. A True answer means it is in the database."""

import hashlib
import hmac
import ipaddress
import secrets
from datetime import date, datetime, timedelta
from functools import lru_cache

from crawleruseragents import is_crawler
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from articles.models import ArticleVariant
from audience.models import DailySalt, RecentReader, ViewHour, ViewTotal

REPEAT = timedelta(minutes=30)
SHORTEST_USER_AGENT = 20


def is_machine(user_agent: str) -> bool:
    """Whether this browser name is a crawler's, or too short to be a person's."""
    return len(user_agent) < SHORTEST_USER_AGENT or is_crawler(user_agent[:500])


def record(*, article_id: int, language: str, address: str, user_agent: str, now: datetime) -> bool:
    """Count one view of a live variant unless this reader had one within REPEAT. One transaction.

    `address` is used for the digest and forgotten. False: nothing was counted, and nothing needs to be.
    """
    if is_machine(user_agent):
        return False
    variant_id = (
        ArticleVariant.objects.live(language, now).filter(article_id=article_id).values_list("pk", flat=True).first()
    )
    if variant_id is None:
        return False
    digest = reader_digest(address, user_agent, variant_id, now)
    # Half an hour after midnight the same reader may still be known under yesterday's salt.
    earlier = reader_digest(address, user_agent, variant_id, now - REPEAT)
    with transaction.atomic():
        if earlier != digest and RecentReader.objects.filter(pk=earlier, counted_at__gt=now - REPEAT).exists():
            return False
        if not _is_new(digest, now):
            return False
        _add(variant_id, now)
    return True


def reader_digest(address: str, user_agent: str, variant_id: int, now: datetime) -> bytes:
    """16 bytes that tell two readers apart today and nobody tomorrow: full IPv4 or IPv6 /64, browser and variant."""
    message = f"{network(address)}|{user_agent}|{variant_id}".encode("utf-8", "replace")
    return hmac.new(daily_salt(now), message, hashlib.sha256).digest()[:16]


def network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(parsed.ipv4_mapped or ipaddress.ip_network((int(parsed) >> 64 << 64, 64)))
    return str(parsed)


def daily_salt(now: datetime) -> bytes:
    """The day's salt, the same in every process; a query a process and day."""
    return _salt_of(now.date(), connection.settings_dict["NAME"])


@lru_cache(maxsize=4)
def _salt_of(day: date, database: str) -> bytes:
    row, _ = DailySalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_bytes(32)})
    return bytes(row.salt)


def _is_new(digest: bytes, now: datetime) -> bool:
    """Remember this reader; False if remembered within REPEAT. Of two at once, one is new."""
    table = connection.ops.quote_name(RecentReader._meta.db_table)
    adapt = connection.ops.adapt_datetimefield_value
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (digest, counted_at) VALUES (%s, %s) "  # noqa: S608 - our own table's name
            f"ON CONFLICT (digest) DO UPDATE SET counted_at = excluded.counted_at WHERE {table}.counted_at <= %s",
            [digest, adapt(now), adapt(now - REPEAT)],
        )
        count: int = cursor.rowcount
        return count == 1


def _add(variant_id: int, now: datetime) -> None:
    hour = now.replace(minute=0, second=0, microsecond=0)
    if not ViewTotal.objects.filter(pk=variant_id).update(views=F("views") + 1):
        _create_or_add(ViewTotal, variant_id=variant_id)
    if not ViewHour.objects.filter(variant_id=variant_id, hour=hour).update(views=F("views") + 1):
        _create_or_add(ViewHour, variant_id=variant_id, hour=hour)


def _create_or_add(model: type[ViewTotal] | type[ViewHour], **key: object) -> None:
    """The first view of a bucket; when another reader was first after all, add to theirs."""
    try:
        with transaction.atomic():
            model.objects.create(views=1, **key)
    except IntegrityError:
        model.objects.filter(**key).update(views=F("views") + 1)


def forget(now: datetime) -> None:
    """Drop readers older than the repeat window and the salts of other days. Run by the worker."""
    RecentReader.objects.filter(counted_at__lt=now - REPEAT).delete()
    DailySalt.objects.filter(day__lt=(now - REPEAT).date()).delete()
