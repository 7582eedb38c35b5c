"""Rows of another table within a row, as a JSON list: what a page shows around one thing, in the query that finds it."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import Aggregate, Func, JSONField, QuerySet, Subquery


class JSONRow(Func):
    """Columns as a JSON list. Django's JSONObject first opens a transaction on SQLite, to see whether it knows JSON."""

    function = "JSON_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_BUILD_ARRAY", **more)


class JSONRows(Aggregate):
    """The rows of a group as one JSON list, in no order."""

    function = "JSON_GROUP_ARRAY"
    output_field = JSONField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        return self.as_sql(compiler, connection, function="JSONB_AGG", **more)


def json_rows(rows: QuerySet[Any], group: str, *columns: str) -> Subquery:
    """These columns of the rows, in no order; None where there is no row. `group`: the column that is alike in all of them."""
    row = JSONRow(*columns) if len(columns) > 1 else columns[0]
    return Subquery(rows.order_by().values(group).annotate(json_rows=JSONRows(row)).values("json_rows"))


def moment_of(text: str) -> datetime:
    """A moment as either database writes it into JSON."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
