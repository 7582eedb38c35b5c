"""Public queries, put into SQL once a process: querysets stay the vocabulary, and no page pays for compiling them again.

Building and compiling a queryset of ours takes ten times as long as asking it.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connections
from django.db.models import QuerySet
from django.db.models.query import ModelIterable, ValuesIterable, ValuesListIterable, get_related_populators

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
        compiler: Any = queryset.query.get_compiler(using="default")
        self.sql, self.parameters = compiler.as_sql()
        if queryset._iterable_class not in MAKERS or queryset.query.distinct:
            raise TypeError(f"{build}: only objects, values() and values_list() are prepared, without distinct().")
        self.make = MAKERS[queryset._iterable_class](queryset.query, compiler)
        converters = compiler.get_converters([column for column, *_rest in compiler.select])
        self.conversions = [
            (place, convert, column) for place, (converts, column) in converters.items() for convert in converts
        ]
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
        with connection.cursor() as cursor:
            cursor.execute(self.sql, tuple(parameters))
            rows = [list(row) for row in cursor.fetchall()]
        for row in rows:
            for place, convert, column in self.conversions:
                row[place] = convert(row[place], column, connection)
        return [self.make(row) for row in rows]


# What Django's iterables make of a row; they would find out anew at each query how.


def _models(_query: Any, compiler: Any) -> Callable[[list[Any]], Any]:
    """An instance, with those of select_related and with its annotations."""
    info, annotations = compiler.klass_info, list(compiler.annotation_col_map.items())
    model, start, end = info["model"], info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, *_rest in compiler.select[start:end]]
    populators = get_related_populators(info, compiler.select, "default")  # type: ignore[call-arg]  # of Django 6

    def make(row: list[Any]) -> Any:
        made = model.from_db("default", names, row[start:end])
        for populator in populators:
            populator.populate(row, made)
        for name, place in annotations:
            setattr(made, name, row[place])
        return made

    return make


def _dicts(query: Any, _compiler: Any) -> Callable[[list[Any]], dict[str, Any]]:
    names = list(query.selected)
    return lambda row: dict(zip(names, row, strict=True))


def _tuples(_query: Any, _compiler: Any) -> Callable[[list[Any]], tuple[Any, ...]]:
    return tuple


MAKERS: dict[Any, Callable[[Any, Any], Callable[[list[Any]], Any]]] = {
    ModelIterable: _models, ValuesIterable: _dicts, ValuesListIterable: _tuples,
}  # fmt: skip


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
