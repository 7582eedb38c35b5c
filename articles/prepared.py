"""Public queries, put into SQL once a process: querysets stay the vocabulary, and no page pays for compiling them again.

Building and compiling a queryset of ours takes ten times as long as asking it.
"""

import copy
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connections
from django.db.models import QuerySet

Value = str | int | date | datetime


class Prepared:
    """`build(**values)` makes a queryset whose every variable part is one of its values, used as it is.

    A value that the queryset is built *from* (a limit, a day made of a moment) would be frozen into the SQL; that is noticed at the first call, which
    builds it with two sets of stand-ins, and raises TypeError. Values are never None.
    """

    def __init__(self, build: Callable[..., QuerySet[Any]]) -> None:
        self.build = build
        self.ready: dict[str, _Ready] = {}

    def __call__(self, **values: Value) -> list[Any]:
        """The rows as the queryset would give them; one query."""
        connection = connections["default"]
        ready = self.ready.get(connection.vendor)
        if ready is None:
            ready = self.ready[connection.vendor] = _Ready(self.build, values, connection)
        return ready.rows(values, connection)


class _Ready:
    """A compiled queryset. `places`: per parameter, what to put there from the values, or nothing for what always stands there."""

    def __init__(self, build: Callable[..., QuerySet[Any]], values: dict[str, Value], connection: Any) -> None:
        first, second = (
            {name: _stand_in(value, turn, place) for place, (name, value) in enumerate(values.items())}
            for turn in (1, 2)
        )
        queryset, other = build(**first), build(**second)
        self.model: Any = queryset.model
        self.iterable: Any = queryset._iterable_class
        self.query: Any = queryset.query
        self.compiler: Any = self.query.get_compiler(using="default")
        self.sql, self.parameters = self.compiler.as_sql()
        converters = self.compiler.get_converters([column for column, *_rest in self.compiler.select])
        self.compiler.get_converters = lambda _columns: converters
        sql, parameters = other.query.get_compiler(using="default").as_sql()
        if sql != self.sql:
            raise TypeError(f"{build} makes SQL of its values: what decides over it is no value.")
        names = {(_adapted(first[name], connection), _adapted(second[name], connection)): name for name in values}
        self.places: list[tuple[int, str, Callable[[Any], Any]]] = []
        for place, pair in enumerate(zip(self.parameters, parameters, strict=True)):
            if pair[0] != pair[1]:
                if pair not in names:
                    raise TypeError(f"{build} makes {pair[0]!r} of its values: give it as a value of its own.")
                self.places.append((place, names[pair], type(pair[0]) if isinstance(pair[0], int) else _same))

    def rows(self, values: dict[str, Value], connection: Any) -> list[Any]:
        adapted = {name: _adapted(value, connection) for name, value in values.items()}
        parameters = list(self.parameters)
        for place, name, wrap in self.places:
            parameters[place] = wrap(adapted[name])
        compiler = copy.copy(self.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda: (self.sql, tuple(parameters))
        return list(self.iterable(_Asked(self.model, _Compiled(self.query, compiler))))


class _Asked:
    """What Django's iterables want to know of a queryset."""

    db = "default"
    _known_related_objects: dict[Any, Any] = {}

    def __init__(self, model: Any, query: "_Compiled") -> None:
        self.model, self.query = model, query


class _Compiled:
    """A query whose compiler is this one."""

    def __init__(self, query: Any, compiler: Any) -> None:
        self.query, self.compiler = query, compiler

    def get_compiler(self, *_using: Any, **_more: Any) -> Any:
        return self.compiler

    def __getattr__(self, name: str) -> Any:
        return getattr(self.query, name)


def _same(value: Any) -> Any:
    return value


def _stand_in(value: Value, turn: int, place: int) -> Value:
    """A value of the same type that nothing else in a query could be."""
    if isinstance(value, datetime):
        return datetime(1900 + turn, 1, 1, tzinfo=UTC) + timedelta(seconds=7919 * (place + 1))
    if isinstance(value, date):
        return date(1900 + turn, 1, 1) + timedelta(days=place)
    if isinstance(value, int):
        return 1_900_000_000 + 1000 * turn + place
    return f"stand-in {turn} {place}"


def _adapted(value: Value, connection: Any) -> Any:
    """As the database's fields prepare it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
