"""What an editor meets in the browser: no violation, no lost word, pictures in the text, three languages, night."""

import re

import pytest

from tests import cast
from tests.browser.conftest import PASSWORD
from tests.desk.screens import story, tab

PLACES = [
    "/admin/",
    "/admin/articles/article/",
    "{story}",
    "{tab}",
    "{story}history/",
    "/admin/photos/photo/add/",
    "/admin/articles/tag/add/",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/password/change/",
]


@pytest.mark.parametrize("language", ["en", "ru", "hy"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_at_the_desk(visitor, paper, language, theme):
    editor = visitor(color_scheme=theme, locale=language)
    editor.open("/accounts/login/")
    assert editor.violations() == []
    editor.sign_in(cast.mariam())
    for place in PLACES:
        page = editor.open(place.format(story=story(paper[0]), tab=tab(paper[2]))).page
        if ".tiptap" in page.content():
            page.wait_for_selector(".tiptap")
        assert editor.response.status == 200
        assert page.locator("html").get_attribute("lang") == language
        assert editor.violations() == [], place


@pytest.mark.parametrize(("language", "theme"), [("en", "light"), ("ru", "dark"), ("hy", "light")])
def test_axe_finds_nothing_where_a_second_factor_is_set_up(visitor, language, theme):
    editor = visitor(color_scheme=theme, locale=language, viewport={"width": 390, "height": 800})
    page = editor.sign_in(cast.mariam()).open("/accounts/2fa/totp/activate/").page
    assert "/reauthenticate/" in page.url
    assert editor.violations() == []
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.click("form.desk-form button[type=submit]")
    for place in ("/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/"):
        editor.open(place)
        assert page.url.endswith(place)
        assert editor.violations() == [], place
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, place


@pytest.mark.parametrize("width", [390, 1280])
def test_no_page_of_the_desk_scrolls_sideways(visitor, paper, width):
    editor = visitor(viewport={"width": width, "height": 800}).sign_in(cast.mariam())
    for place in PLACES:
        page = editor.open(place.format(story=story(paper[0]), tab=tab(paper[2]))).page
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


def test_leaving_with_unsaved_words_asks_first(visitor):
    variant = cast.draft()
    editor = visitor().sign_in(cast.mariam())
    page = editor.open(tab(variant)).page
    page.wait_for_selector(".tiptap")
    asked = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.goto("/admin/")
    assert asked == []
    page.goto(tab(variant))
    page.wait_for_selector(".tiptap")
    page.click("#id_headline")
    page.keyboard.type("New ")
    page.goto("/admin/")
    assert asked == ["beforeunload"]


def test_a_picture_of_the_library_stands_in_the_text_with_its_caption(visitor, media):
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from photos.uploads import take_in

    photo = take_in(
        ContentFile(cast.jpeg((900, 600)).read()),
        user=None,
        now=timezone.now(),
        credit="Nora Vale",
        captions={"en": "A bridge"},
        alts={"en": "An arch"},
    )
    variant = cast.draft(body="<p>Before.</p>")
    editor = visitor().sign_in(cast.mariam())
    page = editor.open(tab(variant)).page
    page.click(".tiptap p")
    page.keyboard.press("End")
    page.click(".prose-menubar [title='Picture from the library']")
    page.click(".library__shelf [data-photo]")
    page.wait_for_selector(".tiptap figure img")
    editor.press("publish")
    variant.refresh_from_db()
    assert f'src="/media/{photo.key}/w1440.jpg"' in variant.body
    assert f'data-photo="{photo.pk}"' in variant.body
    assert "<figcaption>A bridge · Nora Vale</figcaption>" in variant.body
    reader = visitor().open(cast.address(variant)).page
    reader.locator(".prose figure img").scroll_into_view_if_needed()
    assert (
        reader.locator(".prose figure img").evaluate(
            "async (image) => { await image.decode(); return image.naturalWidth; }"
        )
        > 0
    )


def test_an_embed_is_kept_as_provider_and_number_and_loads_after_a_click(visitor):
    variant = cast.draft(body="<p>Before.</p>")
    editor = visitor().sign_in(cast.mariam())
    page = editor.open(tab(variant)).page
    page.click(".tiptap p")
    page.click(".prose-menubar [title='Post or video from another site']")
    page.fill(".prose-editor-dialog input", "https://www.youtube.com/watch?v=abcdefghijk")
    page.click(".prose-editor-dialog button[type=submit]")
    page.wait_for_selector(".tiptap figure[data-embed=youtube]")
    editor.press("publish")
    variant.refresh_from_db()
    assert 'data-embed="youtube" data-id="abcdefghijk"' in variant.body
    reader = visitor()
    reader.open(cast.address(variant))
    assert not [request for request in reader.requests if "youtube" in request.url]
    assert reader.page.locator("figure.embed a").get_attribute("href") == "https://www.youtube.com/watch?v=abcdefghijk"


def test_what_the_editor_does_not_know_is_not_lost_by_opening_and_saving(visitor):
    body = (
        '<p>One <strong>two</strong> <em>three</em> <a href="https://example.org/" rel="noopener">four</a> <span lang="fr">cinq</span></p>'
        "<h2>Six</h2><ul><li><p>seven</p></li></ul><ol><li><p>eight</p></li></ol><blockquote><p>nine</p></blockquote>"
        '<p lang="ru">десять</p><table><tbody><tr><th><p>a</p></th><td><p>b</p></td></tr></tbody></table>'
        '<figure data-embed="youtube" data-id="abcdefghijk"><figcaption>Eleven</figcaption></figure><p>H<sub>2</sub>O</p><hr>'
    )
    variant = cast.draft(body=body)
    editor = visitor().sign_in(cast.mariam())
    page = editor.open(tab(variant)).page
    page.wait_for_selector(".tiptap")
    page.click(".tiptap p")
    page.keyboard.press("End")
    page.keyboard.type("!")
    editor.press("save")
    variant.refresh_from_db()
    saved = variant.head.data["body"]
    for kept in ("<strong>two</strong>", "<em>three</em>", 'href="https://example.org/"', '<span lang="fr">cinq</span>', "<h2>Six</h2>",
                 "seven", "<ol>", "<blockquote>", '<p lang="ru">десять</p>', "<th", "<td", 'data-embed="youtube"', "Eleven", "<sub>2</sub>", "<hr>"):  # fmt: skip
        assert kept in saved, kept


@pytest.mark.parametrize(("language", "word"), [("ru", "Полужирный"), ("hy", "Թավ")])
def test_the_editors_buttons_speak_the_desks_language(visitor, language, word):
    editor = visitor(locale=language).sign_in(cast.mariam())
    page = editor.open(tab(cast.draft())).page
    page.wait_for_selector(".prose-menubar")
    titles = page.locator(".prose-menubar button[title]").evaluate_all("buttons => buttons.map(button => button.title)")
    assert word in titles
    assert not [title for title in titles if re.search("[A-Za-z]{3,}", title)]


def test_the_address_word_is_proposed_while_the_headline_is_typed(visitor):
    variant = cast.draft("hy")
    page = visitor().sign_in(cast.mariam()).open(tab(variant)).page
    page.click(".desk-more summary")
    page.wait_for_selector(f"#id_slug[placeholder={variant.slug}]")
    assert page.input_value("#id_slug") == ""
    page.fill("#id_headline", "Երևանի նոր կամուրջը")
    page.wait_for_selector("#id_slug[placeholder=yerevani-nor-kamurjy]")


def test_the_focal_point_is_set_by_a_click_on_the_picture(visitor, media):
    from django.core.files.base import ContentFile
    from django.utils import timezone

    from photos.models import Photo
    from photos.uploads import take_in

    photo = take_in(ContentFile(cast.jpeg((900, 600)).read()), user=None, now=timezone.now(), credit="Nora Vale")
    page = visitor().sign_in(cast.mariam()).open(f"/admin/photos/photo/{photo.pk}/change/").page
    picture = page.locator(".focal__picture img")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.25, "y": box["height"] * 0.75})
    with page.expect_navigation():
        page.click("input[name=_save]")
    moved = Photo.objects.get()
    assert abs(moved.focal_x - 0.25) < 0.01 and abs(moved.focal_y - 0.75) < 0.01
