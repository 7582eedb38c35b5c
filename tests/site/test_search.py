"""The search page and the field's suggestions, as a browser gets them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from search.index import update_entry
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def stories(paper):
    for variant in paper:
        update_entry(variant.pk)
    return paper


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_words_are_marked_and_counted_and_other_languages_named(client, stories):
    text = page(client, "/en/search/?q=railways")
    assert "1 story" in text and 'hreflang="ru"' in text and 'hreflang="hy"' in text
    assert "<mark>" in page(client, f"/en/search/?q={stories[0].headline.split()[0]}")


def test_filters_narrow_and_stay_in_the_form(client, stories):
    assert 'class="list-item"' in page(client, "/en/search/?q=railways&section=region&period=day&sort=newest")
    cast.section("politics")
    text = page(client, "/en/search/?q=railways&section=politics")
    assert 'class="list-item"' not in text and '<option value="politics" selected>' in text
    old = cast.live(headline="Old railways", at=timezone.now() - timedelta(days=40))
    update_entry(old.pk)
    assert f"/{old.article_id}/" in page(client, "/en/search/?q=old+railways&period=year")
    assert "Nothing found" in page(client, "/en/search/?q=old+railways&period=month")


def test_an_author_page_leads_to_a_search_of_its_own_stories(client, stories):
    assert 'href="/en/search/?author=nora-vale"' in page(client, "/en/author/nora-vale/")
    text = page(client, "/en/search/?q=railways&author=nora-vale")
    assert 'class="list-item"' in text and '<option value="nora-vale" selected>Nora Vale</option>' in text
    assert "/ru/search/?q=railways&amp;author=nora-vale" in text
    other = cast.live(headline="Signed by another")
    cast.arrange(other, authors=(cast.author("lena-vale", en="Lena Vale").slug,))
    assert 'class="list-item"' not in page(client, "/en/search/?q=railways&author=lena-vale")


def test_the_sentence_that_was_found_stands_under_the_headline(client, stories):
    variant = cast.live(
        headline="Traffic is slow", body="<p>Cars wait.</p><p>A <b>drawbridge</b> &amp; a ford closed.</p>"
    )
    update_entry(variant.pk)
    assert "A <mark>drawbridge</mark> &amp; a ford closed." in page(client, "/en/search/?q=drawbridges")


@pytest.mark.parametrize(
    "rest",
    [
        "section=nowhere",
        "period=century",
        "sort=oldest",
        "section=%00",
        "author=nobody",
        "author=%00",
        "author=%D5%80",
        "other=1",
    ],
)
def test_a_choice_that_is_none_is_passed_over(client, stories, rest):
    assert 'class="list-item"' in page(client, f"/en/search/?q=railways&{rest}")


@pytest.mark.parametrize("number", ["0", "-1", "2", "51", "999999", "x", "1.5", "٢", "%00", ""])
def test_a_page_that_is_not_there_is_404(client, stories, number):
    assert client.get(f"/en/search/?q=railways&page={number}").status_code == 404


def test_pages_keep_what_was_chosen(client, stories):
    for number in range(22):
        update_entry(cast.live(headline=f"Snow {number}", at=timezone.now() - timedelta(hours=number + 1)).pk)
    assert 'href="?q=snow&amp;sort=newest&amp;page=2"' in page(client, "/en/search/?q=snow&sort=newest")
    second = page(client, "/en/search/?q=snow&sort=newest&page=2")
    assert second.count('class="list-item"') == 2 and 'href="?q=snow&amp;sort=newest"' in second


def test_nothing_found_says_so_and_leads_to_the_latest_and_the_sections(client, stories):
    text = page(client, "/ru/search/?q=несуществующее")
    assert "По запросу «несуществующее» ничего не найдено" in text
    offered = re.search(r'<div class="tags">.*?</div>', text, re.S)[0]
    assert 'href="/ru/latest/"' in offered and 'href="/ru/region/"' in offered


def test_the_choices_are_folded_away_until_something_was_chosen(client, stories):
    assert '<details class="search-form__more"><summary>' in page(client, "/en/search/?q=railways")
    assert '<details class="search-form__more" open>' in page(client, "/en/search/?q=railways&period=week")


@pytest.mark.parametrize(("word", "asked", "shown"), [
    ("ru", "поезд", ""), ("ru", "поезда", ""), ("ru", "поеезд", "поезд"), ("ru", "railways", ""),
    ("ru", "poezd", "поезд"), ("arm", "gnatsk", "գնացքը"), ("arm", "гнацк", "գնացքը"),
    ("en", "niight", "Night"), ("en", "nights", ""), ("arm", "գնաացք", "գնացքը"), ("arm", "գնացքներ", ""),
])  # fmt: skip
def test_a_word_found_by_its_sound_is_shown_as_the_stories_spell_it(client, stories, word, asked, shown):
    text = page(client, f"/{word}/search/?q={asked}")
    found = re.findall(r'<p class="meant">[^<]+<a href="\?q=[^"]+">([^<]+)</a>', text)
    assert 'class="list-item"' in text and found == ([shown] if shown else [])


@pytest.mark.parametrize(("word", "typed", "offered"), [
    ("en", "rail", "/en/tag/railways/"), ("en", "желез", "/en/tag/railways/"), ("ru", "желез", "/ru/tag/railways/"),
    ("arm", "երկաթ", "/arm/tag/railways/"), ("en", "vale", "/en/author/nora-vale/"), ("en", "reg", "/en/region/"),
])  # fmt: skip
def test_names_are_suggested_by_their_beginning_in_any_language(client, stories, word, typed, offered):
    assert f'data-href="{offered}"' in page(client, f"/{word}/search/suggest/?q={typed}")


def test_headlines_are_suggested_by_their_words_and_only_live_ones(client, stories):
    first, second = stories[0].headline.split()[:2]
    text = page(client, f"/en/search/suggest/?q={first}+{second[:3]}")
    assert f"/{stories[0].article_id}/" in text and 'role="option"' in text
    update_entry(cast.schedule(cast.draft(headline="Zeppelin lands"), at=timezone.now() + cast.HOUR).pk)
    assert page(client, "/en/search/suggest/?q=zepp").strip() == ""


def test_a_name_without_live_stories_is_not_suggested(client, stories):
    cast.tag("zebras", en="Zebras", ru="Зебры", hy="Զեբրեր")
    assert page(client, "/en/search/suggest/?q=zeb").strip() == ""


@pytest.mark.parametrize("typed", ["", "a", "%00", '"', "' | *", "a:*", "(", "%25", "_", "x" * 5_000, "%ED%A0%80"])
def test_nothing_typed_breaks_the_suggestions(client, stories, typed):
    assert client.get(f"/en/search/suggest/?q={typed}").status_code == 200


def test_suggestions_cost_five_queries(client, stories, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        client.get("/en/search/suggest/?q=rail")
