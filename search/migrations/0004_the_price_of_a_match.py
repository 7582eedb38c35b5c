from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

# PostgreSQL takes looking into a story's words for cheap, though it must fetch and unpack them, and so walked every story for a word
# that a hundred have. Words found by their index need no such look. Made again over what an older backup left, and on purpose not
# for parallel workers: whoever reads the site shares the machine.
MAKE = """
CREATE OR REPLACE FUNCTION search_looked_at(place bigint) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE COST 10000 AS 'BEGIN RETURN true; END';
"""
DROP = "DROP FUNCTION IF EXISTS search_looked_at(bigint);"


def make_price(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE)


def drop_price(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(DROP)


class Migration(migrations.Migration):
    """Says in SQL what a match costs, so that a search reads by the index of words whatever is not in most stories."""

    dependencies = [("search", "0003_spellings")]

    operations = [migrations.RunPython(make_price, drop_price)]
