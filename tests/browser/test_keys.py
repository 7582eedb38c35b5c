"""The keys of the desk, pressed: dialogs, the palette, rows, and silence while somebody types."""

import re

import pytest

from accounts.models import User
from articles.models import BulkChange
from tests import cast
from tests.desk.screens import tab

LIST = "/admin/articles/article/"


def editor_at(visitor, path, user=None, **options):
    editor = visitor(**options).sign_in(user or cast.mariam())
    editor.open(path)
    if ".tiptap" in editor.page.content():
        editor.page.wait_for_selector(".tiptap")
    return editor


def test_a_question_mark_lists_the_keys_and_escape_puts_one_back(visitor):
    page = editor_at(visitor, LIST).page
    page.keyboard.press("?")
    assert page.locator("dialog.keys").get_by_text("Next row").is_visible()
    page.keyboard.press("n")  # a dialog is open: nothing else is pressed
    page.keyboard.press("Escape")
    assert not page.locator("dialog.keys").is_visible()
    assert page.url.endswith(LIST)


def test_the_palette_finds_a_story_and_opens_it(visitor):
    variant = cast.draft("hy", headline="Երևանի նոր կամուրջը")
    cast.draft()
    page = editor_at(visitor, "/admin/").page
    page.keyboard.press("Control+k")
    field = page.locator("[data-palette] input")
    field.fill("ԵՐԵՎԱՆԻ")
    option = page.get_by_role("option", name=re.compile("Երևանի"))
    option.wait_for()
    assert field.get_attribute("aria-expanded") == "true"
    assert page.locator(f"#{field.get_attribute('aria-activedescendant')}").inner_text().startswith("Երևանի")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith(tab(variant))


def test_nothing_is_chosen_before_a_word_is_typed(visitor):
    """Ctrl+K and Enter on a story's tab must not publish it."""
    variant = cast.draft()
    page = editor_at(visitor, tab(variant)).page
    page.keyboard.press("Control+k")
    page.get_by_role("option", name="Publish now").wait_for()
    assert page.locator("[role=option][aria-selected=true]").count() == 0
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    variant.refresh_from_db()
    assert variant.status == "draft"


def test_the_palette_presses_the_buttons_of_the_page(visitor):
    variant = cast.draft()
    page = editor_at(visitor, tab(variant)).page
    page.keyboard.press("Control+k")
    page.fill("[data-palette] input", "publish")
    page.locator("[role=option][aria-selected=true]", has_text="Publish now").wait_for()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    variant.refresh_from_db()
    assert variant.status == "published"


def test_the_palette_changes_the_desks_language(visitor):
    page = editor_at(visitor, "/admin/log/").page
    page.keyboard.press("Control+k")
    page.fill("[data-palette] input", "հայ")
    page.locator("[role=option][aria-selected=true]", has_text="Հայերեն").wait_for()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("html").get_attribute("lang") == "hy"
    assert "/admin/log/" in page.url


@pytest.mark.parametrize(
    ("press", "where"), [("n", "add/"), ("g s", LIST), ("g c", "/admin/calendar/"), ("g l", "/admin/log/")]
)
def test_single_keys_lead_somewhere(visitor, press, where):
    page = editor_at(visitor, "/admin/").page
    with page.expect_navigation():
        for key in press.split():
            page.keyboard.press(key)
    assert page.url.endswith(where)


def test_the_keys_are_the_same_on_a_russian_keyboard(visitor):
    """The key that writes “л” there is K: the palette opens, and “о” (J) goes to the next row."""
    cast.draft(headline="The only story")
    page = editor_at(visitor, LIST).page
    send = "([key, code, ctrlKey]) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, code, ctrlKey, bubbles: true, cancelable: true }))"
    page.evaluate(send, ["о", "KeyJ", False])
    assert page.evaluate("document.activeElement.textContent") == "The only story"
    page.evaluate(send, ["л", "KeyK", True])
    page.locator("[data-palette][open]").wait_for()


def test_rows_are_walked_chosen_and_opened(visitor):
    second, first = cast.draft(headline="Second"), cast.draft(headline="First")
    page = editor_at(visitor, LIST).page
    focused = "document.activeElement.textContent.trim()"
    for key, there in (("j", "First"), ("j", "Second"), ("j", "Second"), ("k", "First"), ("j", "Second")):
        page.keyboard.press(key)
        assert page.evaluate(focused) == there
    page.keyboard.press("x")
    assert page.locator("#result_list input:checked").count() == 1
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert f"/{second.article_id}/" in page.url and first.pk


