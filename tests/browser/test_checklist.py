"""Pasting from other programs, the checklist, typography and "minor" as an editor meets them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import LogEntry, Section
from tests import cast, pasted
from tests.browser.test_journey import PASTE
from tests.desk.screens import story, tab

LONG = "<p>" + "The first carriages left at dusk. " * 20 + "</p>"
ROUGH = {
    "headline": 'Поезд "Севан" - вернулся',
    "body": '<p>"Первые" <strong>вагоны</strong> отошли в 10:30.</p><p>Билетов нет.</p>',
}


def opened(visitor, variant, user=None, **options):
    editor = visitor(**options).sign_in(user or cast.mariam())
    editor.open(tab(variant)).page.wait_for_selector(".tiptap")
    return editor


def type_at_the_end(page, words):
    page.click(".tiptap p >> nth=0")
    page.keyboard.press("End")
    page.keyboard.type(words)


def press_in_vain(editor, do):
    """The page comes back with 422, of which the browser complains."""
    editor.press(do)
    editor.page.wait_for_selector(".suggestion--block")
    assert "422" in editor.complaints.pop()


@pytest.mark.parametrize("language", pasted.STORY)
@pytest.mark.parametrize("source", pasted.SOURCES)
def test_pasting_keeps_what_was_meant_and_asks_for_no_foreign_picture(visitor, source, language):
    variant = cast.draft(language, body="")
    editor = opened(visitor, variant)
    editor.page.evaluate(PASTE, [pasted.html(source, language), "unused"])
    assert editor.page.locator(".tiptap img:not(.ProseMirror-separator)").count() == 0
    editor.press("save")
    variant.refresh_from_db()
    assert pasted.is_kept(variant.head.data["body"], source, language)
    ours = editor.page.url.partition("/admin/")[0]
    assert [one.url for one in editor.requests if not one.url.startswith((ours, "data:"))] == []


def test_what_blocks_is_published_with_a_reason(visitor):
    variant = cast.draft(body=LONG, standfirst="At last.")
    Section.objects.update(checklist={"tag": "block"})
    editor = opened(visitor, variant)
    page = editor.page
    page.fill("#id_headline", "Second thoughts")
    press_in_vain(editor, "publish")
    page.wait_for_selector("[role=alert] >> text=Saved, but not published.")
    assert page.evaluate("document.activeElement.name") == "reason"
    assert editor.violations() == []
    page.keyboard.type("Nobody else has it.")
    with page.expect_navigation():
        page.click("button:has-text('Publish anyway')")
    variant.refresh_from_db()
    assert (variant.status, variant.headline) == ("published", "Second thoughts")
    assert LogEntry.objects.filter(article=variant.article_id).first().reason == "Nobody else has it."


def test_a_brief_goes_live_in_six_steps(visitor):
    """From any screen: to the form, headline, begin, text, publish; the checklist warns and stands in nobody's way."""
    section = cast.section()
    section.checklist = {"tag": "block", "standfirst": "block"}
    section.save()
    editor = visitor().sign_in(cast.mariam())
    page = editor.open("/admin/photos/photo/").page
    page.goto("/admin/articles/article/add/")  # 1
    page.wait_for_selector("[name=headline]:focus")
    page.keyboard.type("Night train returns")  # 2: the field has the focus
    with page.expect_navigation():
        page.click("form.desk-form button.desk-primary")  # 3
    page.wait_for_selector(".tiptap")
    page.click(".tiptap")  # 4
    page.keyboard.type("The first carriages left at dusk.")
    editor.press("publish")  # 5
    assert page.locator(".findings >> text=The story has no tag.").count() == 1
    assert page.locator("[role=alert]").count() == 0
    from articles.models import ArticleVariant

    assert ArticleVariant.objects.get().visible_from is not None


