"""Every kind of page in three languages: axe by day and night, a narrow screen, large and spaced text, forced colours, no
motion, no mouse."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import calendar, workflow
from tests import cast
from tests.browser.test_keyboard import walk
from tests.furnished import furnish
from tests.site import routes

# Text that does not fit its box and is cut, where the box is not one that a reader scrolls.
CUT = """() => [...document.querySelectorAll("main *, header *, footer *, nav *")].filter(one => {
    const style = getComputedStyle(one)
    if (!["hidden", "clip"].includes(style.overflowY) || one.clientHeight < 2 || !one.checkVisibility()) return false
    return one.innerText?.trim() && one.scrollHeight > one.clientHeight + 2
}).map(one => one.outerHTML.slice(0, 120))"""
# Lines of different texts that lie on one another.
OVERLAPPING = """() => {
    const seen = [...document.querySelectorAll("main a, main h1, main h2, main p, main time, main label, main button")]
        .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.closest(".visually-hidden, [popover]") && one.innerText.trim())
    const found = []
    for (const [place, one] of seen.entries()) for (const other of seen.slice(place + 1)) {
        if (one.contains(other) || other.contains(one)) continue
        for (const a of one.getClientRects()) for (const b of other.getClientRects()) {
            const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
            const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
            if (across > 4 && down > Math.min(a.height, b.height) / 2) found.push(one.innerText.slice(0, 40) + " | " + other.innerText.slice(0, 40))
        }
    }
    return found
}"""
# Where one is, said by a colour or a shadow alone: a reader's own colours take both away.
UNMARKED = """() => [...document.querySelectorAll("a[aria-current], .languages__item[aria-current]")].filter(one =>
    one.checkVisibility({visibilityProperty: true}) && getComputedStyle(one).textDecorationLine !== "underline"
).map(one => `not marked: ${one.innerText}`)"""
RING = "getComputedStyle(document.activeElement).outlineStyle"
# What a reader may set for themselves, as WCAG 1.4.12 has it; a sheet that a script makes is not stopped by the policy.
SPACED = """() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync("* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }")
    document.adoptedStyleSheets = [sheet]
}"""
BROKEN = 2001  # a year whose archive cannot be read
WIDTH = "document.scrollingElement.scrollWidth"
FADED = 300  # milliseconds: colours fade from one theme to the other


def kinds(paper, language, client):
    """{kind of page: (its address, the status it must answer with)} in a language."""
    found = routes.addresses([variant for variant in paper if variant.language == language])
    word, shown, now = cast.WORDS[language], set(routes.pages(found)), timezone.now()
    pages = {name: (places[0], 200) for name, places in found.items() if places and places[0] in shown}
    variant = next(variant for variant in paper if variant.language == language)
    token = workflow.make_preview_link(
        user=cast.mariam(), now=now, revision_id=variant.head_id, lifetime=timedelta(hours=1)
    )
    other = cast.live("ru" if language == "en" else "en", at=now - cast.HOUR)
    gone = cast.withdraw(cast.live(language, at=now - cast.HOUR), now=now)
    before = client.get(f"/{word}/latest/").context["page"].before
    return pages | {
        "found": (f"/{word}/search/?q={cast.HEADLINES[language].split()[0]}", 200),
        "preview": (f"/preview/{token}/", 200),
        "second page": (f"/{word}/latest/?before={before}", 200),
        "not found": (f"/{word}/nothing-here/", 404),
        "not in this language": (f"/{word}/{other.article_id}/", 404),
        "gone": (f"/{word}/{gone.article_id}/", 410),
        "not understood": (f"/{word}/about/", 400),
        "broken": (f"/{word}/archive/{BROKEN}/", 500),
    }


def arrive(reader, address, status):
    """Open a page that must answer with this; the browser complains of any other answer than 200, and only of that."""
    page = reader.page
    if status == 400:  # who sends something from nowhere
        page.goto("about:blank")
        with page.expect_navigation() as answered:
            page.evaluate(SEND, reader.base + address)
        assert answered.value.status == status
    else:
        assert reader.open(address).response.status == status, address
    if status != 200:
        assert len(reader.complaints) == 1 and f"status of {status}" in reader.complaints.pop()


SEND = """address => {
    const form = document.createElement("form")
    Object.assign(form, {method: "post", action: address})
    document.body.append(form)
    form.submit()
}"""


def with_save(visitor, settings, **options):
    """A visitor who can save stories, with no worker: that is another test's."""
    settings.OFFLINE = True
    reader = visitor(**options)
    reader.page.add_init_script(
        "if (navigator.serviceWorker) navigator.serviceWorker.register = () => Promise.reject()"
    )
    return reader