def test_no_key_does_anything_while_one_types(visitor):
    variant = cast.draft(body="<p>Before.</p>")
    page = editor_at(visitor, tab(variant)).page
    page.click("#id_standfirst")
    page.keyboard.type("ngs?/jkx")
    page.click(".tiptap p")
    page.keyboard.press("End")
    page.keyboard.type(" ngs?/jkx")
    assert page.url.endswith(tab(variant))
    assert page.input_value("#id_standfirst") == "ngs?/jkx"
    assert page.inner_text(".tiptap p") == "Before. ngs?/jkx"
    assert not page.locator("dialog[open]").count()


def test_ctrl_k_in_the_text_stays_a_link_and_elsewhere_opens_the_palette(visitor):
    page = editor_at(visitor, tab(cast.draft(body="<p>Before.</p>"))).page
    page.click("#id_standfirst")
    page.keyboard.press("Control+k")
    page.locator("[data-palette][open]").wait_for()
    page.keyboard.press("Escape")
    page.click(".tiptap p")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.locator(".prose-editor-dialog").wait_for()
    assert not page.locator("[data-palette][open]").count()


@pytest.mark.parametrize("place", ["#id_headline", ".tiptap p"])
def test_ctrl_s_saves_from_wherever_one_types(visitor, place):
    variant = cast.draft()
    page = editor_at(visitor, tab(variant)).page
    page.fill("#id_standfirst", "By hand")
    page.click(place)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    variant.refresh_from_db()
    assert variant.head.data["standfirst"] == "By hand"


def test_single_keys_that_are_switched_off_do_nothing(visitor):
    user = cast.mariam()
    page = editor_at(visitor, LIST, user).page
    with page.expect_navigation():
        page.get_by_role("button", name="Single-key shortcuts").click()
    assert not User.objects.get(pk=user.pk).has_single_keys
    for key in ("?", "n", "j", "/"):
        page.keyboard.press(key)
    assert page.url.endswith(LIST) and not page.locator("dialog[open]").count()
    page.keyboard.press("Control+k")
    page.locator("[data-palette][open]").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Keyboard shortcuts").click()
    assert page.locator("dialog.keys").is_visible()


def test_a_window_closed_before_its_answer_is_whole_complains_of_nothing(visitor):
    page = editor_at(visitor, "/admin/").page
    page.evaluate("""() => {
        window.fetch = async (address, { signal }) => new Response(new ReadableStream({
            start(body) { signal.addEventListener("abort", () => body.error(signal.reason)); },
        }));
    }""")  # the head of the answer comes, its end never does
    page.keyboard.press("Control+k")
    page.locator("[data-palette][open]").wait_for()
    page.keyboard.type("night")
    page.wait_for_timeout(300)
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_new_screens(visitor, paper, theme):
    cast.draft(headline="A draft")
    editor = editor_at(visitor, LIST, color_scheme=theme)
    page = editor.page
    page.keyboard.press("?")
    assert editor.violations() == []
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    page.fill("[data-palette] input", "night")
    page.locator("[role=option]", has_text="Night train").first.wait_for()
    assert editor.violations() == []
    for path in (
        "/admin/log/",
        "/admin/calendar/?day=2026-11-23",
        f"/admin/articles/article/{paper[0].article_id}/history/",
    ):
        assert editor.open(path).response.status == 200
        assert editor.violations() == [], path


@pytest.mark.parametrize("width", [390, 1440])
def test_no_new_screen_scrolls_sideways(visitor, paper, width):
    editor = editor_at(visitor, "/admin/", viewport={"width": width, "height": 800})
    for path in (
        "/admin/log/",
        "/admin/calendar/?day=2026-11-23",
        f"/admin/articles/article/{paper[0].article_id}/history/",
    ):
        page = editor.open(path).page
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_many_stories_are_changed_and_brought_back(visitor):
    """The whole way: mark, choose, see what would change, change it, undo it; by keyboard and mouse."""
    stories = [cast.draft(headline=f"Draft {number}") for number in range(3)] + [cast.live(headline="Public")]
    editor = editor_at(visitor, LIST)
    page = editor.page
    page.check("#action-toggle")
    page.select_option("select[name=action]", label="Move to the bin")
    with page.expect_navigation():
        page.click("button[name=index]")
    assert (
        page.get_by_text("3 stories will change").is_visible()
        and page.get_by_text("1 story cannot be changed").is_visible()
    )
    assert editor.violations() == []
    with page.expect_navigation():
        page.get_by_role("button", name="Change 3 stories").click()
    page.get_by_text("3 stories changed").wait_for()
    assert editor.violations() == []
    with page.expect_navigation():
        page.get_by_role("button", name="Undo").click()
    page.get_by_text("3 stories restored").wait_for()
    assert not [one for one in stories if BulkChange.objects.get().state != "undone"]
