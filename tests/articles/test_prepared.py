"""A prepared query answers as its queryset does, whoever asks, and refuses what would be frozen into it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.cards import as_card, card_rows
from articles.models import ArticleVariant, Byline
from articles.prepared import Prepared
from tests import cast

pytestmark = pytest.mark.django_db


def live(language, now):
    return ArticleVariant.objects.live(language, now).newest_first()


def test_it_answers_as_the_queryset_with_other_values_each_time():
    first = cast.live(at=cast.NOW - cast.HOUR)
    russian = cast.publish(cast.translate(first, "ru"), at=cast.NOW - cast.HOUR)
    ask = Prepared(live)
    for language in ("en", "ru", "hy"):
        for now in (cast.NOW, cast.NOW - 2 * cast.HOUR):
            assert ask(language=language, now=now) == list(live(language, now))
    assert ask(language="ru", now=cast.NOW) == [russian]


def test_it_gives_whole_objects_with_what_belongs_to_them(django_assert_num_queries):
    cast.live()
    ask = Prepared(lambda language, now: live(language, now).select_related("article", "section"))
    ask(language="en", now=cast.NOW)
    with django_assert_num_queries(1):
        (found,) = ask(language="en", now=cast.NOW)
        assert found.section.names == cast.NAMES["region"]
        assert found.article.original_language == "en"
    assert found.visible_from == cast.NOW - cast.HOUR
    found.headline = "Another"
    found.save(update_fields=["headline"])
    assert ask(language="en", now=cast.NOW)[0].headline == "Another"


def test_numbers_days_and_rows_of_values():
    variant = cast.live()
    ask = Prepared(
        lambda number, since: ArticleVariant.objects.filter(pk=number, visible_from__date__gte=since).values(
            "id", "language"
        )
    )
    day = timezone.localdate(variant.visible_from)
    assert ask(number=variant.pk, since=day) == [{"id": variant.pk, "language": "en"}]
    assert ask(number=variant.pk + 1, since=day) == []
    assert ask(number=variant.pk, since=day + timedelta(days=2)) == []


@pytest.mark.parametrize(
    "build",
    [
        lambda now: ArticleVariant.objects.filter(visible_from__lte=now - timedelta(days=1)),
        lambda now: ArticleVariant.objects.filter(visible_from__year=now.year),
    ],
)
def test_what_is_made_of_a_value_is_refused(build):
    with pytest.raises(TypeError, match="a value of its own"):
        Prepared(build)(now=cast.NOW)


@pytest.mark.parametrize(
    "asked",
    [
        lambda rows: rows.values_list("pk", flat=True),
        lambda rows: rows.values_list("pk", named=True),
        lambda rows: rows.values("language").distinct().order_by("pk"),
    ],
)
def test_rows_of_other_kinds_are_refused(asked):
    with pytest.raises(TypeError, match="only objects"):
        Prepared(lambda language: asked(ArticleVariant.objects.filter(language=language)))(language="en")


def test_a_limit_made_of_a_value_is_refused():
    with pytest.raises(TypeError, match="makes SQL"):
        Prepared(lambda size: ArticleVariant.objects.all()[:size])(size=3)


def test_a_union_of_tables():
    variant = cast.live()
    cast.arrange(variant, authors=(cast.author().slug,))

    def both(article):
        ours = ArticleVariant.objects.filter(article=article).order_by().values_list("language", "article_id")
        return ours.union(Byline.objects.filter(article=article).order_by().values_list("author__slug", "article_id"))

    assert sorted(Prepared(both)(article=variant.article_id)) == [
        ("en", variant.article_id),
        ("nora-vale", variant.article_id),
    ]


@pytest.mark.django_db(transaction=True)
def test_threads_ask_on_connections_of_their_own():
    cast.live()
    ask, found = Prepared(live), []
    ask(language="en", now=cast.NOW)

    def read():
        try:
            found.append(len(ask(language="en", now=cast.NOW)))
        finally:
            connection.close()

    readers = [threading.Thread(target=read) for _reader in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert found == [1] * 8


def test_a_card_asks_nothing_that_postgresql_would_answer_for_every_story_at_once():
    """An EXISTS beside a limit is planned for all rows: a front took thirty times as long with 20,000 stories."""
    rows = card_rows(ArticleVariant.objects.live("en", cast.NOW).newest_first()[:20], cast.NOW)
    assert "EXISTS" not in str(rows.query)
    story = cast.live()
    cast.publish(cast.translate(story, "ru"), at=cast.NOW - cast.HOUR)
    (row,) = card_rows(ArticleVariant.objects.live("ru", cast.NOW), cast.NOW)
    assert as_card(row, cast.NOW).languages == {"en", "ru"}
