"""What many pages show alike, made once while the site stays as it is: in the memory of each process, for a minute at most."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from reader import site_watch
from reader.caching import LONGEST

T = TypeVar("T")
MOST = 5000  # entries; a card is half a kilobyte


@dataclass(frozen=True, slots=True)
class _Kept:
    value: Any
    generation: int
    made_at: float
    due: float


_kept: OrderedDict[Hashable, _Kept] = OrderedDict()


def shared(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` made for this key; made again when the site has changed, a story is due, a minute is over, or the database is gone.

    `key` names everything that the value depends on, and the value is never changed by who gets it.
    """
    state = site_watch.watch.current()
    if state is None:
        return make()
    now = time.monotonic()
    if kept := _still_true(key, state, now):
        return kept.value
    value = make()
    _kept[key] = _Kept(value, state.generation, now, state.next_due)
    while len(_kept) > MOST:
        _kept.popitem(last=False)
    return value


def known(key: Hashable) -> Any:
    """What somebody has made for this key, as long as it is true; else None. For those who leave the making to others."""
    state = site_watch.watch.current()
    kept = _still_true(key, state, time.monotonic()) if state else None
    return kept.value if kept else None


def _still_true(key: Hashable, state: site_watch.State, now: float) -> _Kept | None:
    kept = _kept.get(key)
    if kept and kept.generation == state.generation and now - kept.made_at < LONGEST and time.time() < kept.due:
        return kept
    return None


def forget() -> None:
    _kept.clear()
