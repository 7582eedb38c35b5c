"""How lists of stories are laid out in time."""

from datetime import date, datetime

from django.utils.timezone import localdate, localtime

from articles.cards import Card


def ids(cards: list[Card]) -> tuple[int, ...]:
    """Which variants, in their order: what a shared list depends on."""
    return tuple(card.variant_id for card in cards)


def by_day(cards: list[Card]) -> list[tuple[date, list[Card]]]:
    """Cards in groups of one day, newest first, for dated lists."""
    days: dict[date, list[Card]] = {}
    for card in cards:
        days.setdefault(localdate(card.visible_from), []).append(card)
    return list(days.items())


def along_the_hours(cards: list[Card], now: datetime) -> list[tuple[Card, bool, date | None]]:
    """(card, whether an hour begins with it, the day that begins with it if it is not today) for the rail."""
    found: list[tuple[Card, bool, date | None]] = []
    hour, day = None, localdate(now)
    for card in cards:
        at = localtime(card.visible_from)
        is_new_day = at.date() != day
        found.append(
            (
                card,
                hour is not None and at.replace(minute=0, second=0, microsecond=0) != hour,
                at.date() if is_new_day else None,
            )
        )
        hour, day = at.replace(minute=0, second=0, microsecond=0), at.date()
    return found
