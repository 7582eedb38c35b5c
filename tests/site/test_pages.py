import re
from datetime import datetime, timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from articles.cursors import Cursor
from articles.models.article import RESERVED_KEYS
from audience.counting import fold
from reader.urls import page_urls
from tests import cast
from tests.furnished import EMBED
from tests.site.routes import BROWSER, ELSEWHERE, addresses, body, names, pages
from text.dates import format_date, format_month

# Those that are words: scripts say some of them.
ATTRIBUTES = (
    "aria-label", "title", "alt", "placeholder", "data-copied", "data-failed", "data-added", "data-saved", "data-removed", "data-full", "data-remove", "data-from",
    "data-here", "data-load", "data-done",
)  # fmt: skip


class Page(HTMLParser):
    """What a test asks of a page: its language, first headings, and the words a reader reads in the page's own language."""

    def __init__(self, text):
        super().__init__()
        self.language, self.headings, self.words, self.open, self.said = "", 0, [], [], set()
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "html":
            self.language = attributes.get("lang")
        self.headings += tag == "h1"
        if tag not in ("meta", "link", "img", "source", "br", "hr", "input", "circle", "path", "i", "use"):
            self.open.append((tag, attributes.get("lang"), "hidden" in attributes))
        foreign = self.is_foreign() or attributes.get("lang") not in (None, self.language)
        if not foreign:
            said = [name for name in ATTRIBUTES if attributes.get(name)]
            self.words += [attributes[name] for name in said]
            self.said.update(said)

    def handle_endtag(self, tag):
        while tag in [opened for opened, _language, _hidden in self.open]:  # not of one that closes itself
            if self.open.pop()[0] == tag:
                break

    def is_foreign(self):
        return any(language not in (None, self.language) for _tag, language, _hidden in self.open[1:])

    def handle_data(self, data):
        inside = [tag for tag, _language, _hidden in self.open]
        if data.strip() and not self.is_foreign() and not {"script", "style", "svg"} & set(inside):
            self.words.append(data.strip())


def test_every_kind_of_page_answers_in_three_languages(paper, client):
    for address in pages(addresses(paper)):
        response = client.get(address)
        page = Page(response.content.decode())
        word = address.split("/")[1]
        assert response.status_code == 200, address
        assert page.language == {"arm": "hy"}.get(word, word), address
        assert page.headings == 1, address


# What a feed says to programs: moments, the language, the addresses of entries.
MACHINES = re.compile(r"\A(?:\w{3}, \d\d \w{3} \d{4} [\d:]{8} [+-]\d{4}|\d{4}-\d\d-\d\dT\S+|tag:\S+|https?://\S+)\Z")
# Names that are written like this in every language.
NAMES = re.compile(
    r"Atom|JSON|Caspian Wire|Telegram|YouTube|WhatsApp|Facebook|Instagram|Google Play|App Store|RSS|Nora Vale|https?://\S+|testserver\S*|train|поезд|գնացք|secret|{when}"
)


def refusals(paper):
    """{address: status} of what is not there, not there any more, and not in this language; in every language."""
    found = {f"/{word}/nothing/": 404 for word in cast.WORDS.values()}
    for variant in paper:
        other = cast.live(variant.language, at=paper[0].visible_from)
        found |= {f"/{word}/{other.article_id}/x/": 404 for code, word in cast.WORDS.items() if code != other.language}
        gone = cast.withdraw(cast.live(variant.language, at=paper[0].visible_from), now=timezone.now())
        found[cast.address(gone)] = 410
    return found


def test_no_interface_word_of_another_language_is_on_a_page(paper, client):
    for variant in paper:  # with what has words for scripts
        cast.publish(cast.write(variant, body=cast.BODIES[variant.language] + EMBED), at=timezone.now())
    walked = dict.fromkeys(pages(addresses(paper)), 200) | refusals(paper)
    assert sorted(walked.values()) == [200] * list(walked.values()).count(200) + [404] * 9 + [410] * 3
    said = set()
    for address, status in walked.items():
        response = client.get(address)
        assert response.status_code == status, address
        page = Page(response.content.decode())
        assert page.words and not strange(page.words, page.language), address
        said |= page.said
    assert said >= set(ATTRIBUTES) - {"title", "data-here"}


