"""The article as a browser shows it: nothing moves, it prints clean, and what is copied says where it is from."""

import time
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from articles import workflow
from tests import cast
from tests.browser.test_every_page import with_save
from tests.furnished import furnish

PAPERS = {"en": "Three Threads", "ru": "Три нити", "hy": "Երեք թել"}
SHIFTS = """() => new Promise((done) => {
  let moved = 0;
  new PerformanceObserver((list) => { for (const shift of list.getEntries()) moved += shift.value; })
    .observe({ type: "layout-shift", buffered: true });
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(moved), 100)));
})"""


def until(page, truth):
    """Asks again and again: wait_for_function would do so by an eval in the page, which the policy forbids."""
    deadline = time.monotonic() + 20
    while not page.evaluate(truth):
        assert time.monotonic() < deadline, truth
        page.wait_for_timeout(50)


def read_before_the_fonts_come(page, path):
    """Opens a page and keeps its fonts back until its words are seen; returns how many it asked for."""
    held = []
    page.route("**/*.woff2", lambda route: held.append(route))
    page.goto(path, wait_until="commit")
    page.wait_for_selector(".footer")
    until(page, "performance.getEntriesByName('first-contentful-paint').length")
    for route in held:
        route.continue_()
    page.unroute("**/*.woff2")
    page.wait_for_load_state()
    page.evaluate("document.fonts.ready")
    return len(held)


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("place", range(3))
def test_nothing_moves_when_the_fonts_come_late(visitor, paper, width, place):
    cast.arrange(paper[0], lead_photo=cast.photo().pk)
    variant = furnish(paper, timezone.now())[place]
    home = f"/{cast.WORDS[variant.language]}/"
    pages = ("", "region/", "latest/", "search/?q=a", "tag/railways/", "author/nora-vale/")
    for path in (cast.address(variant), *(f"{home}{page}" for page in pages)):
        page = visitor(viewport={"width": width, "height": 900}).page
        assert 1 <= read_before_the_fonts_come(page, path) <= 2, path  # those of the page's own letters
        assert page.evaluate("[...document.fonts].some((face) => face.family === 'N' && face.status === 'loaded')")
        assert page.evaluate(SHIFTS) <= 0.02, path


def printed(page):
    """How many sheets, and the letters on them."""
    reader = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True, format="A4")))
    return len(reader.pages), letters("".join(sheet.extract_text() for sheet in reader.pages))


def letters(words):
    """Without spaces: a PDF has none, and who reads it guesses them, wrongly where the font changes."""
    return "".join(words.split())


NOTES = {"en": "Six years, not seven.", "ru": "Шесть лет, а не семь.", "hy": "Վեց տարի, ոչ թե յոթ։"}


def test_a_story_prints_with_what_one_needs_to_find_it_again_and_nothing_else(visitor, paper, settings):
    cast.arrange(paper[0], wire_source=cast.wire().slug, tags=("railways",), authors=("nora-vale",))
    for variant in paper:
        workflow.correct(
            user=cast.mariam(), now=cast.NOW, variant_id=variant.pk, kind="correction", text=NOTES[variant.language]
        )
    for variant in paper:
        language = variant.language
        page = with_save(visitor, settings, color_scheme="dark").open(cast.address(variant)).page
        page.wait_for_selector("[data-save] button")
        brief = page.locator("[data-share]").get_attribute("data-brief")
        sheets, text = printed(page)
        assert sheets == 1
        places = [
            PAPERS[language], cast.HEADLINES[language], "23 ", "2026, 15:00 (UTC+4)", page.locator(".prose p").last.inner_text(),
            "Caspian Wire", NOTES[language], page.url, brief,
        ]  # fmt: skip
        found = [text.find(letters(place)) for place in places]
        assert -1 not in found, (places[found.index(-1)], text)
        assert found == sorted(found), text
        unwanted = [
            ".tags a",
            ".share .label",
            "[data-save] button",
            ".sections li:last-child a",
            ".footer a",
            ".thread:not(.thread--current)",
            ".utility__date",
        ]
        for selector in unwanted:
            words = letters(page.locator(selector).first.text_content())
            assert words and words not in text, (selector, text)


def test_a_long_passage_is_copied_with_its_source_and_a_short_one_as_it_is(visitor, paper):
    cast.publish(cast.write(paper[1], body=cast.BODIES["ru"] * 10), at=cast.NOW)
    reader = visitor(permissions=["clipboard-read", "clipboard-write"])
    page = reader.open(cast.address(paper[1])).page
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.prose'))")
    page.keyboard.press("Control+c")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("Первые вагоны") and text.endswith(f"{cast.HEADLINES['ru']} · Три нити\n{page.url}")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.prose p'))")
    page.keyboard.press("Control+c")
    assert page.evaluate("navigator.clipboard.readText()").strip() == "Первые вагоны отошли в сумерках."
    page.click("[data-short]")
    page.locator(".share [role=status]").get_by_text("Ссылка скопирована").wait_for()
    brief = page.evaluate("navigator.clipboard.readText()")
    assert "/s/" in brief
    page.goto(brief)
    assert page.url.endswith(cast.address(paper[1]))


def test_sharing_stands_beside_the_text_where_there_is_room_and_the_thread_fills_unless_motion_is_unwanted(
    visitor, paper
):
    cast.publish(cast.write(paper[0], body=cast.BODIES["en"] * 40), at=cast.NOW)
    edges = "['.share', '.prose'].map((part) => document.querySelector(part).getBoundingClientRect()).map(({ left, top, bottom }) => [left, top, bottom])"
    thread = "getComputedStyle(document.querySelector('.article'), '::before')"
    for width, motion in ((1440, "no-preference"), (390, "reduce")):
        page = (
            visitor(viewport={"width": width, "height": 900}, reduced_motion=motion).open(cast.address(paper[0])).page
        )
        (share_left, share_top, _), (text_left, text_top, text_bottom) = page.evaluate(edges)
        if width == 390:
            assert share_top > text_bottom
            assert page.evaluate(f"{thread}.content") == "none"
            continue
        assert share_left < text_left and share_top < text_top
        filled = f"new DOMMatrix({thread}.transform).a"
        assert page.evaluate(filled) == 0
        page.evaluate(
            "scrollTo({ top: document.querySelector('.article__text').getBoundingClientRect().bottom + scrollY })"
        )
        until(page, f"{filled} === 1")
        page.evaluate("scrollTo({ top: document.querySelector('.prose').getBoundingClientRect().top + scrollY + 300 })")
        until(page, f"{filled} > 0 && {filled} < 1")
        assert 0 <= page.evaluate(edges)[0][1] <= 900  # it went along
