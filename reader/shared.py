"""What many pages show alike, made once while the site stays as it is: in the memory of each process, for a minute at most."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from reader import site_watch
from reader.caching import LONGEST

T = TypeVar("T")
N = TypeVar("N", bound=Hashable)
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
    _keep(key, value, state, now)
    return value


def shared_each(kind: Hashable, names: list[N], make: Callable[[list[N]], dict[N, T]]) -> dict[N, T]:
    """The same for many values of a kind, each by its name: `make` is asked once, for those that nobody has asked for yet."""
    state = site_watch.watch.current()
    if state is None:
        return make(names)
    now = time.monotonic()
    found = {name: kept.value for name in names if (kept := _still_true((kind, name), state, now))}
    if missing := [name for name in names if name not in found]:
        for name, value in make(missing).items():
            found[name] = value
            _keep((kind, name), value, state, now)
    return found


def known(key: Hashable) -> Any:
    """What somebody has made for this key, as long as it is true; else None. For those who leave the making to others."""
    state = site_watch.watch.current()
    kept = _still_true(key, state, time.monotonic()) if state else None
    return kept.value if kept else None


def _keep(key: Hashable, value: Any, state: site_watch.State, now: float) -> None:
    _kept[key] = _Kept(value, state.generation, now, state.next_due)
    while len(_kept) > MOST:
        _kept.popitem(last=False)


def _still_true(key: Hashable, state: site_watch.State, now: float) -> _Kept | None:
    kept = _kept.get(key)
    if kept and kept.generation == state.generation and now - kept.made_at < LONGEST and time.time() < kept.due:
        return kept
    return None


def forget() -> None:
    _kept.clear()
