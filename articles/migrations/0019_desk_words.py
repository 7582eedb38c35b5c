import re

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# The desk finds any part of a word, so what is indexed is every three letters in a row. The text is folded already.
# Whatever makes the variants' table anew must make these triggers anew: tests/desk/test_list.py notices.
SQLITE = """
CREATE VIRTUAL TABLE desk_words USING fts5(
    desk_text, content='articles_articlevariant', content_rowid='id', columnsize=0, tokenize='trigram case_sensitive 1'
);
CREATE TRIGGER desk_words_of_new AFTER INSERT ON articles_articlevariant BEGIN
    INSERT INTO desk_words (rowid, desk_text) VALUES (new.id, new.desk_text);
END;
CREATE TRIGGER desk_words_of_gone AFTER DELETE ON articles_articlevariant BEGIN
    INSERT INTO desk_words (desk_words, rowid, desk_text) VALUES ('delete', old.id, old.desk_text);
END;
CREATE TRIGGER desk_words_of_changed AFTER UPDATE OF desk_text ON articles_articlevariant
WHEN old.desk_text <> new.desk_text BEGIN
    INSERT INTO desk_words (desk_words, rowid, desk_text) VALUES ('delete', old.id, old.desk_text);
    INSERT INTO desk_words (rowid, desk_text) VALUES (new.id, new.desk_text);
END;
INSERT INTO desk_words (desk_words) VALUES ('rebuild');
"""
SQLITE_BACK = """
DROP TRIGGER desk_words_of_new;
DROP TRIGGER desk_words_of_gone;
DROP TRIGGER desk_words_of_changed;
DROP TABLE desk_words;
"""
POSTGRESQL = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX desk_words ON articles_articlevariant USING gin (desk_text gin_trgm_ops);
"""


def make_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        run(schema_editor, SQLITE)
    elif has_trigrams(schema_editor):
        run(schema_editor, POSTGRESQL)


def drop_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    run(schema_editor, SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else "DROP INDEX IF EXISTS desk_words")


def has_trigrams(schema_editor: BaseDatabaseSchemaEditor) -> bool:
    """PostgreSQL's own extension, in every common package of it. Without it the desk's search reads all headlines."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        return cursor.fetchone() is not None


def run(schema_editor: BaseDatabaseSchemaEditor, script: str) -> None:
    """SQLite's driver takes one statement at a time; a trigger's own statements stay together."""
    for statement in re.split(r";\n(?! |END)", script):
        if statement.strip():
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles", "0018_rows_that_were_merged")]

    operations = [migrations.RunPython(make_index, drop_index)]
