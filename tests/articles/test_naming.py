"""What a story is called: by its headline in the reader's language, else the original's, else any it has."""

import pytest

from articles.models import Article
from articles.naming import headlines_of
from articles.workflow import start_translation
from tests import cast
from tests.cast import NOW

pytestmark = pytest.mark.django_db


def story(original, told, begun=()):
    """A story with headlines in the languages `told`, and others that were only begun."""
    first = cast.draft(original, headline="" if original not in told else f"{original} headline")
    for language in told:
        if language != original:
            cast.translate(first, language, headline=f"{language} headline")
    for language in begun:
        start_translation(user=cast.mariam(), now=NOW, article_id=first.article_id, language=language)
    return Article.objects.get(pk=first.article_id)


@pytest.mark.parametrize(
    ("original", "told", "begun", "reader", "called"),
    [
        ("hy", ("hy", "en"), (), "en", "en"),
        ("hy", ("hy", "en"), (), "ru", "hy"),
        ("hy", ("hy", "en"), ("ru",), "ru", "hy"),
        ("en", ("en", "ru", "hy"), (), "hy", "hy"),
        ("ru", ("ru", "en"), (), "", "ru"),
    ],
)
def test_the_database_and_the_rows_at_hand_say_the_same(original, told, begun, reader, called):
    found = story(original, told, begun)
    assert headlines_of([found.pk], reader) == {found.pk: (called, f"{called} headline")}
    assert found.named_by(found.variants.order_by("pk"), reader).language == called


def test_a_story_without_a_headline_is_there_and_has_no_name():
    found = story("en", ("en",))
    found.variants.update(headline="")
    assert headlines_of([found.pk, 999_999], "en") == {found.pk: ("", "")}
    assert found.named_by([], "en") is None


def test_many_names_cost_one_query(django_assert_num_queries):
    found = [story("hy", ("hy", "en")).pk for _number in range(5)]
    with django_assert_num_queries(1):
        assert len(headlines_of(found, "en")) == 5
