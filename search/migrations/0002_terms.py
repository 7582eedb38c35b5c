import re

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# An index without positions, beside the table whose words it holds; the triggers are those of SQLite's manual. Terms are folded and
# divided already, and `ascii` leaves every other letter alone: a tokenizer that knows fewer letters than Python would cut them.
SQLITE = """
CREATE VIRTUAL TABLE search_words USING fts5(
    terms, content='search_searchentry', content_rowid='place', detail='none', columnsize=0, tokenize='ascii'
);
CREATE TRIGGER search_words_of_new AFTER INSERT ON search_searchentry BEGIN
    INSERT INTO search_words (rowid, terms) VALUES (new.place, new.terms);
END;
CREATE TRIGGER search_words_of_gone AFTER DELETE ON search_searchentry BEGIN
    INSERT INTO search_words (search_words, rowid, terms) VALUES ('delete', old.place, old.terms);
END;
CREATE TRIGGER search_words_of_changed AFTER UPDATE ON search_searchentry BEGIN
    INSERT INTO search_words (search_words, rowid, terms) VALUES ('delete', old.place, old.terms);
    INSERT INTO search_words (rowid, terms) VALUES (new.place, new.terms);
END;
"""
POSTGRESQL = """
ALTER TABLE search_searchentry ADD COLUMN words tsvector
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(terms, ' '))) STORED;
CREATE INDEX search_words ON search_searchentry USING gin (words);
"""
BACK = {
    "sqlite": """
DROP TRIGGER search_words_of_new;
DROP TRIGGER search_words_of_gone;
DROP TRIGGER search_words_of_changed;
DROP TABLE search_words;
""",
    "postgresql": "ALTER TABLE search_searchentry DROP COLUMN words;",
}


def make_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    run(schema_editor, SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def drop_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    run(schema_editor, BACK[schema_editor.connection.vendor])


def run(schema_editor: BaseDatabaseSchemaEditor, script: str) -> None:
    """SQLite's driver takes one statement at a time; a trigger's own statements stay together."""
    for statement in re.split(r";\n(?! |END)", script):
        if statement.strip():
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    """The entries are made anew: `manage.py rebuild_search` after this migration."""

    dependencies = [("search", "0001_entries")]

    operations = [
        migrations.RunSQL("DELETE FROM search_searchentry", migrations.RunSQL.noop),
        migrations.RemoveField("searchentry", "text"),
        migrations.AddField("searchentry", "place", models.BigIntegerField(unique=True, default=0), preserve_default=False),
        migrations.AddField("searchentry", "headline", models.CharField(max_length=400, default=""), preserve_default=False),
        migrations.AddField("searchentry", "headline_terms", models.TextField(default=""), preserve_default=False),
        migrations.AddField("searchentry", "name_terms", models.TextField(default=""), preserve_default=False),
        migrations.AddField("searchentry", "terms", models.TextField(default=""), preserve_default=False),
        migrations.RunPython(make_index, drop_index),
        migrations.RunSQL(migrations.RunSQL.noop, "DELETE FROM search_searchentry"),
    ]
