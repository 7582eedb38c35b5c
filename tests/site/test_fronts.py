"""The home page, the sections and every list in time: what leads, what is offered, what leads on, and what is left out."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.merging import merge_tags
from articles.models import Section
from articles.vocabulary import choose_chips
from reader.layout import along_the_hours
from tests import cast

CHIP = re.compile(r'<a rel="tag" href="([^"]+)">([^<]+)</a>')
NOON = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)  # noon in Yerevan


def get(client, address, **options):
    response = client.get(address, **options)
    assert response.status_code == 200, address
    return response


@pytest.fixture
def still(monkeypatch):
    """Now is a fixed noon, so that hours and days are known."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)


def headlines(cards):
    return [card.headline for card in cards]


def test_the_tags_chosen_for_a_section_stand_at_its_head_in_their_order_and_language(paper, client):
    cast.tag("coast", en="The coast", hy="Ծովափ")
    cast.tag("harbours", en="Harbours", ru="Порты", hy="Նավահանգիստներ")
    cast.arrange(paper[0], tags=("railways", "coast"))
    chosen = [cast.tag("harbours"), cast.tag("coast"), cast.tag()]
    choose_chips(user=cast.mariam(), section=paper[0].section, tags=chosen)
    # Without public stories, or without a name in the language, a tag has no page to lead to.
    for word, found in (
        ("en", [("/en/tag/coast/", "The coast"), ("/en/tag/railways/", "Railways")]),
        ("ru", [("/ru/tag/railways/", "Железные дороги")]),
        ("arm", [("/arm/tag/coast/", "Ծովափ"), ("/arm/tag/railways/", "Երկաթուղի")]),
    ):
        assert CHIP.findall(get(client, f"/{word}/region/").content.decode()) == found
        for address, _name in found:
            get(client, address)
    assert CHIP.findall(get(client, "/en/politics/").content.decode()) == []


def test_a_section_begins_with_a_lead_and_two_seconds_and_its_later_pages_are_lists(paper, client):
    for number in range(23):
        cast.live(at=paper[0].visible_from + timedelta(minutes=number + 1), headline=f"Coast road, part {number}")
    first = get(client, "/en/region/").context
    newest = [f"Coast road, part {number}" for number in (22, 21, 20)]
    assert first["front"].lead.headline == newest[0] and headlines(first["front"].seconds) == newest[1:]
    assert len(first["front"].rest) == 17
    second = get(client, f"/en/region/?before={first['page'].before}")
    assert second.context["front"].lead is None and len(second.context["front"].rest) == 4
    assert 'href="./"' in second.content.decode() and 'href="./"' not in get(client, "/en/region/").content.decode()


def test_of_the_three_newest_the_first_with_a_picture_leads_the_section(paper, client):
    for minutes in (1, 2):
        cast.live(at=paper[0].visible_from + timedelta(minutes=minutes), headline=f"Without a picture {minutes}")
    front = get(client, "/en/region/").context["front"]
    assert front.lead.variant_id == paper[0].pk
    assert headlines(front.seconds) == ["Without a picture 2", "Without a picture 1"]


def test_a_section_has_its_band_while_it_has_stories_to_show_and_an_editor_wants_it(paper, client):
    def bands():
        return re.findall(r'id="band-([a-z]+)"', get(client, "/en/").content.decode())

    assert bands() == []  # its only story leads
    for number in range(4):
        cast.live(in_section="politics", at=paper[0].visible_from, headline=f"Council, day {number}")
    assert bands() == ["politics"]
    Section.objects.filter(key="politics").update(is_on_front=False)
    assert bands() == []


