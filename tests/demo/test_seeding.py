"""The whole demo paper, written by the workflow's verbs; only its pictures are small here, and not cut to size."""

import hashlib
import io
import re
from html import unescape

import pytest
from django.core.management import call_command
from django.utils import timezone
from PIL import Image

from accounts.models import User
from articles.models import Article, ArticleVariant, Author, LogEntry, Membership, Revision, Section, Tag, TagName
from articles.states import outdated
from audience.models import ViewHour, ViewTotal
from demo.seeding import stories
from photos.models import Photo
from photos.renditions import make_renditions
from tests import cast
from text.typography import typograph, typograph_html

ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"')
COUNTED = (Article, ArticleVariant, Revision, Section, Tag, TagName, Author, Photo, User, Membership, LogEntry, ViewHour, ViewTotal)  # fmt: skip


@pytest.fixture
def seed_demo(db, media, monkeypatch):
    """Runs the command; gives what it printed."""

    def small(scene, key):
        return Image.new("RGB", (600, 400), tuple(hashlib.sha256(key.encode()).digest()[:3]))

    monkeypatch.setattr("demo.seeding.draw", small)
    monkeypatch.setattr("demo.management.commands.seed_demo.call_command", lambda *arguments: None)

    def run():
        out = io.StringIO()
        call_command("seed_demo", stdout=out)
        return out.getvalue()

    return run


def crawl(client, starts):
    """{address: status} of everything a reader reaches by links from these pages, in any language; and their hreflang."""
    found, alternates, waiting = {}, {}, list(starts)
    while waiting:
        address = waiting.pop().partition("#")[0]
        if address in found:
            continue
        response = client.get(address)
        found[address] = response.status_code
        if response.headers["Content-Type"].startswith("text/html") and response.status_code == 200:
            html = response.content.decode()
            alternates[address] = dict(ALTERNATE.findall(html))
            links = re.findall(r'<a [^>]*?href="([^"]+)"', html)
            links = [unescape(link).removeprefix("http://testserver") for link in links]
            waiting += [link for link in links if link.startswith(("/en/", "/ru/", "/arm/", "/s/"))]
    return found, alternates


def check_hreflang(alternates):
    """Every page names itself, what it names names it back, and everything named is a page of its language that is there."""
    born = {str(article.pk): article.original_language for article in Article.objects.all()}
    assert set(born.values()) == set(cast.LANGUAGES)
    named = {page: {code: unescape(one) for code, one in found.items()} for page, found in alternates.items() if found}
    assert len(named) > 200
    for page, found in named.items():
        language = {"arm": "hy"}.get(page.split("/")[1], page.split("/")[1])
        assert found[language] == f"http://testserver{page}"
        source = born.get(page.split("/")[2])  # of a story's page
        first = source if source in found else next(code for code in cast.LANGUAGES if code in found)
        is_front = page.count("/") == 2
        assert found["x-default"] == ("http://testserver/" if is_front else found[first]), page
        for other in found.values():
            path = other.removeprefix("http://testserver")
            assert path == "/" or named.get(path) == found, (page, other)


def test_the_demo_paper_is_whole_every_page_of_it_answers_and_a_second_run_adds_nothing(seed_demo, client):
    said = seed_demo()
    assert "Drawing the demo paper's pictures: 10 of" in said and "demo stories." in said
    told = {article.pk: set(article.variants.values_list("language", flat=True)) for article in Article.objects.all()}
    assert len(told) >= 60
    assert sum(len(languages) == 3 for languages in told.values()) >= 24
    assert any(len(languages) == 1 for languages in told.values())
    assert {one.language for one in outdated(ArticleVariant.objects.all(), timezone.now())} == {"hy"}
    assert Section.objects.count() == 8
    assert {tag.name for tag in Tag.objects.all()} == {tag.slug for tag in Tag.objects.all()}
    assert User.objects.filter(is_staff=True).count() == 5

    found, alternates = crawl(client, ["/en/", "/ru/", "/arm/"])
    check_hreflang(alternates)
    shown = {(cast.WORDS[one.language], one.article_id) for one in ArticleVariant.objects.visible(timezone.now())}
    missing = {f"/{word}/{story}/" for word in cast.WORDS.values() for story in told} - {
        f"/{word}/{story}/" for word, story in shown
    }
    assert {address for address, status in found.items() if status in (404, 410)} <= missing
    assert {status for address, status in found.items() if address not in missing} == {200, 301}
    for variant in ArticleVariant.objects.visible(timezone.now()):
        assert client.get(cast.address(variant)).status_code == 200
    for section in Section.objects.all():
        assert [found[f"/{cast.WORDS[code]}/{section.key}/"] for code in section.names] == [200] * len(section.names)

    counts = [model.objects.count() for model in COUNTED]
    assert "demo stories." not in seed_demo()
    assert [model.objects.count() for model in COUNTED] == counts


def test_each_picture_is_told_of_once_however_often_it_was_asked_for(seed_demo, monkeypatch):
    def work(*arguments):
        for photo in [*Photo.objects.all(), *Photo.objects.all()[:20]]:
            make_renditions.enqueue(photo.pk)

    monkeypatch.setattr("photos.renditions.sizes", lambda image, focal: ())
    monkeypatch.setattr("demo.management.commands.seed_demo.call_command", work)
    told = re.findall(r"Making every size of its pictures: (\d+) of (\d+)", seed_demo())
    count = Photo.objects.count()
    assert told == [(str(number), str(count)) for number in range(10, count + 1, 10)] != []


def test_the_demo_paper_is_set_as_an_editor_leaves_it():
    told = [(code, story[code]) for story in stories() for code in cast.LANGUAGES if code in story]
    assert len(told) > 100
    told += [(code, {"headline": "", **words["later"]}) for code, words in told if "later" in words]
    for language, words in told:
        assert typograph(words["headline"], language)[1] == typograph_html(words["body"], language)[1] == []
        assert language != "ru" or " —" not in words["headline"] + words["body"]