def strange(said, language):
    """Those of some words that another language's letters show in."""
    others = {"en": "[А-я\u0531-\u0587]{3,}", "ru": "[A-Za-z]{4,}|[\u0531-\u0587]", "hy": "[A-Za-z]{4,}|[А-я]{3,}"}
    return [words for words in said if re.search(others[language], NAMES.sub("", words))]


def test_no_word_of_another_language_is_in_a_feed_a_suggestion_or_a_refusal(paper, client):
    found = addresses(paper)
    language_of = {word: code for code, word in cast.WORDS.items()}
    for address in [place for name in ("feed", "section_feed", "tag_feed", "author_feed") for place in found[name]]:
        if address.endswith(".json"):
            feed = client.get(address).json()
            said = [feed["title"], feed["description"]]
            for item in feed["items"]:
                said += [item["title"], item["summary"], *item["tags"], *(who["name"] for who in item["authors"])]
        else:
            said = list(ElementTree.fromstring(client.get(address).content).itertext())
            said = [words for words in said if words.strip() and not MACHINES.match(words)]
        assert len(said) > 3 and not strange(said, language_of[address.split("/")[1]]), address
    offered = []
    for address in found["suggest"]:
        fragment = Page(client.get(address).content.decode())
        offered += fragment.words
        assert not strange(fragment.words, language_of[address.split("/")[1]]), address
    assert len(offered) >= 6
    for word, language in language_of.items():
        refused = Page(client.options(f"/{word}/latest/").content.decode())
        assert refused.language == language and refused.words and not strange(refused.words, language)


def test_pages_are_the_same_bytes_for_everybody_and_set_no_cookie(paper, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)  # the clocks at the head of the fronts stand still
    plain, dressed = Client(), Client(headers={"accept-language": "hy", "user-agent": "Another", "sec-gpc": "1"})
    dressed.cookies.load({"theme": "dark", "desk": "x", "csrftoken": "y", "fs": "1.4"})
    signed_in = Client()
    signed_in.force_login(cast.mariam())
    for name, places in addresses(paper, paper[0].photo).items():
        for address in places:
            if name in ("healthz", "readyz", "root"):
                continue
            first, *others = [each.get(address) for each in (plain, dressed, signed_in)]
            assert "Set-Cookie" not in first.headers and not first.cookies, address
            assert "Cookie" not in first.headers.get("Vary", ""), address
            expected = body(first)
            for other in others:
                assert body(other) == expected, address


def test_hy_is_a_word_of_machines_and_leads_to_arm(paper, client):
    for path in ("", "region/", f"{paper[2].article_id}/x/", "search/?q=a"):
        response = client.get(f"/hy/{path}")
        assert response.status_code == 301
        assert response.headers["Location"] == f"/arm/{path}"


@pytest.mark.parametrize(
    ("accepted", "word"), [("hy,en;q=0.5", "arm"), ("ru-RU", "ru"), ("de,fr", "en"), ("", "en"), (";;;,,q=x", "en")]
)
def test_the_bare_address_leads_by_the_browsers_language(paper, client, accepted, word):
    response = client.get("/", headers={"accept-language": accepted})
    assert (response.status_code, response.headers["Location"]) == (302, f"/{word}/")
    assert response.headers["Cache-Control"] == "no-store"


def test_a_wrong_slug_leads_to_the_right_one(paper, client):
    right = cast.address(paper[0])
    for path in (f"/en/{paper[0].article_id}/", f"/en/{paper[0].article_id}/old-words/"):
        response = client.get(path)
        assert (response.status_code, response.headers["Location"]) == (301, right)
        # Kept for good, it would make a circle when an address word comes back.
        assert "max-age=0" in response.headers["Cache-Control"]


def test_every_route_is_walked_by_these_tests(paper):
    found = addresses(paper, paper[0].photo)
    assert set(found) | ELSEWHERE == names()
    assert all(found.values())


def test_no_section_can_take_the_place_of_another_page():
    second = [str(pattern.pattern).removeprefix("<language:language>/").split("/")[0] for pattern in page_urls]
    words = {word for word in second if word.isidentifier() or "-" in word}
    assert len(words) > 8
    assert words - {"s"} <= RESERVED_KEYS


def test_an_article_says_everything_a_reader_needs(paper, client):
    text = client.get(cast.address(paper[0])).content.decode()
    for wanted in ("The line had been closed", "Nora Vale", "Caspian Wire", "Railways", "Region", 'property="og:image"', "application/ld+json",
                   'rel="canonical"', "datetime=", 'hreflang="hy"', "A bridge"):  # fmt: skip
        assert wanted in text, wanted


