"""The screens of an editor's day without a mouse: every control is reached by Tab, shows it, and the day's work is done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Revision
from photos.models import Photo
from tests import cast
from tests.browser.test_beside import pair
from tests.desk.screens import story, tab

# Every control that Tab must come to, and how it looks before anybody came.
LOOK = """
  const look = (one) => { const style = getComputedStyle(one); return `${style.outlineStyle === "none" ? "" : style.outline} ${style.boxShadow}`; };
  const carriers = (one) => [one, ...(one.labels ?? []), ...(one.closest(".select2-selection") ? [one.closest(".select2-selection")] : [])];
"""
FIND = f"""() => {{ {LOOK}
  document.activeElement.blur();
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, iframe, [tabindex], [contenteditable=true]");
  const isIn = (one) => (one.tabIndex >= 0 || one.matches("[contenteditable=true]")) && !one.disabled && !one.closest("[inert]");
  window.walked = [...all].filter((one) => isIn(one) && one.checkVisibility({{ visibilityProperty: true }}))
    .map((one) => ({{ one, before: carriers(one).map(look).join() }}));
}}"""
STAND = f"""() => {{ {LOOK}
  const one = document.activeElement;
  if (one === document.body) return null;
  const entry = walked.find((entry) => entry.one === one);
  const isAgain = Boolean(entry?.isSeen);
  if (entry) entry.isSeen = true;
  const isShown = entry ? carriers(one).map(look).join() !== entry.before : getComputedStyle(one).outlineStyle !== "none";
  return {{ isAgain, isShown, html: one.outerHTML.slice(0, 160), isSame: one === window.stood, ...(window.stood = one, {{}}) }};
}}"""
MISSED = """() => walked.filter(({ one, isSeen }) => !isSeen && one.checkVisibility() && !one.disabled
  && !(one.type === "radio" && walked.some((other) => other.isSeen && other.one.name === one.name && other.one.form === one.form)))
  .map(({ one }) => one.outerHTML.slice(0, 160))"""
MOST = 400


def walk(page):
    """Tab through the whole page: every control is reached, and every one shows that it has the focus."""
    page.evaluate(FIND)
    hidden, rounds, stand = [], 0, None
    for _press in range(MOST):
        page.keyboard.press("Tab")
        stand = page.evaluate(STAND)
        rounds += stand is None  # it began somewhere on the page, and comes round to there
        if rounds > 1 or (stand and stand["isAgain"] and not stand["isSame"]):
            break
        if stand and not stand["isShown"] and not stand["isSame"]:  # the parts of a date show themselves
            hidden.append(stand["html"])
    else:
        raise AssertionError(f"Tab does not get away from {stand}")
    assert page.evaluate(MISSED) == []
    assert hidden == []
    page.evaluate("document.activeElement.blur()")


def to(page, selector, key="Tab"):
    """Press Tab until the focus stands there."""
    for _press in range(MOST):
        page.keyboard.press(key)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(
        f"{selector} is not reached; the focus stands on {page.evaluate('document.activeElement.outerHTML.slice(0, 160)')}"
    )


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def opened(visitor, path, user=None):
    page = visitor().sign_in(user or cast.mariam()).open(path).page
    if ".tiptap" in page.content():
        page.wait_for_selector(".tiptap")
    return page


@pytest.fixture
def board():
    """A story that is live in one language, and a draft."""
    return cast.live(at=timezone.now() - timedelta(hours=3), headline="One"), cast.draft(headline="Two")


def test_the_storys_tab_is_filled_and_saved(visitor):
    variant = cast.draft()
    cast.tag("railways", en="Railways")
    page = opened(visitor, story(variant))
    page.wait_for_selector(".select2-search__field")
    walk(page)
    to(page, ".field-tags .select2-search__field")
    page.keyboard.type("rail")
    page.wait_for_selector(".select2-results__option--highlighted:has-text('Railways')")
    page.keyboard.press("Enter")
    page.wait_for_selector(".select2-selection__choice:has-text('Railways')")
    to(page, "button[name=do][value=save]")
    enter(page)
    assert [row.tag.slug for row in variant.article.tagged_articles.all()] == ["railways"]


def test_a_language_is_written_published_and_withdrawn(visitor):
    variant = cast.draft(body="<p>Before.</p>")
    page = opened(visitor, tab(variant))
    walk(page)
    to(page, "#id_headline")
    page.keyboard.press("Control+a")
    page.keyboard.type("Typed by keys")
    to(page, ".prose-menubar button")
    to(page, ".tiptap")
    page.keyboard.press("Control+End")
    page.keyboard.type(" After.")
    to(page, "button[name=do][value=publish]")
    enter(page)
    variant.refresh_from_db()
    assert (variant.status, variant.headline, variant.body) == ("published", "Typed by keys", "<p>Before. After.</p>")
    page.wait_for_selector(".tiptap")
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.message))
    to(page, "button[name=do][value=withdraw]")
    enter(page)
    variant.refresh_from_db()
    assert variant.status == "withdrawn" and len(asked) == 1


@pytest.mark.parametrize(
    "body",
    [
        "<p>Before.</p>",
        "<ul><li><p>One</p></li><li><p>Two</p></li></ul>",
        "<table><tbody><tr><td><p>One</p></td><td><p>Two</p></td></tr></tbody></table>",
    ],
)
@pytest.mark.parametrize("key", ["Tab", "Shift+Tab"])
def test_the_text_is_no_trap(visitor, body, key):
    """In a list and in a table Tab moves what is written; after Escape it leaves."""
    variant = cast.draft(body=body)
    page = opened(visitor, tab(variant))
    page.locator(f".tiptap >> text={'Before.' if 'Before.' in body else 'Two'}").click()
    page.wait_for_timeout(100)  # the editor learns of a click by an event of its own
    before = page.inner_html(".tiptap")
    is_here = "document.activeElement.matches('.tiptap')"
    page.keyboard.press("Escape")
    assert page.evaluate(is_here)
    page.keyboard.press(key)
    assert not page.evaluate(is_here)
    assert page.inner_html(".tiptap") == before
    page.keyboard.press("Shift+Tab" if key == "Tab" else "Tab")
    assert page.evaluate(is_here)
    if "Before" not in body:
        page.keyboard.press("Tab")
        assert page.evaluate(is_here)


def test_a_paragraph_is_copied_side_by_side_and_the_translation_published(visitor):
    _source, target = pair(target="<p>Абзац.</p>")
    page = opened(visitor, f"{tab(target)}?beside=en", cast.elena())
    page.wait_for_selector(".beside__foot [data-copy]:not([hidden])")
    walk(page)
    to(page, "[data-copy]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".tiptap p:has-text('Paragraph 1 of the source')")
    assert page.evaluate("document.activeElement.matches('.tiptap')")
    to(page, "button[name=do][value=publish_and_confirm]")
    enter(page)
    target.refresh_from_db()
    assert "Paragraph 1 of the source" in target.body
    assert "Nothing has changed since it was confirmed" in page.inner_text(".beside__news")


def test_the_board_leads_to_a_language_that_is_missing(visitor, board):
    page = opened(visitor, "/admin/?live=en&missing=ru")
    walk(page)
    to(page, ".board__begin")
    enter(page)
    assert board[0].article.variants.filter(language="ru").exists()


def test_the_dashboard_leads_to_what_waits(visitor, board):
    page = opened(visitor, "/admin/")
    walk(page)
    to(page, ".today__list a")
    enter(page)
    assert f"/article/{board[1].article_id}/" in page.url


def test_the_menu_of_a_cell_opens_and_closes(visitor, board):
    page = opened(visitor, "/admin/")
    to(page, ".board__menu summary")
    page.keyboard.press("Enter")
    page.wait_for_selector(".board__menu[open]")
    walk(page)
    to(page, ".board__menu[open] button")
    page.keyboard.press("Escape")
    page.wait_for_selector(".board__menu:not([open]) summary:focus")


def test_a_picture_is_found_and_its_focal_point_moved(visitor, media):
    cast.photo(captions={"en": "A harbour"})
    mast = cast.photo(colour=(1, 2, 3), captions={"en": "A mast"})
    page = opened(visitor, "/admin/photos/photo/")
    walk(page)
    to(page, "[name=q]")
    page.keyboard.type("mast")
    enter(page)
    assert page.locator(".shelf__picture").count() == 1
    to(page, ".shelf__picture")
    enter(page)
    walk(page)
    to(page, ".focal__picture")
    for key in ("Shift+ArrowRight", "ArrowLeft", "ArrowDown"):
        page.keyboard.press(key)
    to(page, "[name=_save]")
    enter(page)
    found = Photo.objects.get(pk=mast.pk)
    assert (found.focal_x, found.focal_y) == (0.59, 0.51)


def test_the_library_in_its_dialog_keeps_the_focus_and_gives_it_back(visitor, media):
    photo = cast.photo(captions={"en": "A mast"})
    variant = cast.draft()
    page = opened(visitor, story(variant))
    to(page, "[data-choose]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".library [data-photo]")
    to(page, ".library [data-photo]")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-choose]:focus")
    to(page, "button[name=do][value=save]")
    enter(page)
    variant.article.refresh_from_db()
    assert variant.article.lead_photo == photo
    assert Revision.objects.filter(article=variant.article, variant=None).count() == 2