def test_the_checklist_follows_what_is_typed(visitor):
    variant = cast.draft(standfirst="At last.")
    editor = opened(visitor, variant)
    page = editor.page
    page.fill("#id_headline", "Ночной поезд")
    page.wait_for_selector(".finding:has-text('words in another alphabet (Ночной поезд)')")
    page.fill("#id_headline", "Night train returns")
    page.wait_for_selector(".finding:has-text('words in another alphabet')", state="detached")
    variant.refresh_from_db()
    assert variant.headline == cast.HEADLINES["en"]


def test_a_small_change_ticks_the_box_and_a_larger_one_takes_it_back(visitor):
    variant = cast.live(at=timezone.now() - timedelta(hours=1))
    page = opened(visitor, variant).page
    box = page.locator("[name=is_minor]")
    assert not box.is_checked()
    page.fill("#id_headline", "Night trains return to the coast")
    page.wait_for_selector("[data-minor-note]:visible")
    assert box.is_checked()
    type_at_the_end(page, " Nobody saw them go.")
    page.wait_for_selector("[data-minor-note]", state="hidden")
    assert not box.is_checked()


def test_a_box_that_was_ticked_by_hand_stays(visitor):
    variant = cast.live(at=timezone.now() - timedelta(hours=1))
    editor = opened(visitor, variant)
    page = editor.page
    page.check("[name=is_minor]")
    with page.expect_response("**/check/"):
        page.fill("#id_headline", "Quite another headline for the same story")
    assert page.locator("[name=is_minor]").is_checked()
    editor.press("publish")
    assert LogEntry.objects.filter(article=variant.article_id).first().details == {"is_minor": True}


def test_typography_is_reviewed_and_put_into_the_form_and_not_saved_by_itself(visitor):
    variant = cast.draft("ru", **ROUGH)
    before = variant.head_id
    editor = opened(visitor, variant)
    page = editor.page
    type_at_the_end(page, " Да.")
    editor.press("tidy")
    page.wait_for_selector(".suggestion ins:has-text('«')")
    assert page.evaluate("document.activeElement.id") == "typography-heading"
    assert editor.violations() == []
    page.uncheck("[name=tidy][value=headline]")
    editor.press("tidied")
    assert page.input_value("#id_headline") == ROUGH["headline"]
    assert "«Первые»" in page.inner_text(".tiptap") and "Да." in page.inner_text(".tiptap")
    variant.refresh_from_db()
    assert variant.head_id == before
    page.wait_for_selector('[data-kept]:has-text("Autosaved")')
    assert "not saved yet" in page.inner_text(".desk-note") and "Everything is saved" not in page.inner_text(
        "[data-kept]"
    )


@pytest.mark.parametrize("language", ["en", "ru", "hy"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_beside_the_checklist(visitor, language, theme):
    variant = cast.draft("ru", **{**ROUGH, "body": ROUGH["body"] + LONG})
    Section.objects.update(checklist={"tag": "block"})
    editor = opened(visitor, variant, color_scheme=theme, locale=language)
    assert editor.violations() == []
    editor.press("tidy")
    editor.page.wait_for_selector(".tiptap")
    assert editor.violations() == []
    press_in_vain(editor, "publish")
    assert editor.violations() == []
    for place in (f"/admin/articles/section/{variant.section_id}/change/", story(variant)):
        editor.open(place)
        assert editor.violations() == [], place


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_of_the_checklist_scrolls_sideways(visitor, width):
    variant = cast.draft("ru", **{**ROUGH, "body": ROUGH["body"] + LONG})
    cast.translate(variant, "hy")
    Section.objects.update(checklist={"tag": "block"})
    editor = opened(visitor, variant, viewport={"width": width, "height": 800})
    for press, do in ((editor.press, "tidy"), (lambda do: press_in_vain(editor, do), "publish")):
        press(do)
        assert editor.page.evaluate("document.documentElement.scrollWidth") <= width, do
    for place in (f"/admin/articles/section/{variant.section_id}/change/", story(variant)):
        editor.open(place)
        assert editor.page.evaluate("document.documentElement.scrollWidth") <= width, place
