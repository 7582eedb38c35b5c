"""Side by side, the preview wall and preview links in a real browser."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Autosave, Revision
from articles.snapshots import Text
from audience.models import ViewTotal
from tests import cast
from tests.desk.screens import tab

HOUR = timedelta(hours=1)
SIZES = [(390, 844), (1280, 900), (1440, 900)]
LONG = [
    f"<p>Paragraph {number} of the source, which says something at some length, as paragraphs do. {'And more. ' * number}</p>"
    for number in range(1, 7)
]
SHORT = [f"<p>Абзац {number}.</p>" for number in range(1, 7)]


def pair(target=None):
    """A live English source, changed since its live Russian translation confirmed it."""
    source = cast.live(at=timezone.now() - 3 * HOUR, body="".join(LONG))
    translation = cast.publish(
        cast.translate(source, "ru", body=target or "".join(SHORT)), at=timezone.now() - 2 * HOUR
    )
    changed = (
        "".join(LONG).replace("Paragraph 2 of", "The second paragraph of").replace("Paragraph 5 of", "The fifth of")
    )
    cast.publish(cast.write(source, body=changed), at=timezone.now() - HOUR)
    return source, translation


def beside(editor, variant, source="en"):
    page = editor.open(f"{tab(variant)}?beside={source}").page
    page.wait_for_selector(".tiptap")
    page.wait_for_selector(".beside__foot [data-copy]:not([hidden])")
    return page


def tops(page):
    """(top of the source paragraph's words, top of its partner) for every pair."""
    return page.evaluate(
        """() => [...document.querySelectorAll("[data-row]:not([data-place=''])")].map((row) => [
            row.querySelector(".beside__words").getBoundingClientRect().top,
            document.querySelector(".tiptap").children[Number(row.dataset.place)].getBoundingClientRect().top])"""
    )


def until(page, condition):
    """Playwright's own waiting evaluates text, which the page's policy forbids."""
    for _try in range(80):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise AssertionError(condition)


def wait_until_level(page):
    for _try in range(80):
        if all(abs(left - right) < 3 for left, right in tops(page)):
            return
        page.wait_for_timeout(100)
    raise AssertionError(tops(page))


@pytest.mark.parametrize("width", [1280, 1440])
def test_partners_stand_at_one_height_and_stay_there_while_somebody_types(visitor, width):
    _source, target = pair()
    editor = visitor(viewport={"width": width, "height": 900}).sign_in(cast.tigran())
    page = beside(editor, target)
    wait_until_level(page)
    page.click(".tiptap p:first-child")
    page.keyboard.press("End")
    page.keyboard.type(" И ещё много слов, " * 30)
    wait_until_level(page)
    page.keyboard.press("Enter")
    page.keyboard.type("Совсем новый абзац, которого в источнике нет.")
    until(page, "document.querySelectorAll('[data-row]')[2].dataset.place === '3'")
    wait_until_level(page)
    page.mouse.wheel(0, 700)
    wait_until_level(page)


def test_the_key_opens_and_closes_it_and_the_next_change_is_found(visitor):
    _source, target = pair()
    editor = visitor().sign_in(cast.tigran())
    page = editor.open(tab(target)).page
    page.wait_for_selector(".tiptap")
    with page.expect_navigation():
        page.keyboard.press("Alt+b")
    assert page.url.endswith("?beside=en")
    page.wait_for_selector("[data-next]:not([hidden])")
    focused = "document.activeElement.innerText"
    page.keyboard.press("Alt+j")
    assert "The 2second paragraph" in page.evaluate(focused)
    page.keyboard.press("Alt+j")
    assert "The 5fifth" in page.evaluate(focused)
    page.click("[data-next]")
    assert page.locator("[data-row][data-changed]").count() == 2
    with page.expect_navigation():
        page.keyboard.press("Alt+b")
    assert "beside" not in page.url


def test_a_paragraph_is_copied_to_its_place_and_the_marks_follow(visitor):
    _source, target = pair(target=SHORT[0] + SHORT[3])
    editor = visitor().sign_in(cast.tigran())
    page = beside(editor, target)
    until(
        page,
        "[...document.querySelectorAll('[data-row] [data-mark]')].some((mark) => mark.innerText.includes('not translated'))",
    )
    places = page.locator("[data-row]").evaluate_all("rows => rows.map((row) => row.dataset.place)")
    row = places.index("")
    page.locator("[data-row]").nth(row).locator("[data-copy]").click()
    until(
        page,
        f"document.querySelectorAll('[data-row]')[{row}].querySelector('[data-mark]').innerText.includes('same as the source')",
    )
    copied = page.locator("[data-row]").nth(row).get_attribute("data-place")
    above = [int(place) for place in places[:row] if place]
    assert int(copied) == (max(above) + 1 if above else 0)
    page.keyboard.press("Control+z")
    until(page, f"document.querySelectorAll('[data-row]')[{row}].dataset.place === ''")
    page.locator("[data-row]").nth(row).locator("[data-copy]").click()
    until(page, f"document.querySelectorAll('[data-row]')[{row}].dataset.place !== ''")
    editor.press("save")
    assert page.url.endswith("?beside=en")
    target.refresh_from_db()
    assert Revision.objects.get(pk=target.head_id).data["body"].count("<p>") == 3


def test_an_empty_translation_is_filled_paragraph_by_paragraph(visitor):
    source = cast.draft(body="<p>One.</p><ul><li><p>Two</p></li></ul><blockquote><p>Three.</p></blockquote>")
    target = cast.translate(source, "ru", body="")
    editor = visitor().sign_in(cast.tigran())
    page = beside(editor, target)
    for number in (0, 1, 2):
        page.locator("[data-row] [data-copy]").nth(number).click()
        until(
            page,
            f"document.querySelectorAll('[data-row]')[{number}].querySelector('[data-mark]').innerText.includes('same')",
        )
    editor.press("save")
    target.refresh_from_db()
    assert target.body == source.head.data["body"]


def test_a_script_that_comes_late_finds_the_editor_all_the_same(visitor):
    _source, target = pair()
    editor = visitor().sign_in(cast.tigran())
    page = editor.page

    def after_the_bar_of_the_editor(route):
        page.wait_for_timeout(1500)
        route.continue_()

    page.route("**/desk/beside.js", after_the_bar_of_the_editor)
    beside(editor, target)
    assert page.locator(".prose-menubar .ProseMirror").count() > 0


def test_who_only_reads_sees_true_marks_and_copies_nothing(visitor):
    source, target = pair()
    elena = cast.elena()
    text = replace(Text.from_json(target.head.data), headline="Ночной поезд снова идёт")
    workflow.autosave(user=elena, now=cast.NOW, variant_id=target.pk, base_id=target.head_id, text=text)
    editor = visitor().sign_in(elena)
    with editor.page.expect_response("**/marks/"):
        page = editor.open(tab(target) + "?beside=en").page
    until(page, "document.querySelectorAll('[data-row]')[5].dataset.place === '5'")
    assert page.locator("#id_headline").is_disabled()
    marks = page.locator("[data-line] [data-mark]").evaluate_all("marks => marks.map((mark) => mark.className)")
    assert marks and not [mark for mark in marks if "missing" in mark]
    assert page.locator("[data-copy]:not([hidden])").count() == 0


def test_marks_that_the_server_could_not_give_are_asked_for_again(visitor):
    _source, target = pair()
    editor = visitor().sign_in(cast.tigran())
    page = editor.page
    page.route("**/marks/", lambda route: route.fulfill(status=503), times=2)
    page = beside(editor, target)
    page.click(".tiptap p:first-child")
    page.keyboard.press("Control+a")
    page.keyboard.type("Одна строка.")
    until(page, "document.querySelectorAll('[data-row]')[5].dataset.place === ''")
    assert len(editor.complaints) == 2 and all("503" in text for text in editor.complaints)
    editor.complaints.clear()


def test_nothing_to_change_is_said_there(visitor):
    _source, target = pair()
    editor = visitor().sign_in(cast.tigran())
    page = beside(editor, target)
    assert "2 changes in the source since this translation was made from it" in page.inner_text(".beside__news")
    editor.press("confirm")
    assert page.inner_text(".beside__news") == "Nothing has changed since it was confirmed."
    assert page.locator("[data-changed]").count() == 0


@pytest.mark.parametrize("language", ["en", "ru", "hy"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_there(visitor, language, theme):
    _source, target = pair()
    editor = visitor(color_scheme=theme, locale=language).sign_in(cast.mariam())
    beside(editor, target)
    assert editor.violations() == []
    for place in ("wall/", "links/"):
        editor.open(tab(target) + place)
        assert editor.violations() == [], place
    with editor.page.expect_navigation():
        editor.page.click("button[value=make]")
    assert editor.violations() == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_there_scrolls_sideways(visitor, width, height):
    _source, target = pair()
    editor = visitor(viewport={"width": width, "height": height}).sign_in(cast.mariam())
    for place in ("?beside=en", "wall/", "links/"):
        page = editor.open(tab(target) + place).page
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_on_a_telephone_the_source_stays_in_sight_and_follows_the_cursor(visitor):
    _source, target = pair()
    editor = visitor(viewport={"width": 390, "height": 844}).sign_in(cast.tigran())
    page = beside(editor, target)
    until(page, "document.querySelectorAll('[data-row]')[5].dataset.place === '5'")
    page.click(".tiptap p:nth-child(6)")
    page.wait_for_selector("[data-row].is-current")
    panel = page.locator(".beside__source").bounding_box()
    row = page.locator("[data-row].is-current").bounding_box()
    assert panel["y"] >= -1 and panel["y"] + panel["height"] < 844 / 2
    assert panel["y"] < row["y"] < panel["y"] + panel["height"]


def test_preview_opens_beside_the_form_with_the_unsaved_words_and_the_form_stays(visitor):
    variant = cast.draft()
    editor = visitor().sign_in(cast.mariam())
    page = editor.open(tab(variant)).page
    page.wait_for_selector(".tiptap")
    page.click("#id_headline")
    page.keyboard.press("End")
    page.keyboard.type(", they say")
    with editor.context.expect_page() as opened:
        page.click("button[value=wall]")
    wall = opened.value
    complaints = []
    wall.on("console", lambda message: message.type in ("error", "warning") and complaints.append(message.text))
    wall.wait_for_load_state()
    frame = wall.frame_locator(".window--phone.window--light iframe").first
    assert frame.locator("h1").inner_text() == "Night train returns to the coast, they say"
    assert page.input_value("#id_headline") == "Night train returns to the coast, they say"
    assert page.is_enabled("button[value=save]")
    assert Autosave.objects.count() == 1
    variant.refresh_from_db()
    assert variant.headline == cast.HEADLINES["en"] and complaints == []
    editor.press("save")
    variant.refresh_from_db()
    assert variant.headline == "Night train returns to the coast, they say"


def test_the_wall_is_by_day_and_by_night_whatever_the_person_chose_and_counts_nobody(visitor, paper):
    editor = visitor(color_scheme="light").sign_in(cast.mariam())
    page = editor.open("/en/").page
    page.evaluate("localStorage.theme = 'dark'")
    editor.open(f"{tab(paper[0])}wall/")
    paint = "getComputedStyle(document.body).backgroundColor"
    colours = {}
    for theme in ("light", "dark"):
        handle = page.locator(f".window--phone.window--{theme} iframe").first
        handle.scroll_into_view_if_needed()
        frame = handle.element_handle().content_frame()
        frame.wait_for_selector("h1")
        colours[theme] = frame.evaluate(f"() => {paint}")
        assert frame.evaluate("innerWidth") == 390
        assert frame.evaluate("document.scripts.length") == 0
    assert colours["light"] != colours["dark"]
    page.wait_for_timeout(2500)  # longer than the beacon waits
    assert not [request for request in editor.requests if "/v/" in request.url]
    assert not ViewTotal.objects.exists()


def test_no_window_loads_before_it_comes_into_sight_and_a_choice_hides_it(visitor, paper):
    editor = visitor().sign_in(cast.mariam())
    page = editor.open(f"{tab(paper[0])}wall/").page
    asked = len({request.url for request in editor.requests if re.search(r"/preview/[^/]+/\?theme", request.url)})
    assert 0 < asked < 18
    page.uncheck("[data-show=dark]")
    page.uncheck("[data-show=tablet]")
    assert page.locator(".window:visible").count() == 3 * 2
    page.locator("summary").last.click()
    assert page.locator(".window:visible").count() == 2 * 2


def test_a_preview_link_is_copied_and_says_so(visitor):
    variant = cast.draft()
    editor = visitor().sign_in(cast.mariam())
    editor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = editor.open(f"{tab(variant)}links/").page
    with page.expect_navigation():
        page.click("button[value=make]")
    page.click("[data-copy]")
    until(page, "document.querySelector('[data-said]').innerText === 'Link copied'")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.input_value("#made-link")
    reader = visitor().open(copied)
    assert reader.response.status == 200
    assert reader.page.inner_text("h1") == cast.HEADLINES["en"]


@pytest.mark.parametrize("width", [390, 1280, 1440])
def test_unsaved_words_are_offered_above_both_texts_and_nothing_hides_them(visitor, width):
    variant = cast.live()
    target = cast.translate(variant, "ru")
    long = "".join(f"<p>Абзац {number}, которого никто не трогал.</p>" for number in range(60))
    cast.write(target, body=long, by=cast.mariam())
    elena = cast.elena()
    text = replace(Text.from_json(target.head.data), body=long + "<p>Дописано в самом конце.</p>")
    workflow.autosave(user=elena, now=cast.NOW, variant_id=target.pk, base_id=target.head_id, text=text)
    page = visitor(viewport={"width": width, "height": 800}).sign_in(elena).open(tab(target) + "?beside=en").page
    last = page.locator("#unsaved ins").last
    last.scroll_into_view_if_needed()
    seen = "one => [...one.getClientRects()].filter((box) => box.width > 5).every(({ x, y, width, height }) => document.elementFromPoint(x + width / 2, y + height / 2) === one)"
    assert last.evaluate(seen) and last.inner_text().strip() == "Дописано в самом конце."
    inner = "one => [one, ...one.querySelectorAll('*')].every((part) => part.scrollHeight <= part.clientHeight + 2 || getComputedStyle(part).overflowY === 'visible')"
    assert page.eval_on_selector("#unsaved", inner)
