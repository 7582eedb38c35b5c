"""SQLite reads a row from its beginning: what stands behind a long text costs the pages of that text."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from articles.models import Article, ArticleVariant, Revision
from desk.finding import find_stories
from tests import cast

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps long values outside of the row")


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "long"), [("articlevariant", ["body", "desk_text"]), ("revision", ["data"])])
def test_nothing_stands_behind_a_long_text(model, long):
    """A column that is added later stands last: its migration makes the table anew, as 0021 does."""
    table = apps.get_model("articles", model)._meta.db_table
    with connection.cursor() as cursor:
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
    assert columns[-len(long) :] == long


def everything():
    """The rows, constraints and indexes of the tables, and the last number of each."""
    models = (Article, ArticleVariant, Revision)
    with connection.cursor() as cursor:
        rules = [connection.introspection.get_constraints(cursor, model._meta.db_table) for model in models]
        cursor.execute("SELECT name, seq FROM sqlite_sequence WHERE name LIKE 'articles_%' ORDER BY name")
        numbers = cursor.fetchall()
    return [list(model.objects.order_by("pk").values()) for model in models], rules, numbers


@pytest.mark.django_db(transaction=True)
def test_a_table_made_anew_is_as_it_was():
    """Words, rules, indexes, the desk's search and the numbers that were given; the order is the test's above."""
    variant = cast.live("hy", headline="Կամուրջը բացվում է", body="Առավոտյան։")
    cast.translate(variant, "ru", headline="Мост открывают")
    last = cast.draft("ru")
    ArticleVariant.objects.filter(pk=last.pk).update(head=None)
    last.revisions.all().delete(), last.delete()
    before = everything()
    call_command("migrate", "articles", "0020", verbosity=0)
    call_command("migrate", verbosity=0)
    assert everything() == before
    cast.write(ArticleVariant.objects.get(language="ru"), headline="Мост закрывают")
    found = [list(find_stories(cast.ada(), Article.objects.all(), word)) for word in ("կամուրջ", "закрыв")]
    assert found == [[variant.article], [variant.article]]
    assert list(find_stories(cast.ada(), Article.objects.all(), "открыв")) == []
