"""A slip is mended, one letter apart, and only into words that find something."""

import pytest
from django.utils import timezone

from search import index
from search.index import rebuild, update_entry
from search.models import Spelling
from search.spelling import forget, learn, mended
from tests import cast

pytestmark = pytest.mark.django_db
SLIPS = [
    ("en", "vineyard", ["vinyard", "vineyeard", "veneyard", "vinayard", "vineyrad", "ineyard", "vineyar", "vineyards"]),
    ("ru", "виноградник", ["виноградик", "винаградник", "вионградник", "виноградникк"]),
    ("hy", "գրադարան", ["գրադրան", "գրադարա", "գրադարաան", "գրադարնա", "գրտդարան"]),
]


@pytest.mark.parametrize(
    ("language", "word", "slip"), [(code, word, slip) for code, word, all_ in SLIPS for slip in all_]
)
def test_a_slip_is_mended(language, word, slip):
    learn([word], language)
    assert list(mended([slip], language)) == [[word]]


@pytest.mark.parametrize("typed", ["vineyard", "vneyrd", "bread", "vin", "v" * 300, "2026", ""])
def test_what_is_right_or_too_far_is_left_alone(typed):
    learn(["vineyard", "2025"], "en")
    assert list(mended([typed], "en")) == []


def test_the_other_words_of_a_question_stay():
    learn(["vineyard"], "en")
    assert list(mended(["areni", "vinyard"], "en")) == [["areni", "vineyard"]]


def test_learning_twice_changes_nothing_and_an_index_made_anew_forgets():
    learn(["vineyard"], "en")
    count = Spelling.objects.count()
    learn(["vineyard"], "en")
    assert Spelling.objects.count() == count == 9
    rebuild()
    assert Spelling.objects.count() == 0


def test_a_word_that_is_said_again_while_the_index_is_made_anew_stays(monkeypatch):
    learn(["vineyard"], "en")

    def publish_and_forget(words, language):
        if language == "en":
            update_entry(cast.live(at=timezone.now(), headline="Frost in the vineyard").pk)
        forget(words, language)

    monkeypatch.setattr(index, "forget", publish_and_forget)
    rebuild()
    assert list(mended(["vinyard"], "en")) == [["vineyard"]]


def test_the_page_proposes_it(client):
    update_entry(cast.live(headline="Frost in the vineyard").pk)
    text = client.get("/en/search/?q=frost+vinyard").content.decode()
    assert '<a href="?q=frost%20vineyard">frost vineyard</a>' in text


def test_no_word_of_a_story_that_is_not_public_yet_is_proposed(client):
    update_entry(cast.schedule(cast.draft(headline="Merger of lighthouses"), at=timezone.now() + cast.HOUR).pk)
    assert Spelling.objects.filter(word="lighthouses").exists()
    assert "lighthouses" not in client.get("/en/search/?q=lighthuses").content.decode()
