"""What a reader sees and does: night and day, text size, share, keyboard, no JavaScript, no stranger's request."""

import pytest
from django.test import Client
from django.utils import timezone

from tests import cast

WORDS = {"en": ("Night", "Link copied"), "ru": ("Ночь", "Ссылка скопирована"), "hy": ("Գիշեր", "Հղումը պատճենված է")}
KINDS = {"home": "/{}/", "section": "/{}/region/", "search": "/{}/search/?q=train"}


def background(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def choose(page, value):
    page.click(".tools__open")
    page.click(f"[data-theme-choice] button[value={value}]")
    page.keyboard.press("Escape")


@pytest.mark.parametrize("language", ["en", "ru", "hy"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_public_pages(visitor, paper, language, theme):
    reader = visitor(color_scheme=theme)
    article = next(cast.address(variant) for variant in paper if variant.language == language)
    for path in [article, *(kind.format(cast.WORDS[language]) for kind in KINDS.values())]:
        reader.open(path)
        assert reader.violations() == []


def test_the_night_theme_is_there_before_the_first_paint_and_goes_along(visitor, paper):
    reader = visitor(color_scheme="light")
    page = reader.open(cast.address(paper[0])).page
    day = background(page)
    choose(page, "dark")
    night = background(page)
    assert night != day
    # Look at what was there before anything could be painted: the document while its head is being read.
    page.add_init_script("""
      new MutationObserver((_changes, observer) => {
        if (document.body) { window.atBirth = document.documentElement.dataset.theme; observer.disconnect(); }
      }).observe(document, { childList: true, subtree: true });
    """)
    page.click(".languages a[hreflang=ru]")
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == "ru"
    assert page.evaluate("window.atBirth") == "dark"
    assert background(page) == night
    choose(page, "auto")
    assert background(page) == day
    page.emulate_media(color_scheme="dark")
    assert background(page) == night
    choose(page, "light")
    assert background(page) == day


QUIET = """() => {
  const { color } = getComputedStyle(document.body), edge = getComputedStyle(document.querySelector("main .button")).borderTopColor;
  const names = [".meta", ".standfirst", ".footer", ".kicker__more"];
  return [edge, ...names.map((name) => getComputedStyle(document.querySelector(name)).color)].map((one) => one === color);
}"""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_who_asks_for_more_contrast_reads_the_quiet_words_in_full_ink(visitor, paper, theme):
    cast.publish(cast.write(paper[0], kicker="Coast"), at=cast.NOW)
    reader = visitor(color_scheme=theme, reduced_motion="reduce")
    page = reader.open(cast.address(paper[0])).page
    assert page.evaluate(QUIET) == [False] * 5
    page.emulate_media(contrast="more")
    assert page.evaluate(QUIET) == [True] * 5
    assert reader.violations() == []


def test_the_text_grows_in_five_steps_and_is_remembered(visitor, paper):
    page = visitor().open(cast.address(paper[0])).page
    size = "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"
    page.click(".tools__open")
    seen = {page.evaluate(size)}
    for _press in range(6):
        page.click("[data-text-size] button[value='1']", force=True)
        seen.add(page.evaluate(size))
    for _press in range(7):
        page.click("[data-text-size] button[value='-1']", force=True)
        seen.add(page.evaluate(size))
    assert len(seen) == 5
    page.click("[data-text-size] button[value='1']")
    page.click("[data-text-size] button[value='1']")
    larger = page.evaluate(size)
    page.reload()
    assert page.evaluate(size) == larger > min(seen)


def test_everything_that_is_read_grows_with_the_text_and_the_frame_stays(visitor, paper):
    read, frame = ("h1", ".standfirst", ".prose p", ".meta", ".most-read li"), (".sections a", ".footer li a")
    page = visitor().open("/en/region/").page
    sizes = "(names) => names.map((name) => { const one = document.querySelector(name); return one && parseFloat(getComputedStyle(one).fontSize) })"
    for address in (cast.address(paper[0]), "/en/"):
        page.goto(address if "://" in address else page.url.split("/en/")[0] + address)
        page.evaluate("delete localStorage.fs")
        page.reload()
        before = page.evaluate(sizes, [*read, *frame])
        page.evaluate("localStorage.fs = 1.4")
        page.reload()
        after = page.evaluate(sizes, [*read, *frame])
        grown = [new > old for old, new in zip(before, after, strict=True) if old]
        assert grown == [True] * (len(grown) - 2) + [False] * 2, (address, before, after)


@pytest.mark.parametrize("index", [0, 1, 2])
def test_a_copied_link_is_confirmed_in_the_pages_language_and_spoken(visitor, paper, index):
    variant = paper[index]
    reader = visitor(permissions=["clipboard-read", "clipboard-write"])
    page = reader.open(cast.address(variant)).page
    page.click("[data-copy]")
    status = page.locator(".share [role=status]")
    status.get_by_text(WORDS[variant.language][1]).wait_for()
    assert status.get_attribute("aria-live") == "polite"
    assert page.inner_text("[data-copy]") == WORDS[variant.language][1]
    assert page.evaluate("navigator.clipboard.readText()").endswith(cast.address(variant))


def test_printing_leaves_title_source_date_and_address(visitor, paper):
    page = visitor().open(cast.address(paper[0])).page
    page.evaluate("window.print = () => { window.printed = true; }")
    page.click("[data-print]")
    assert page.evaluate("window.printed") is True
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator("p.print-only").is_visible()
    assert not page.locator(".masthead .sections").is_visible()
    assert not page.locator(".share").is_visible()


def test_everything_is_reached_by_the_keyboard(visitor, paper):
    page = visitor().open(cast.address(paper[0])).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    met = set()
    for _tab in range(80):
        met.add(
            page.evaluate("document.activeElement.outerHTML.slice(0, 90) + (document.activeElement.dataset.copy ?? '')")
        )
        page.keyboard.press("Tab")
    found = " ".join(met)
    for wanted in ("tools__open", "languages__item", "data-copy", "data-print", "/en/search/", "t.me/share"):
        assert wanted in found, wanted
    page.focus(".tools__open")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("html").get_attribute("data-theme") == "dark"


def test_the_page_reads_searches_and_switches_language_without_javascript(visitor, paper):
    reader = visitor(java_script_enabled=False)
    page = reader.open(cast.address(paper[0])).page
    assert page.locator(".prose").inner_text().startswith("The first carriages")
    page.click(".languages a[hreflang=ru]")
    assert page.locator("h1").inner_text() == cast.HEADLINES["ru"]
    page.goto("/en/search/")
    page.fill("main input[name=q]", "train")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=train*")
    assert page.locator("main").get_by_text(cast.HEADLINES["en"]).count()
    assert page.locator(".share a").count() == 0


@pytest.mark.parametrize("width", [320, 390, 768, 1440])
def test_no_page_scrolls_sideways_even_with_one_word_that_never_ends(visitor, paper, width):
    cast.live(at=cast.NOW, headline="W" * 190, standfirst="ա" * 300)
    reader = visitor(viewport={"width": width, "height": 800})
    for variant in paper:
        word = cast.WORDS[variant.language]
        for path in (
            cast.address(variant),
            f"/{word}/",
            f"/{word}/region/",
            f"/{word}/latest/",
            f"/{word}/most-read/",
            f"/{word}/search/?q=a",
            f"/{word}/nothing-here/",
        ):
            page = reader.open(path).page
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    reader.complaints = [text for text in reader.complaints if "404" not in text]


def test_nothing_is_asked_of_another_host_and_no_cookie_is_set(visitor, paper):
    reader = visitor()
    for path in ("/en/", cast.address(paper[0])):
        reader.open(path)
        reader.page.wait_for_timeout(2500)  # long enough for the view beacon
    base = reader.page.url.split("/en/")[0]
    assert all(request.url.startswith((base, "data:")) for request in reader.requests)
    assert reader.context.cookies() == []
    assert any(request.method == "POST" and "/v/" in request.url for request in reader.requests)


def test_a_reader_is_counted_once_by_the_real_beacon(visitor, paper):
    from audience.counting import fold
    from audience.models import ViewTotal

    path = cast.address(paper[0])
    for reader in (visitor(user_agent="Mozilla/5.0 (X11) One"), visitor(user_agent="Mozilla/5.0 (X11) Two")):
        for _visit in range(2):
            reader.open(path)
            reader.page.wait_for_timeout(2600)
    fold(timezone.now())
    assert ViewTotal.objects.get(variant=paper[0]).views == 2
    assert "2" in Client().get(path).content.decode()
