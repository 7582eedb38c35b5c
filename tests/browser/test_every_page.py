"""Every kind of page in three languages: axe by day and night, a narrow screen, large text, forced colours, no motion."""

import pytest

from tests import cast
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
RING = "getComputedStyle(document.activeElement).outlineStyle"


def kinds(paper, language):
    """{kind of page: its address} in a language, and the pages that answer with an error."""
    found = routes.addresses([variant for variant in paper if variant.language == language])
    word, shown = cast.WORDS[language], set(routes.pages(found))
    pages = {name: places[0] for name, places in found.items() if places and places[0] in shown}
    gone = cast.withdraw(cast.live(language, at=cast.NOW - cast.HOUR))
    return pages | {
        "found": f"/{word}/search/?q={cast.HEADLINES[language].split()[0]}",
        "not found": f"/{word}/nothing-here/",
        "gone": f"/{word}/{gone.article_id}/",
    }


@pytest.mark.parametrize("language", cast.LANGUAGES)
def test_every_kind_of_page_is_for_everybody(visitor, paper, language):
    reader = visitor(viewport={"width": 320, "height": 720})
    page, wrong = reader.page, {}
    pages = kinds(paper, language)
    for kind, address in pages.items():
        reader.open(address)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme, forced_colors="none", reduced_motion="no-preference")
            wrong[kind, theme] = reader.violations()
        page.emulate_media(color_scheme="light", forced_colors="active", reduced_motion="reduce")
        page.keyboard.press("Tab")
        wrong[kind, "forced colours"] = [] if page.evaluate(RING) == "solid" else ["no ring around the focus"]
        wrong[kind, "motion"] = page.evaluate("document.getAnimations().map(one => one.playState)")
        for width, size in ((320, "100%"), (640, "200%"), (1280, "200%")):
            page.set_viewport_size({"width": width, "height": 720})
            page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
            wide = page.evaluate("document.scrollingElement.scrollWidth")
            wrong[kind, width, size] = [
                *([] if wide <= width else [f"{wide} px wide"]), *page.evaluate(CUT), *page.evaluate(OVERLAPPING),
            ]  # fmt: skip
        page.set_viewport_size({"width": 320, "height": 720})
    reader.complaints = [text for text in reader.complaints if "404" not in text and "410" not in text]
    assert len(pages) > 15
    assert [f"{where}: {found}" for where, found in wrong.items() if found] == []