def test_the_rail_marks_where_an_hour_and_a_day_begin(db, still, client):
    cast.section()
    for hours, words in ((0.1, "a"), (0.5, "b"), (0.6, "c"), (2, "d"), (13, "e"), (14, "f")):
        cast.live(at=NOON - timedelta(hours=hours), headline=f"Story {words}")
    rail = along_the_hours(get(client, "/en/").context["front"].today, NOON)
    assert [(card.headline[-1], is_new, str(day or "")) for card, is_new, day in rail] == [
        ("b", False, ""), ("c", False, ""), ("d", True, ""), ("e", True, "2026-11-19"), ("f", True, ""),
    ]  # fmt: skip
    assert "Thursday, 19 November" in get(client, "/en/").content.decode()


def test_in_the_first_night_of_a_year_only_the_days_of_the_last_one_name_theirs(db, monkeypatch, client):
    night = datetime(2026, 12, 31, 21, 0, tzinfo=UTC)  # one o’clock in Yerevan
    monkeypatch.setattr(timezone, "now", lambda: night)
    for hours in (0.5, 5):
        cast.live(at=night - timedelta(hours=hours))
    text = get(client, "/en/latest/").content.decode()
    assert re.findall(r'<time datetime="(\d{4})-\d\d-\d\d">[^<]*?(\d{4}|y)</time></a></h2>', text) == [
        ("2027", "y"),
        ("2026", "2026"),
    ], text


def test_breaking_is_said_in_lists_for_a_day(db, still, client):
    story = cast.live(at=NOON - timedelta(hours=23))
    cast.arrange(story, is_breaking=True)
    assert "Breaking" in get(client, "/en/latest/").content.decode()
    older = cast.live(at=NOON - timedelta(hours=25), headline="Yesterday’s alarm")
    cast.arrange(older, is_breaking=True)
    assert get(client, "/en/latest/").content.decode().count("Breaking") == 1


def test_clocks_stand_on_the_fronts_alone_and_are_the_editors_choice(paper, client):
    row = cast.paper()
    for address in ("/en/", "/ru/region/"):
        assert get(client, address).content.decode().count("data-clock") >= 2
    # An article's bytes do not change with every minute: browsers keep it.
    for address in (cast.address(paper[0]), "/en/latest/", "/en/about/"):
        assert "data-clock" not in get(client, address).content.decode()
    row.clocks = ["tehran", "atlantis"]
    row.save()
    page = get(client, "/en/").content.decode()
    assert page.count("data-clock") == 1 and "Tehran" in page and "Yerevan <time" not in page


@pytest.mark.parametrize("kind", ["latest/", "region/", "tag/railways/", "author/nora-vale/"])
def test_a_list_names_its_feeds_and_leads_to_its_days(paper, client, kind):
    for variant in paper:
        word, day = cast.WORDS[variant.language], timezone.localtime(variant.visible_from)
        cast.live(variant.language, at=variant.visible_from, headline=f"{cast.HEADLINES[variant.language]} 2")
        page = get(client, f"/{word}/{kind}").content.decode()
        base = f"/{word}/" if kind == "latest/" else f"/{word}/{kind}"
        for form in ("rss", "atom", "json"):
            assert f'<a href="{base}feed.{form}"' in page
        if kind != "region/":  # there the newest two have become lead and second
            assert f'href="/{word}/archive/{day:%Y}/{day.month}/{day.day}/"' in page


def test_the_archive_leads_up_down_and_to_its_neighbours_and_never_to_an_empty_page(db, client):
    for year, month, day in ((2024, 2, 29), (2026, 3, 5), (2026, 3, 17), (2026, 11, 2)):
        cast.live(at=datetime(year, month, day, 9, tzinfo=UTC), headline=f"Tides of {day}.{month}")
    march = get(client, "/en/archive/2026/3/")
    calendar = march.context["calendar"]
    assert (calendar.months, calendar.days) == ([3, 11], [5, 17])
    leads = set(re.findall(r'href="(/en/archive/[^"]+)"', march.content.decode()))
    wanted = {"2024/2/", "2026/", "2026/3/", "2026/3/5/", "2026/3/17/", "2026/11/"}
    assert leads >= {f"/en/archive/{place}" for place in wanted}
    walked, waiting = set(), leads - {f"/en/archive/{timezone.localdate().year}/"}  # the footer's
    while waiting:
        address = waiting.pop()
        walked.add(address)
        page = get(client, address).content.decode().partition("<footer")[0]
        waiting |= set(re.findall(r'href="(/en/archive/[^"]+)"', page)) - walked
    assert {"/en/archive/2024/", "/en/archive/2024/2/29/"} <= walked


