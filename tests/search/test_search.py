"""The search: what it ranks first, what it never shows, and what no question can do to it."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from articles.vocabulary import give_name
from search import index
from search.index import ROOM, add_entries, add_missing, place_at, rebuild, update_entry
from search.models import SearchEntry
from search.queries import MOST_ELSEWHERE, Filters, Where, search
from search.spelling import mended
from tests import cast

pytestmark = pytest.mark.django_db


def live(headline, language="en", at=cast.NOW - cast.HOUR, **options):
    variant = cast.live(language, at=at, headline=headline, **options)
    update_entry(variant.pk)
    return variant


def found(asked, language="en", now=cast.NOW, **options):
    return [card.headline for card in search(asked, language, now, **options).cards]


def test_the_better_the_place_the_higher_then_the_newer():
    cast.tag("bridges", en="Bridges", ru="Мосты", hy="Կամուրջներ")
    in_text = live("Traffic is slow", body="<p>The bridge is closed.</p>", at=cast.NOW - cast.HOUR)
    tagged = live("Cars wait for hours", body="<p>Nothing moves.</p>", at=cast.NOW - 2 * cast.HOUR)
    cast.arrange(tagged, tags=("bridges",))
    update_entry(tagged.pk)
    by_stem = live("Two bridges close", at=cast.NOW - 3 * cast.HOUR)
    typed = live("The bridge closes", at=cast.NOW - 4 * cast.HOUR)
    whole = live("Bridge", at=cast.NOW - 6 * cast.HOUR)
    newer = live("A bridge opens", at=cast.NOW - cast.HOUR)
    assert found("bridge") == [text.headline for text in (whole, newer, typed, by_stem, tagged, in_text)]
    assert list(Where) == sorted(Where)


def test_every_word_must_be_there_and_the_commonest_need_not():
    live("Snow on the pass")
    live("Snow in the valley")
    assert found("snow pass") == ["Snow on the pass"]
    assert found("what is the snow and the pass") == ["Snow on the pass"]
    assert sorted(found("the")) == ["Snow in the valley", "Snow on the pass"]
    assert found("snow pass glacier") == []


def test_what_is_not_live_is_never_found():
    drafted = cast.draft(headline="Lighthouse drafted")
    scheduled = cast.schedule(cast.draft(headline="Lighthouse scheduled"), at=cast.NOW + cast.HOUR)
    gone = live("Lighthouse withdrawn")
    cast.withdraw(gone)
    for variant in (drafted, scheduled, gone):
        update_entry(variant.pk)
    live("Lighthouse stands")
    assert found("lighthouse") == ["Lighthouse stands"]
    assert search("lighthouse", "en", cast.NOW).count == 1
    assert len(found("lighthouse", now=cast.NOW + cast.HOUR)) == 2


def test_a_story_withdrawn_without_the_index_hearing_of_it_is_not_shown_and_not_counted():
    variant = live("Lighthouse stands")
    type(variant).objects.filter(pk=variant.pk).update(status="withdrawn", visible_from=None)
    assert search("lighthouse", "en", cast.NOW).count == 0


def test_other_languages_are_counted_and_no_more_than_told():
    live("Կամուրջը բացվեց Երևանում", "hy")
    live("Мост открыли в Ереване", "ru")
    live("Мост закрыли в Ереване", "ru")
    result = search("Yerevan", "hy", cast.NOW)
    assert (result.count, result.elsewhere) == (1, {"ru": 2})
    assert search("мост", "hy", cast.NOW).elsewhere == {"ru": 2}
    assert search("мост", "hy", cast.NOW).cards == []
    assert MOST_ELSEWHERE < 1000


def test_pages_follow_one_another():
    for number in range(23):
        live(f"Snow number {number}", at=cast.NOW - (number + 1) * cast.HOUR)
    first, second = search("snow", "en", cast.NOW), search("snow", "en", cast.NOW, 2)
    assert (len(first.cards), len(second.cards), first.pages, first.count) == (20, 3, 2, 23)
    assert not {card.variant_id for card in first.cards} & {card.variant_id for card in second.cards}
    assert search("snow", "en", cast.NOW, 3).cards == []


@pytest.mark.parametrize("asked", [
    "snow AND", "snow AND pass", "snow NOT pass", "-snow", "snow -pass", '"pass snow"', "snow*", "^snow", "snow:*", "!snow", "snow & pass", "snow <-> pass",
    "snow (pass)", "' | 'snow", "snow\\", "snow\x00", "\x00snow", "sn\x00ow", "snow " * 3_000, "snow" + " pass" * 2_000,
])  # fmt: skip
def test_signs_of_a_question_say_nothing_and_its_words_find(asked):
    live("Snow on the pass")
    live("Rain on the coast")
    for language in ("en", "ru", "hy"):
        assert found(asked, language) == (["Snow on the pass"] if language == "en" else []), language


@pytest.mark.parametrize("asked", [
    '"', '""', "'", "(", "\x00", "-", "…", "%", "_", "\\", "\u202e", "e\u0301", "\ud83d\ude00", "İI", "ﬁne", "№5", "1", "x", "t", "я", "ա", "aᎠb", "a鿍b", "snowᎠ",
    "a\"b OR NOT *", "snow OR train", "snow | train", "sno*", "snow* -train NEAR/2", "snow:terms", "headline_terms:snow", "snow\x00train", "'; DROP TABLE x; --",
    "x" * 10_000, "x" * 10_000 + " snow",
])  # fmt: skip
def test_what_no_story_says_finds_none_whatever_its_signs(asked):
    live("Snow on the pass")
    for language in ("en", "ru", "hy"):
        assert found(asked, language) == [], language


@pytest.mark.parametrize(
    ("language", "headline", "asked"),
    [
        ("en", "Vitamin C for 5 towns", ["c", "C", "5", "vitamin c"]),
        ("ru", "Я и дорога", ["я", "Я", "я дорога"]),
        ("hy", "Ա շենքի բակում", ["ա", "Ա", "ա շենք"]),
    ],
)
def test_one_letter_finds_the_story_that_says_it(language, headline, asked):
    live(headline, language)
    live(cast.HEADLINES[language], language)
    for one in asked:
        assert found(one, language) == [headline], one


def test_a_question_without_words_finds_nothing_and_asks_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert search(" … - ", "en", cast.NOW).count == 0


def test_it_takes_two_queries(django_assert_num_queries):
    live("Snow on the pass")
    with django_assert_num_queries(2):
        assert found("snow") == ["Snow on the pass"]


def test_names_of_tags_authors_section_and_source_in_every_language_find_a_story():
    variant = live("Wheels turn again", body="<p>At last.</p>")
    cast.wire()
    cast.arrange(
        variant, tags=(cast.tag().slug,), authors=(cast.author().slug,), wire_source="caspian-wire", wire_id="7"
    )
    update_entry(variant.pk)
    for asked in ("railways", "железная дорога", "երկաթուղու", "Nora Vale", "Нора Вейл", "Նորա Վեյլի", "Caspian Wire"):
        assert found(asked) == ["Wheels turn again"], asked


def test_two_stories_of_one_microsecond_have_a_place_each():
    first = live("Snow here")
    second = live("Snow there")
    SearchEntry.objects.filter(pk=second.pk).delete()
    SearchEntry.objects.filter(pk=first.pk).update(place=place_at(second.visible_from) + second.pk % 4096)
    update_entry(second.pk)
    assert sorted(found("snow")) == ["Snow here", "Snow there"]


def test_made_anew_it_answers_the_same():
    live("Snow on the pass")
    live("Снег на перевале", "ru")
    before = list(SearchEntry.objects.order_by("pk").values())
    SearchEntry.objects.all().delete()
    assert found("snow") == []
    assert rebuild() == 2
    assert list(SearchEntry.objects.order_by("pk").values()) == before
    assert found("snow") == ["Snow on the pass"]


def test_while_it_is_made_anew_the_other_stories_are_found(monkeypatch):
    live("Snow on the pass"), live("Snow in the valley")
    gone = live("Snow withdrawn")
    cast.withdraw(gone)
    monkeypatch.setattr(index, "A_BATCH", 1)
    seen, add = [], index.add_entries

    def watched(ids):
        seen.append((len(found("snow")), list(mended(["valey"], "en"))))
        return add(ids)

    monkeypatch.setattr(index, "add_entries", watched)
    assert rebuild() == 2
    assert seen == [(1, [["valley"]])] * 2  # the other of two, and every spelling
    assert len(found("snow")) == 2
    assert not SearchEntry.objects.filter(pk=gone.pk).exists()
    assert list(mended(["withdrwn"], "en")) == []


def test_what_a_story_no_longer_says_no_longer_finds_it():
    variant = live("Snow on the pass", body="<p>Snow.</p>")
    cast.publish(cast.write(variant, headline="Rain on the pass", body="<p>Rain.</p>"))
    update_entry(variant.pk)
    assert (found("snow"), found("rain")) == ([], ["Rain on the pass"])
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('integrity-check')")


def test_a_story_held_until_the_next_century_has_its_place_too():
    far = datetime(2999, 12, 31, tzinfo=UTC)
    assert 0 < place_at(cast.NOW) < place_at(far) < 2**63 - ROOM


def test_what_a_fault_left_out_is_found_within_the_next_round():
    variant = live("Snow on the pass")
    SearchEntry.objects.all().delete()
    assert found("snow") == []
    assert list(add_missing(most=50)) == [1]
    assert list(add_missing(most=50)) == []
    assert found("snow") == [variant.headline]


def test_an_entry_made_meanwhile_stops_no_batch():
    first, second = live("Snow here"), live("Snow there")
    SearchEntry.objects.filter(pk=second.pk).delete()
    assert add_entries([first.pk, second.pk]) == 2
    assert sorted(found("snow")) == ["Snow here", "Snow there"]


def test_a_new_name_of_an_author_finds_what_is_public(django_capture_on_commit_callbacks):
    writer = cast.author()
    with django_capture_on_commit_callbacks(execute=True):
        variant = cast.live(headline="Wheels turn again", body="<p>At last.</p>")
        cast.arrange(variant, authors=(writer.slug,))
    assert found("Valemont") == []
    with django_capture_on_commit_callbacks(execute=True):
        give_name(user=cast.mariam(), thing=writer, language="en", text="Nora Valemont")
    assert found("Valemont") == ["Wheels turn again"]


def test_a_story_found_in_its_text_shows_the_sentence_and_another_does_not():
    in_text = live("Traffic is slow", body="<p>Cars wait.</p><p>The bridge is closed until May. Buses go round.</p>")
    live("The bridge opens", body="<p>A bridge again.</p>")
    result = search("bridges", "en", cast.NOW)
    assert result.excerpts == {in_text.pk: "The bridge is closed until May."}
    assert search("bridges", "en", cast.NOW, filters=Filters(is_by_time=True)).excerpts == result.excerpts


def test_the_sentences_of_a_page_cost_no_query_of_their_own(django_assert_num_queries):
    for number in range(12):
        live(f"Traffic {number}", body="<p>The bridge is closed.</p>", at=cast.NOW - (number + 1) * cast.HOUR)
    with django_assert_num_queries(2):
        assert len(search("bridge", "en", cast.NOW).excerpts) == 12


def test_an_author_narrows_a_search():
    ani, lena = cast.author("ani", en="Ani Test"), cast.author("lena", en="Lena Test")
    for author, headline in ((ani, "Snow on the pass"), (lena, "Snow in town"), (ani, "Rain in town")):
        variant = live(headline)
        cast.arrange(variant, authors=(author.slug,))
        update_entry(variant.pk)
    assert found("snow", filters=Filters(author=ani)) == ["Snow on the pass"]
    assert sorted(found("town", filters=Filters(author=ani))) == ["Rain in town"]
