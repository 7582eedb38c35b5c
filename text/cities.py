"""Cities whose time stands at the head of the fronts. The one place to add another."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CITIES: dict[str, tuple[str, Promise]] = {
    "yerevan": ("Asia/Yerevan", _("Yerevan")),
    "tbilisi": ("Asia/Tbilisi", _("Tbilisi")),
    "baku": ("Asia/Baku", _("Baku")),
    "tehran": ("Asia/Tehran", _("Tehran")),
    "moscow": ("Europe/Moscow", _("Moscow")),
    "ankara": ("Europe/Istanbul", _("Ankara")),
    "beirut": ("Asia/Beirut", _("Beirut")),
    "brussels": ("Europe/Brussels", _("Brussels")),
    "london": ("Europe/London", _("London")),
    "new-york": ("America/New_York", _("New York")),
    "los-angeles": ("America/Los_Angeles", _("Los Angeles")),
}
USUAL = ("yerevan", "tbilisi", "baku", "tehran", "moscow", "ankara")


def usual_cities() -> list[str]:
    return list(USUAL)


@dataclass(frozen=True)
class Clock:
    """Cities that have the same time now. `offset`: minutes ahead of UTC, for the script that keeps it going."""

    cities: list[str]
    time: str
    offset: int


def clocks(keys: Iterable[str], now: datetime) -> list[Clock]:
    """One clock for all cities of one time, in the order in which they are first named; unknown keys are left out."""
    found: dict[int, Clock] = {}
    for key in keys:
        if key not in CITIES:
            continue
        zone, name = CITIES[key]
        there = now.astimezone(ZoneInfo(zone))
        offset = (there.utcoffset() or timedelta()) // timedelta(minutes=1)
        found.setdefault(offset, Clock([], f"{there:%H:%M}", offset)).cities.append(str(name))
    return list(found.values())