@pytest.fixture
def full(paper, monkeypatch):
    """The paper with a picture, a correction, an embed, a table, stories that are read, and more than one page of them."""
    period_page = calendar.period_page
    monkeypatch.setattr(
        "reader.views.calendar.period_page",
        lambda language, start, *others: 1 / (start.year - BROKEN) and period_page(language, start, *others),
    )
    cast.arrange(paper[0], lead_photo=cast.photo(alts=dict.fromkeys(cast.LANGUAGES, "1")).pk)
    return lambda language: furnish([one for one in paper if one.language == language], timezone.now(), others=21)


@pytest.mark.parametrize("language", cast.LANGUAGES)
def test_every_kind_of_page_is_for_everybody(visitor, full, settings, client, language):
    pages = kinds(full(language), language, client)
    reader = with_save(visitor, settings, viewport={"width": 320, "height": 720})
    page, wrong = reader.page, {}
    for kind, (address, status) in pages.items():
        arrive(reader, address, status)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, forced_colors="none", reduced_motion="no-preference")
            page.wait_for_timeout(FADED)
            wrong[kind, theme] = reader.violations()
        page.emulate_media(color_scheme="light", forced_colors="active", reduced_motion="reduce")
        page.keyboard.press("Tab")
        wrong[kind, "focus"] = [] if page.evaluate(RING) == "solid" else ["no ring around the focus"]
        wrong[kind, "forced colours"] = page.evaluate(UNMARKED)
        wrong[kind, "motion"] = page.evaluate("document.getAnimations().map(one => one.playState)")
        for width, size in ((320, "100%"), (640, "200%"), (1280, "200%")):
            page.set_viewport_size({"width": width, "height": 720})
            page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
            wrong[kind, width, size] = misplaced(page, width)
        page.evaluate("document.documentElement.style.fontSize = ''")
        page.evaluate(SPACED)
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 720})
            wrong[kind, width, "spaced"] = misplaced(page, width)
        page.evaluate("document.adoptedStyleSheets = []; document.documentElement.dir = 'rtl'")
        page.set_viewport_size({"width": 390, "height": 720})
        wrong[kind, "right to left"] = misplaced(page, 390)
    assert len(pages) > 20
    assert [f"{where}: {found}" for where, found in wrong.items() if found] == []


def misplaced(page, width):
    """What is too wide, cut, or lies on something else."""
    wide = page.evaluate(WIDTH)
    return [*([] if wide <= width else [f"{wide} px wide"]), *page.evaluate(CUT), *page.evaluate(OVERLAPPING)]


@pytest.mark.parametrize("language", cast.LANGUAGES)
def test_every_kind_of_page_is_read_without_a_mouse(visitor, full, settings, client, language):
    pages = kinds(full(language), language, client)
    reader = with_save(visitor, settings)
    for address, status in pages.values():
        arrive(reader, address, status)
        walk(reader.page)


def test_the_full_paper_is_full(visitor, full, settings, client):
    """What the pages above are made of is really on them."""
    pages = kinds(full("en"), "en", client)
    reader = with_save(visitor, settings)
    shown = {
        "article": (".article__photo img", ".correction", ".embed button", ".prose table", "[data-save] button", ".wire", ".related li", ".band", ".most-read li"),
        "most_read": (".ranked .list-item",),
        "corrections": (".corrected .correction",),
        "source": (".list-item",),
        "second page": (".list-item",),
        "home": (".lead-card", ".most-read li", ".today li", ".band"),
    }  # fmt: skip
    for kind, selectors in shown.items():
        arrive(reader, *pages[kind])
        for selector in selectors:
            reader.page.locator(selector).first.wait_for()
