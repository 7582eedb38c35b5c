"""The least a first view of an article costs, counted from what it names: no browser needed, every file as it is served."""

import gzip
import re
from html.parser import HTMLParser

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from demo.pictures import draw
from photos.renditions import make_renditions
from photos.uploads import take_in
from tests import cast
from tests.furnished import furnish
from tests.site.routes import body

WHOLE, WRITTEN, SCRIPTS, FONTS, LEAD, REQUESTS = 150 * 1024, 20 * 1024, 8 * 1024, 40 * 1024, 90 * 1024, 10
WIDEST = 780  # a telephone of 390 points at two dots each, and more than the column on a desktop
FACE = re.compile(r'src:url\("\.\./(fonts/[^"]+)"\)[^}]*unicode-range:([^};]+)')
HEADINGS = {"h1", "h2", "h3", "h4"}
VOID = {"meta", "link", "img", "source", "input", "br", "hr", "base", "path", "circle"}


class Named(HTMLParser):
    """What a browser fetches at once, and the characters it has to draw in our faces."""

    def __init__(self, text):
        super().__init__()
        self.styles, self.scripts, self.pictures, self.words, self.around = [], [], [], "", []
        with open(finders.find("css/site.css"), encoding="utf-8") as file:
            selectors = re.findall(r"([^{}]+)\{[^{}]*var\(--serif\)", file.read())
        self.serif = {name for selector in selectors for name in re.findall(r"\.([\w-]+)", selector)}
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag not in VOID:
            self.around.append(tag in HEADINGS or bool(self.serif & set((given.get("class") or "").split())))
        if tag == "link" and given["rel"] == "stylesheet":
            self.styles.append(given["href"])
        elif tag == "script" and "src" in given:
            self.scripts.append(given["src"])
        elif tag == "source":
            self.offered = given["srcset"]
        elif tag == "img" and given.get("loading") != "lazy":
            self.pictures.append(self.offered)

    def handle_endtag(self, tag):
        if tag not in VOID:
            self.around.pop()

    def handle_data(self, data):
        self.words += data if any(self.around) else ""


def packed(address):
    """Bytes of a static file as the server sends it."""
    with open(finders.find(address.removeprefix("/static/")), "rb") as file:
        return len(gzip.compress(file.read(), 9))


def fonts(words):
    """Bytes of each font that has one of these characters: what `unicode-range` makes a browser fetch."""
    with open(finders.find("css/fonts.css"), encoding="utf-8") as file:
        faces = FACE.findall(file.read())
    assert len(faces) == 6
    found = {}
    for path, ranges in faces:
        spans = [part.strip().removeprefix("U+").split("-") for part in ranges.split(",")]
        if any(int(span[0], 16) <= ord(char) <= int(span[-1], 16) for span in spans for char in set(words)):
            with open(finders.find(path), "rb") as file:
                found[path] = len(file.read())
    return found


def widest(client, offered):
    """Bytes of the candidate a browser takes."""
    candidates = [part.split() for part in offered.split(",")]
    address = next(address for address, width in candidates if int(width[:-1]) >= WIDEST)
    return len(body(client.get(address)))


def grainy():
    """A drawn picture with the grain of a photograph taken at night: few are harder to compress."""
    drawn = draw("market", "weight")
    return Image.blend(drawn, Image.effect_noise(drawn.size, 60).convert("RGB"), 0.2)


@pytest.fixture
def pictured(paper, tmp_path):
    """The paper with a lead picture full of detail, and everything around its story."""
    file = tmp_path / "market.png"
    grainy().save(file, "PNG")
    with file.open("rb") as opened:
        photo = take_in(
            ContentFile(opened.read()), user=None, now=timezone.now(), credit="Nora Vale", captions={}, alts={}
        )
    make_renditions.func(photo.pk)
    cast.arrange(paper[0], lead_photo=photo.pk)
    return furnish(paper, timezone.now())


def test_the_first_view_of_an_article_is_light(pictured, client):
    for variant in pictured:
        html = client.get(cast.address(variant)).content
        named = Named(html.decode())
        assert len(named.styles) == len(named.scripts) == len(named.pictures) == 1
        page = {"page": len(gzip.compress(html, 9)), **{address: packed(address) for address in named.styles}}
        scripts = {address: packed(address) for address in named.scripts}
        types, pictures = fonts(named.words), {offered: widest(client, offered) for offered in named.pictures}
        lead = next(part.split()[0] for part in named.pictures[0].split(",") if part.endswith(" 720w"))
        whole = {**page, **scripts, **types, **pictures}
        assert sum(scripts.values()) <= SCRIPTS, scripts
        assert sum([*page.values(), *scripts.values()]) <= WRITTEN, (page, scripts)
        assert sum(types.values()) <= FONTS, types
        assert lead.endswith("avif") and LEAD / 5 < len(body(client.get(lead))) <= LEAD
        assert sum(pictures.values()) <= LEAD, pictures
        assert len(whole) <= REQUESTS and sum(whole.values()) <= WHOLE, whole


@pytest.mark.parametrize("rare", ["é", "²", "½", "®", "É", "m² in the café of Diyarbakır"])
def test_a_page_with_a_rare_letter_still_loads_few_fonts(paper, client, rare):
    for variant in paper:
        cast.publish(cast.write(variant, body=f"<p>{rare}</p>" + cast.BODIES[variant.language]), at=timezone.now())
        types = fonts(Named(client.get(cast.address(variant)).content.decode()).words)
        assert len(types) == (2 if variant.language == "en" else 3), types
        assert sum(types.values()) <= FONTS, types


def test_the_font_named_first_is_one_the_page_needs(paper, client):
    for variant in paper:
        html = client.get(cast.address(variant)).content.decode()
        ahead = re.findall(r'<link rel="preload" as="font"[^>]*href="/static/([^"]+)"', html)
        assert len(ahead) == 1
        assert ahead[0] in fonts(cast.BODIES[variant.language]), (variant.language, ahead)


def test_every_picture_holds_its_place_before_it_comes(pictured, client):
    for place in ("/en/", cast.address(pictured[0]), "/ru/region/"):
        tags = re.findall(r"<img [^>]+>", client.get(place).content.decode())
        assert tags, place
        for tag in tags:
            assert 'width="' in tag and 'height="' in tag and " alt=" in tag, (place, tag)
