from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import StateApps

import articles.models.revision

# In the order they are to stand in, after everything that lists and states ask for.
LONG = {
    "articlevariant": {
        "standfirst": models.CharField(blank=True, max_length=500, verbose_name="standfirst"),
        "dateline": models.CharField(blank=True, max_length=120, verbose_name="place, date"),
        "byline_override": models.CharField(blank=True, max_length=120, verbose_name="signed as"),
        "photo_caption": models.CharField(blank=True, max_length=400, verbose_name="caption"),
        "photo_alt": models.CharField(blank=True, max_length=300, verbose_name="picture text"),
        "summary": models.CharField(blank=True, editable=False, max_length=300),
        "withdrawn_because": models.CharField(blank=True, default="", editable=False, max_length=300),
        "body": models.TextField(blank=True, verbose_name="text"),
        "desk_text": models.TextField(default="", editable=False),
    },
    "revision": {"data": models.JSONField(encoder=articles.models.revision.AnyScriptEncoder)},
}


def moves() -> list[Operation]:
    """What puts these fields last in what Django knows of the models."""
    return [
        operation
        for model, fields in LONG.items()
        for name, field in fields.items()
        for operation in (migrations.RemoveField(model, name), migrations.AddField(model, name, field))
    ]


def make_anew(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Django copies a table in the order of its model's fields; its triggers, and the last number it gave, are ours to bring along."""
    if schema_editor.connection.vendor != "sqlite":
        return  # PostgreSQL keeps long values outside of the row
    for name in LONG:
        model = apps.get_model("articles", name)
        table = model._meta.db_table
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            triggers = [sql for (sql,) in cursor.fetchall()]
            cursor.execute("SELECT seq, name FROM sqlite_sequence WHERE name = %s", [table])
            last = cursor.fetchall()
            schema_editor._remake_table(model)  # type: ignore[attr-defined]
            for trigger in triggers:
                schema_editor.execute(trigger)
            cursor.executemany("UPDATE sqlite_sequence SET seq = %s WHERE name = %s", last)


class Migration(migrations.Migration):
    """SQLite reads a row from its beginning: what stands behind a long text costs the pages of that text.

    While it runs, the database and its log need up to three times the room, and nobody can save.
    """

    dependencies = [("articles", "0020_desk_at_scale")]

    operations = [
        migrations.SeparateDatabaseAndState(state_operations=moves()),
        migrations.RunPython(make_anew, migrations.RunPython.noop),
    ]
