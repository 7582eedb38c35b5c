"""What an address that leads nowhere probably meant: cut, misspelt, in another alphabet, or another language's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.index import rebuild
from search.nearest import nearest
from tests import cast

pytestmark = pytest.mark.django_db
STORIES = {
    "en": ["Night train to Batumi returns after a decade", "Farmers in Areni save century-old vines", "A mobile library visits mountain villages"],
    "ru": ["Ночной поезд в Батуми снова ходит", "Крестьяне Арени спасли столетние лозы", "Передвижная библиотека едет в горные сёла"],
    "hy": ["Դեպի Բաթում գիշերային գնացքը կրկին մեկնում է", "Արենիի գյուղացիները փրկեցին հարյուրամյա որթատունկերը", "Շարժական գրադարանը հասել է լեռնային գյուղեր"],
}  # fmt: skip
ADDRESSES = [
    ("en", "night-train-to-batumi-returns", 0), ("en", "nigth-trian-to-batumi-retruns-after", 0), ("en", "night-train-to-bat", 0),
    ("en", "the-farmers-of-areni-saved-their-vines", 1), ("en", "mobile_library-mountains", 2), ("en", "Батуми-night-train", 0),
    ("ru", "nochnoy-poezd-v-batumi-snova-khodit", 0), ("ru", "nochnoj-poezd-batumi", 0), ("ru", "Ночной-поезд-в-Батуми", 0),
    ("ru", "krestyane-areni-spasli-stoletnie", 1), ("ru", "peredvizhnaya-biblioteka-edet", 2), ("ru", "perdvizhnaya-bibliotka-edet", 2),
    ("hy", "depi-batum-gisherayin-gnatsky-krkin", 0), ("hy", "gisherayin-gnatsk", 0), ("hy", "ԳԻՇԵՐԱՅԻՆ-գնացք", 0),
    ("hy", "arenii-gyughatsinery-prketsin", 1), ("hy", "sharzhakan-gradarany-hasel", 2), ("hy", "sharzhakan-gradrany-lernayin", 2),
]  # fmt: skip


@pytest.fixture
def shelf():
    """Nine stories, each in one language alone."""
    made = {
        code: [
            cast.live(code, at=cast.NOW - timedelta(hours=3 - number), headline=headline)
            for number, headline in enumerate(headlines)
        ]
        for code, headlines in STORIES.items()
    }
    rebuild()
    return made


def found(said, language="en", now=cast.NOW):
    return [card.headline for card in nearest(said, language, now)]


def test_the_story_that_was_meant_comes_first(shelf):
    wrong = {
        (code, said): found(said, code)[:1]
        for code, said, place in ADDRESSES
        if found(said, code)[:1] != [STORIES[code][place]]
    }
    assert wrong == {}


@pytest.mark.parametrize(
    "said", ["", "-", "...", "x", "wp-login", "zebra-quantum-marmalade", "\x00", "'\" OR 1=1 *", "9" * 40]
)
def test_what_is_like_nothing_finds_nothing(shelf, said):
    assert found(said) == []


@pytest.mark.parametrize(("said", "language"), [
    ("to-after", "en"), ("a", "en"), ("v", "ru"), ("v-i-na", "ru"), ("в", "ru"), ("depi-e", "hy"), ("է", "hy"), ("є-the-to", "en"),
])  # fmt: skip
def test_the_commonest_words_alone_find_nothing_however_they_are_spelt(shelf, said, language):
    assert found(said, language) == []


def test_a_story_of_another_language_is_offered_after_those_of_this_one_and_in_this_one_where_it_is_live(shelf):
    assert found("nochnoy-poezd-snova-khodit", "en") == [STORIES["ru"][0]]
    assert found("batumi", "ru")[0] == STORIES["ru"][0]
    other = cast.publish(cast.translate(shelf["ru"][0], "en", headline="Sleepers roll to the sea"), at=cast.NOW)
    rebuild()
    assert found("nochnoy-poezd-snova-khodit", "en") == [other.headline]


def test_only_what_is_live_is_offered(shelf):
    secret = cast.schedule(cast.draft(headline="Zeppelin harbour opens"), at=cast.NOW + cast.HOUR)
    rebuild()
    assert found("zeppelin-harbour") == []
    assert found("zeppelin-harbour", now=cast.NOW + cast.HOUR) == [secret.headline]
    cast.withdraw(secret, now=cast.NOW + 2 * cast.HOUR)
    assert found("zeppelin-harbour", now=cast.NOW + 3 * cast.HOUR) == []


def test_it_asks_at_most_three_questions_none_of_them_of_every_headline(shelf):
    for said in (
        "night-train-to-batumi",
        "batumi",
        "zebra quantum",
        " ".join(f"word{number}" for number in range(500)),
        "",
    ):
        with CaptureQueriesContext(connection) as queries:
            nearest(said, "en", cast.NOW)
        assert len(queries) <= (3 if said else 0)
        assert not [query["sql"] for query in queries if " LIKE " in query["sql"]]
