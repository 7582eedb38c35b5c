"""What stands around a story's text, in its order, and what else it offers to read."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import WireSource
from audience.models import MostRead, ViewHour
from audience.queries import count_most_read
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def now(monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    return now


def page(client, variant):
    return client.get(cast.address(variant)).content.decode()


def told(client, variant):
    """(related, section band) of a story's page, as variants' numbers."""
    further = client.get(cast.address(variant)).context["further"]
    return [card.variant_id for card in further.related], [card.variant_id for card in further.band]


def test_the_furniture_stands_in_its_order(paper, client):
    variant = cast.publish(cast.write(paper[0], body=cast.BODIES["en"] * 60, kicker="Coast"), at=timezone.now())
    for is_on_top, text in ((True, "The line is 40 km long."), (False, "Her name is Nora.")):
        workflow.correct(
            user=cast.mariam(), now=timezone.now(), variant_id=variant.pk, kind="correction", text=text, is_on_top=is_on_top
        )  # fmt: skip
    akin = cast.live(at=timezone.now() - cast.HOUR, headline="Two more carriages")
    cast.arrange(akin, tags=("railways",))
    for number in range(3):
        cast.live(at=timezone.now() - cast.HOUR, headline=f"Another of the section {number}")
    main = page(client, variant).partition("<main")[2]
    places = [
        'class="kicker', "Coast", "<h1", 'class="standfirst"', 'class="byline"', '"visually-hidden">Published', "Updated <time", "-minute read",
        "40 km long", '<figure class="article__photo"', 'class="prose"', 'class="wire"', 'class="tags"', 'class="story-languages"',
        'class="share"', "Her name is Nora", 'class="related"', 'class="band"',
    ]  # fmt: skip
    found = [main.find(place) for place in places]
    assert -1 not in found, places[found.index(-1)]
    assert found == sorted(found)


def test_a_story_is_called_breaking_for_its_first_day_on_its_page_as_in_lists(client, monkeypatch):
    born = timezone.now() - timedelta(days=3)
    variant = cast.live(at=born)
    cast.arrange(variant, is_breaking=True)
    for age, is_breaking in ((timedelta(hours=23, minutes=59), True), (timedelta(days=1), False)):
        monkeypatch.setattr(timezone, "now", lambda age=age: born + age)
        for place in (cast.address(variant), "/en/latest/"):
            assert (">Breaking</span>" in client.get(place).content.decode()) == is_breaking, (place, age)


@pytest.mark.parametrize(("letters", "minutes"), [(2 * 1400, 0), (2 * 1400 + 1, 3), (4 * 1400, 4), (4 * 1400 + 1, 5)])
def test_reading_time_is_rounded_up_and_hidden_under_three_minutes(client, letters, minutes):
    variant = cast.live(at=timezone.now(), body=f"<p>{('Trains go by. ' * letters)[: letters - 1]}.</p>")
    found = re.findall(r"(\d+)-minute read", page(client, variant))
    assert found == ([str(minutes)] if minutes else [])


def test_a_language_that_is_not_there_is_said_in_words_and_is_no_link(client, now):
    variant = cast.live(at=now)
    cast.translate(variant, "ru")
    nav = re.search(r'<nav class="story-languages".*?</nav>', page(client, variant), re.S)[0]
    assert "<a" not in nav and nav.count("not yet") == 2 and 'lang="hy">Հայերեն</span>' in nav


def test_the_source_leads_to_its_page_and_says_its_terms_in_the_pages_language(paper, client):
    WireSource.objects.update(licences={"en": "For news use only.", "ru": "Только для новостей."})
    wires = [re.search(r'<p class="wire">.*?</p>', page(client, variant), re.S)[0] for variant in paper]
    assert 'href="/en/source/caspian-wire/"' in wires[0] and "For news use only." in wires[0]
    assert "Только для новостей." in wires[1] and "wire__terms" not in wires[2]


def test_the_short_link_is_shown_and_leads_here(paper, client):
    for variant in paper:
        short = re.search(r'data-brief="https?://[^/]+(/s/[a-z2-7]+)"', page(client, variant))[1]
        assert f"{short}</a>" in page(client, variant)
        assert client.get(short).headers["Location"] == cast.address(variant)


def test_related_are_most_tags_first_then_people_then_the_section_and_none_stands_twice(client, now):
    variant = cast.live(at=now, in_section="politics")
    cast.tag(), cast.tag("coast", en="Coast", ru="Берег", hy="Ափ"), cast.author()
    cast.arrange(variant, tags=("railways", "coast"), authors=("nora-vale",))
    one_tag, two_tags, person, both, other = (cast.live(at=now - number * cast.HOUR) for number in range(1, 6))
    cast.arrange(one_tag, tags=("railways",))
    cast.arrange(two_tags, tags=("railways", "coast"))
    cast.arrange(person, authors=("nora-vale",))
    cast.arrange(both, tags=("coast",), authors=("nora-vale",))
    assert told(client, variant) == ([two_tags.pk, both.pk, one_tag.pk, person.pk], [])
    section = [cast.live(at=now - number * cast.HOUR, in_section="politics") for number in range(1, 8)]
    cast.arrange(both, tags=(), authors=())
    cast.arrange(person, authors=())
    related, band = told(client, variant)
    assert related == [two_tags.pk, one_tag.pk, section[5].pk, section[6].pk]
    assert band == [one.pk for one in section[:5]]
    assert other.pk not in [*related, *band]


@pytest.mark.parametrize("hidden", ["scheduled", "withdrawn", "of another language"])
def test_what_is_not_live_in_this_language_is_not_related(client, now, hidden):
    variant = cast.live(at=now, in_section="politics")
    cast.arrange(variant, tags=(cast.tag().slug,))
    akin = cast.live("ru" if "language" in hidden else "en", at=now - cast.HOUR)
    cast.arrange(akin, tags=("railways",))
    if hidden == "scheduled":
        akin = cast.draft()
        cast.arrange(akin, tags=("railways",))
        cast.schedule(akin, at=now + cast.HOUR, now=now)
    shown = {"scheduled": 1, "withdrawn": 1, "of another language": 0}[hidden]
    assert len(told(client, variant)[0]) == shown
    if hidden == "withdrawn":
        cast.withdraw(akin, now=now)
        assert told(client, variant)[0] == []


def read(variants, now, hours_ago=0):
    """The first is read most."""
    hour = (now - hours_ago * cast.HOUR).replace(minute=0, second=0, microsecond=0)
    for place, variant in enumerate(variants):
        ViewHour.objects.create(variant=variant, hour=hour, views=100 - place)
    count_most_read(now)


def most_read(client, path):
    return re.search(r'<section class="most-read".*?</section>', client.get(path).content.decode(), re.S)


@pytest.mark.parametrize(
    ("stories", "hours_ago", "title", "address"),
    [
        (5, 0, "Most read · 24 hours", "/en/most-read/"),
        (4, 0, None, None),
        (5, 30, "Most read · 7 days", "/en/most-read/7d/"),
    ],
)
def test_most_read_names_its_window_and_is_hidden_when_it_would_say_nothing(
    client, now, stories, hours_ago, title, address
):
    variants = [cast.live(at=now - 40 * cast.HOUR, headline=f"Story {number}") for number in range(stories)]
    read(variants, now, hours_ago)
    block = most_read(client, "/en/")
    assert (block is not None) == (title is not None)
    if title:
        assert f'<a href="{address}">{title}</a>' in block[0]
        assert re.findall(r"Story \d", block[0]) == [f"Story {number}" for number in range(stories)]
        assert client.get(address).status_code == 200


def test_the_story_being_read_and_old_ones_are_not_in_its_most_read_list(client, now):
    old = cast.live(at=now - timedelta(hours=73), headline="Old story")
    variants = [cast.live(at=now - cast.HOUR, headline=f"Story {number}") for number in range(6)]
    read([old, *variants], now)
    text = most_read(client, cast.address(variants[0]))[0]
    assert re.findall(r"Story \d|Old story", text) == [f"Story {number}" for number in range(1, 6)]
    assert (
        MostRead.objects.filter(variant=old).values_list("window", flat=True).order_by("window").distinct().count() == 2
    )
    assert "Old story" in client.get("/en/most-read/7d/").content.decode()


@pytest.mark.parametrize("word", ["en", "ru", "arm"])
def test_every_window_has_an_address_and_no_other_has(client, now, word):
    cast.paper()
    read([cast.live({"arm": "hy"}.get(word, word), at=now - timedelta(days=6))], now, hours_ago=100)
    titles = set()
    for window, is_counted in (("", False), ("1h/", False), ("7d/", True)):
        text = client.get(f"/{word}/most-read/{window}").content.decode()
        titles.add(re.search(r"<h1[^>]*>([^<]+)<", text)[1])
        assert f'<a href="/{word}/most-read/{window}" aria-current="page">' in text
        assert ('class="ranked"' in text) == is_counted, window
    assert len(titles) == 3
    for window in ("24h", "2h", "1H", "7d'", "9" * 40):
        assert client.get(f"/{word}/most-read/{window}/").status_code == 404


def test_corrections_of_a_story_are_on_the_corrections_page_with_a_link_to_it(paper, client):
    for variant, text in zip(
        paper, ("Six years, not seven.", "Шесть лет, а не семь.", "Վեց տարի, ոչ թե յոթ։"), strict=True
    ):
        workflow.correct(user=cast.mariam(), now=timezone.now(), variant_id=variant.pk, kind="correction", text=text)
        listed = client.get(f"/{cast.WORDS[variant.language]}/corrections/").content.decode()
        assert text in listed and f'href="{cast.address(variant)}"' in listed
        assert text in page(client, variant)