def test_views_are_told_from_the_first_on_and_never_as_none(paper, client):
    assert "view" not in re.search(r'<p class="meta">.*?</p>', article(client, paper[1]), re.S)[0]
    assert " просмотр" not in article(client, paper[1])
    sent = {"origin": "http://testserver", "user-agent": BROWSER}
    assert client.post(f"/v/{paper[1].article_id}/ru", headers=sent).status_code == 204
    fold(timezone.now())
    cache.clear()
    assert '<span class="not-printed">1 просмотр</span>' in article(client, paper[1])


def article(client, variant):
    return client.get(cast.address(variant)).content.decode()


def test_the_sheet_of_sections_leads_to_every_corner_of_the_paper(paper, client):
    for variant in paper:
        sheet = re.search(r'<nav class="sheet".*?</nav>', article(client, variant), re.S)[0]
        word = cast.WORDS[variant.language]
        for place in (
            "region/",
            "latest/",
            "most-read/",
            "offline/",
            f"archive/{timezone.localdate().year}/",
            "about/",
        ):
            assert f'href="/{word}/{place}"' in sheet, (word, place)


def test_lists_describe_themselves_to_those_who_read_no_further(paper, client):
    found = addresses(paper)
    for name in ("tag", "author", "source", "most_read", "archive_year", "corrections"):
        told = [
            re.search(r'<meta name="description" content="([^"]+)">', client.get(place).content.decode())
            for place in found[name]
        ]
        assert all(told) and len({match[1] for match in told}) == 3, name


COPIED = {"en": "Link copied", "ru": "Ссылка скопирована", "hy": "Հղումը պատճենված է"}
ASKED = {"en": "What are you looking for?", "ru": "Что вы ищете?", "hy": "Ի՞նչ եք փնտրում"}


@pytest.fixture
def settled(paper):
    """The paper with its own pages elsewhere, reuse policies and section taglines; none of the links in Russian."""
    row = cast.paper()
    links = {
        "x": "https://x.com/threads",
        "youtube": "",
        "telegram": "https://t.me/threads",
        "google_play": "https://play.google.com/x",
    }
    row.links = {"en": links, "hy": {"facebook": "https://facebook.com/threads"}}
    row.reuse_policies = {
        "en": "Quote a paragraph and link.",
        "ru": "Цитируйте абзац со ссылкой.",
        "hy": "Մեջբերեք հղումով։",
    }
    row.save()
    region = paper[0].section
    region.taglines = {"en": "Four countries", "ru": "Четыре страны", "hy": "Չորս երկիր"}
    region.save()
    for language in cast.LANGUAGES:
        cast.live(language, at=paper[0].visible_from, headline=f"{cast.HEADLINES[language]} 2")
    return row


def test_every_row_of_the_least_is_on_every_article(settled, paper, client):
    for variant in paper:
        text, word = client.get(cast.address(variant)).content.decode(), cast.WORDS[variant.language]
        main, section = text.partition("<main")[2], variant.section
        assert f'<a href="/{word}/region/">{section.names[variant.language]}</a>' in main.partition("<h1")[0]
        assert section.taglines[variant.language] in main.partition("</article>")[2]
        assert all(f'value="{theme}"' in text for theme in ("auto", "light", "dark"))
        assert text.count('<button type="button" value="1"') == text.count('<button type="button" value="-1"') == 1
        assert re.search(r'<time datetime="20\d\d-\d\d-\d\dT[0-9:]+(\+04:00|Z)"', main)
        assert f'<a href="/{word}/source/caspian-wire/">' in main
        assert f'<a rel="author" href="/{word}/author/nora-vale/">' in main
        assert f'data-copied="{COPIED[variant.language]}"' in main
        assert all(f"data-{tool} hidden" in main for tool in ("copy", "print", "native"))
        assert len(re.findall(r'<li><a href="https://[^"]+" rel="noopener nofollow">', main)) == 4
        assert settled.reuse_policies[variant.language] in text
        assert f'action="/{word}/search/"' in client.get(f"/{word}/search/").content.decode()
        assert ASKED[variant.language] in client.get(f"/{word}/search/").content.decode()