@pytest.mark.parametrize(("language", "names"), [
    ("en", "Mon Tue Wed Thu Fri Sat Sun"), ("ru", "пн вт ср чт пт сб вс"), ("hy", "երկ երք չրք հնգ ուր շբթ կիր"),
])  # fmt: skip
def test_a_month_of_the_archive_is_a_calendar_whose_days_with_stories_are_links(db, client, language, names):
    for day in (5, 17):
        cast.live(language, at=datetime(2026, 3, day, 9, tzinfo=UTC), headline=f"{cast.HEADLINES[language]} {day}")
    at = f"/{cast.WORDS[language]}/archive/2026/3/"
    month, one_day = (get(client, place).content.decode() for place in (at, f"{at}17/"))
    table = re.search(r'<table class="month">.*?</table>', month, re.S)[0]
    assert re.findall(r'<th scope="col" aria-label="\w+">(\w+)</th>', table) == names.split()
    weeks = [re.findall(r"<td>(.*?)</td>", row) for row in re.findall(r"<tr>(<td>.*?)</tr>", table, re.S)]
    assert [len(week) for week in weeks] == [7] * 6
    assert weeks[0] == [""] * 6 + ["1"] and weeks[5] == ["30", "31"] + [""] * 5  # the first of March 2026 is a Sunday
    assert weeks[1][3] == f'<a href="{at}5/">5</a>' and weeks[3][1] == f'<a href="{at}17/">17</a>'
    assert table.count("<a ") == 2 and f'<a href="{at}17/" aria-current="page">17</a>' in one_day


def test_a_day_of_the_archive_is_a_day_of_the_papers_own_zone(db, client):
    late = cast.live(at=datetime(2026, 3, 31, 20, 30, tzinfo=UTC))  # already April in Yerevan
    cast.live(at=datetime(2026, 4, 10, 9, tzinfo=UTC), headline="Blossom")
    day = get(client, "/en/archive/2026/4/1/")
    assert [card.variant_id for card in day.context["page"].cards] == [late.pk]
    assert 'rel="prev" href="/en/archive/2026/4/1/"' in get(client, "/en/archive/2026/4/10/").content.decode()


def test_a_merged_tag_keeps_its_place_at_the_head_of_a_section(paper, client):
    old, into = cast.tag("trains", en="Trains"), cast.tag()
    politics = cast.section("politics")
    choose_chips(user=cast.mariam(), section=paper[0].section, tags=[old])
    choose_chips(user=cast.mariam(), section=politics, tags=[old, into])
    merge_tags(user=cast.mariam(), now=timezone.now(), tag_id=old.pk, into_id=into.pk)
    for one in (paper[0].section, politics):
        assert list(one.chips.values_list("tag__slug", flat=True)) == ["railways"]


def test_stories_are_fetched_ahead_but_not_for_who_saves_data(paper, client):
    for address in ("/en/", cast.address(paper[1]), "/arm/region/"):
        assert get(client, address).headers["Speculation-Rules"] == '"/speculation-rules.json"'
    rules = get(client, "/speculation-rules.json")
    assert rules.headers["Content-Type"] == "application/speculationrules+json"
    assert "Save-Data" in rules.headers["Vary"]
    (rule,) = rules.json()["prefetch"]
    assert (rule["eagerness"], "prerender" in rules.json()) == ("moderate", False)
    assert get(client, "/speculation-rules.json", headers={"save-data": "on"}).json() == {}
    assert "Speculation-Rules" not in client.get("/en/nothing/").headers