def test_our_pages_elsewhere_are_named_in_one_block_and_an_empty_address_is_not_shown(settled, paper, client):
    english, russian, armenian = (client.get(cast.address(variant)).content.decode() for variant in paper)
    block = re.search(r'<div class="follow".*?</div>', english, re.S)[0]
    assert english.count('class="follow"') == 1
    assert re.findall(r'rel="noopener me">([^<]+)<', block) == ["Telegram", "X"]
    apps = re.search(r'<nav aria-label="Our apps">.*?</nav>', block, re.S)[0]
    assert re.findall(r'<a href="([^"]+)" rel="noopener">([^<]+)<', apps) == [
        ("https://play.google.com/x", "Google Play")
    ]
    assert "https://play.google.com/x" not in english.replace(block, "")  # nor in what search engines are told
    assert 'class="follow"' not in russian
    assert re.findall(r'rel="noopener me">([^<]+)<', armenian) == ["Facebook"] and "Մեր հավելվածները" not in armenian
    for place in ("about", "contact"):
        assert client.get(f"/en/{place}/").content.decode().count(">Follow us<") == 1


def test_an_agency_is_called_as_in_the_language_of_the_page_everywhere_on_it(paper, client):
    source = cast.wire()
    source.names = {"ru": "Каспийская лента"}
    source.save()
    for word, name in (("ru", "Каспийская лента"), ("arm", "Caspian Wire")):
        html = client.get(f"/{word}/source/caspian-wire/").content.decode()
        assert f'<h1 class="page-head__title">{name}</h1>' in html
        assert f'<meta property="og:title" content="{name}">' in html and f"<title>{name} · " in html
        assert "page-head__tagline" not in html  # nothing is said of its licence


def test_the_archive_offers_only_months_in_which_something_was_published(paper, client):
    page = client.get("/en/archive/2026/")
    assert page.status_code == 200
    assert page.context["calendar"].months == [timezone.localtime(paper[0].visible_from).month]
    for empty in ("1990/", "2026/1/", f"{timezone.localdate().year + 1}/"):
        answer = client.get(f"/en/archive/{empty}")
        assert answer.status_code == 404
        assert "Nothing was published then." in answer.content.decode()


def test_a_page_of_the_archive_is_called_by_its_period(paper, client):
    day = timezone.localtime(paper[0].visible_from)
    titles = {}
    for period, words in (
        (f"{day.year}", f"{day.year}"),
        (f"{day.year}/{day.month}", format_month(day.year, day.month, "ru")),
        (f"{day:%Y}/{day.month}/{day.day}", format_date(day, "ru")),
    ):
        text = client.get(f"/ru/archive/{period}/")
        if text.status_code == 200:  # the Russian story may have come after midnight
            titles[period] = re.search(r"<title>(.*?)</title>", text.content.decode())[1]
            assert titles[period] == f"Архив · {words} · Три нити"
            assert f'<meta property="og:title" content="Архив · {words}">' in text.content.decode()
    assert len(set(titles.values())) == len(titles) >= 2


def test_the_year_that_has_just_begun_has_a_page_and_leads_to_the_last_story(paper, client, monkeypatch):
    year = timezone.localtime(paper[0].visible_from).year
    begun = datetime(year + 1, 1, 1, 0, 5, tzinfo=timezone.get_current_timezone())
    monkeypatch.setattr(timezone, "now", lambda: begun)
    for word in cast.WORDS.values():
        place = f"/{word}/archive/{year + 1}/"
        assert f'href="{place}"' in client.get(f"/{word}/about/").content.decode().partition("<footer")[2]
        answer = client.get(place)
        assert answer.status_code == 200
        assert f'rel="prev" href="/{word}/archive/{year}/"' in answer.content.decode()
        assert client.get(f"{place}1/").status_code == client.get(f"/{word}/archive/{year + 2}/").status_code == 404


def test_no_page_of_the_running_year_begins_where_there_is_nothing(paper, client):
    before = Cursor(paper[0].visible_from - timedelta(days=1), 1)
    for period in ("", f"{timezone.localtime(paper[0].visible_from).month}/"):
        assert client.get(f"/en/archive/{timezone.localdate().year}/{period}?before={before}").status_code == 404


def test_the_running_year_of_an_empty_paper_has_a_page(db, client):
    cast.paper()
    answer = client.get(f"/en/archive/{timezone.localdate().year}/")
    assert answer.status_code == 200
    assert "Nothing has been published here yet." in answer.content.decode()
