"""What an editor meets in the browser: no violation, no lost word, pictures in the text, three languages, night."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from articles import workflow
from articles.bulk import Plan, ask, make_change
from articles.models import BulkKind
from tests import cast
from tests.browser.conftest import PASSWORD
from tests.desk.screens import story, tab

PLACES = [
    "/admin/",
    "/admin/?period=week&missing=hy",
    "/admin/articles/article/",
    "/admin/articles/article/?bin=1",
    "{story}",
    "{tab}",
    "{tab}?beside=en",
    "{tab}wall/",
    "{tab}links/",
    "{story}history/",
    "{story}compare/?old={old}&new={new}",
    "/admin/log/",
    "/admin/calendar/",
    "/admin/photos/photo/",
    "{photo}",
    "/admin/names/?language=hy",
    "{tag}merge/?into={other}",
    "/admin/release/?variant={draft}",
    "/admin/translations/",
    "{bulk}",
    "/admin/photos/photo/add/",
    "/admin/articles/tag/add/",
    "/admin/articles/article/add/",
    "/admin/accounts/user/rights/",
    "/admin/accounts/user/",
    "/accounts/2fa/",
    "/accounts/2fa/webauthn/",
    "/accounts/password/change/",
]
# Where an editor's day passes: the dashboard with the board, the workspace, side by side, the library.
DAILY = ("/admin/", "/admin/?period=week&missing=hy", "{story}", "{tab}", "{tab}?beside=en", "/admin/photos/photo/")


@pytest.fixture
def places(paper, media):
    """Every kind of screen, with something on it."""
    now, (first, _russian, armenian) = timezone.now(), paper
    photo = cast.photo(captions={"en": "A bridge", "ru": "Мост"}, expires_on=timezone.localdate() + timedelta(days=3))
    signer = cast.author(
        "a-long-name",
        en="Konstantinos-Alexandros Papadopoulos-Hatzigeorgiou",
        ru="Константинос-Александрос Пападопулос",
        hy="Կոնստանտինոս-Ալեքսանդրոս Պապադոպուլոս",
    )
    cast.arrange(first, lead_photo=photo.pk, authors=(cast.author().slug, signer.slug), now=now)
    old = first.head_id
    cast.publish(cast.write(first, headline="The night train is late again", now=now), at=now)
    draft, other = cast.draft("ru", now=now), cast.tag("ferries", en="Ferries", ru="Паромы")
    cast.schedule(cast.draft(now=now), at=now + timedelta(hours=1), now=now)
    binned = cast.draft(now=now)
    workflow.move_to_bin(user=cast.mariam(), now=now, article_id=binned.article_id)
    plan = Plan(BulkKind.ADD_TAG, tag=other)
    change = ask(user=cast.ada(), now=now, plan=plan, article_ids=[first.article_id, binned.article_id], key=uuid4())
    make_change.func(change.pk)
    filled = {
        "story": story(first), "tab": tab(armenian), "old": old, "new": first.head_id, "draft": draft.pk,
        "photo": f"/admin/photos/photo/{photo.pk}/change/", "tag": f"/admin/articles/tag/{cast.tag().pk}/", "other": other.pk,
        "bulk": f"/admin/bulk/{change.pk}/",
    }  # fmt: skip
    return {place: place.format(**filled) for place in PLACES}


STILL = "Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null))).then(() => null)"


def met(editor, variant):
    """The page of both sides: somebody saved while this editor wrote."""
    page = editor.open(tab(variant)).page
    page.wait_for_selector(".tiptap")
    cast.write(variant, headline="What a colleague saved")
    page.fill("#id_headline", "What was typed here")
    editor.press("save")
    page.wait_for_selector(".three-way")
    assert "409" in editor.complaints.pop()


@pytest.mark.parametrize(("language", "themes"), [("en", ["light", "dark"]), ("ru", ["light"]), ("hy", ["dark"])])
def test_axe_finds_nothing_at_the_desk(visitor, places, language, themes):
    """By day and by night: in English everywhere, in the other languages where an editor's day passes."""
    editor, found = visitor(locale=language), {}

    def look(place, themes):
        for theme in themes:
            editor.page.emulate_media(color_scheme=theme)
            editor.page.evaluate(STILL)
            if violations := editor.violations():
                found[place, theme] = violations

    editor.open("/accounts/login/")
    look("sign-in", themes)
    editor.sign_in(cast.ada())
    for kind, place in places.items():
        page = editor.open(place).page
        if ".tiptap" in page.content():
            page.wait_for_selector(".tiptap")
        assert editor.response.status == 200, place
        assert page.locator("html").get_attribute("lang") == language
        look(kind, ["light", "dark"] if kind in DAILY else themes)
    met(editor, cast.draft())
    look("both sides", themes)
    assert found == {}


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


# What leads on and what acts: none of it may hide in a row that slides.
BEYOND = """() => [...document.querySelectorAll(":is(#header, .tabs, .desk-bar, .list-filter, .actions) :is(a, button, input, select, label)")]
  .filter((one) => { const { left, right, width } = one.getBoundingClientRect(); return width && (left < 0 || right > innerWidth); })
  .map((one) => one.textContent.trim() || one.name)"""


@pytest.mark.parametrize(("width", "language"), [(390, "en"), (390, "ru"), (390, "hy"), (1440, "ru"), (1440, "hy")])
def test_no_page_of_the_desk_scrolls_sideways(visitor, places, width, language):
    editor = visitor(viewport={"width": width, "height": 800}, locale=language).sign_in(cast.ada())
    page, wide = editor.page, {}
    for place in (*places.values(), None):
        editor.open(place) if place else met(editor, cast.draft())
        there, beyond = page.evaluate("document.scrollingElement.scrollWidth"), page.evaluate(BEYOND)
        if there > width or beyond:
            wide[place] = there, beyond
    assert wide == {}


def test_on_a_phone_every_step_and_every_place_is_within_reach_even_without_a_script(visitor, paper):
    *_, armenian = paper
    cast.publish(cast.write(paper[0], headline="The night train is late again"))
    editor = visitor(viewport={"width": 390, "height": 800}, locale="ru", java_script_enabled=False)
    page = editor.sign_in(cast.mariam()).open(tab(armenian)).page

    def in_sight(selector):
        box = page.locator(selector).bounding_box()
        return box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= 390 and box["y"] + box["height"] <= 800

    assert in_sight(".desk-bar [value=publish]") and in_sight(".desk-bar [value=save]")
    for folded in ("confirm", "withdraw"):
        assert page.locator(f".desk-bar [value={folded}]").is_hidden()
    page.click("[popovertarget=more-steps]")
    assert all(in_sight(f".desk-bar [value={step}]") for step in ("confirm", "withdraw"))
    page.keyboard.press("Escape")
    assert page.locator(".desk-nav").is_hidden()
    page.click("[popovertarget=desk-menu]")
    assert in_sight(".desk-nav") and in_sight(".desk-language")
    with page.expect_navigation():
        page.click(".desk-language [value=hy]")
    assert page.locator("html").get_attribute("lang") == "hy"


def test_a_headline_of_many_lines_is_seen_whole_on_a_phone(visitor):
    variant = cast.draft("hy", headline="Գիշերային գնացքը վերադառնում է ծովափ, և տոմսերն արդեն վաճառվում են։ " * 2)
    editor = visitor(viewport={"width": 390, "height": 800}, locale="hy").sign_in(cast.mariam())
    field = editor.open(tab(variant)).page.locator("#id_headline")
    assert field.evaluate("field => field.clientHeight > 150 && field.scrollHeight <= field.clientHeight")


@pytest.mark.parametrize("language", ["ru", "hy"])
def test_the_list_of_stories_is_not_cut_off(visitor, places, language):
    editor = visitor(viewport={"width": 1440, "height": 900}, locale=language).sign_in(cast.mariam())
    page = editor.open("/admin/articles/article/").page
    table = page.locator("#result_list")
    assert table.evaluate("table => table.getBoundingClientRect().right <= document.documentElement.clientWidth")
    assert table.evaluate("table => table.parentElement.scrollWidth <= table.parentElement.clientWidth")


@pytest.mark.parametrize("language", ["ru", "hy"])
def test_the_list_of_people_is_not_cut_off_on_a_phone(visitor, language):
    editor = visitor(viewport={"width": 390, "height": 800}, locale=language).sign_in(cast.ada())
    results = editor.open("/admin/accounts/user/").page.locator(".results")
    assert results.evaluate("box => box.scrollWidth <= box.clientWidth")


def test_the_sign_of_a_state_and_its_word_stand_on_one_line(visitor, paper):
    for language in ("ru", "hy"):
        cast.schedule(cast.draft(language), at=timezone.now() + timedelta(days=3))
    editor = visitor(viewport={"width": 1024, "height": 900}, locale="ru").sign_in(cast.mariam())
    names = editor.open("/admin/articles/article/").page.locator("#result_list .state__name", has_text="запланировано")
    assert names.count() == 2
    tops = """one => {
        const word = document.createRange()
        word.selectNode(one.lastChild)
        return [one.firstElementChild, word].map(part => part.getBoundingClientRect().top)
    }"""
    for sign, word in (names.nth(0).evaluate(tops), names.nth(1).evaluate(tops)):
        assert abs(sign - word) < 8


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
    page.route("**/autosave/", lambda route: None)  # the server never says that it has them
    page.click("#id_headline")
    page.keyboard.type("New ")
    page.goto("/admin/")
    assert asked == ["beforeunload"]
    page.unroute("**/autosave/")
    page.goto(tab(variant))
    page.wait_for_selector("#unsaved")
    assert page.locator("[data-may-be-open]:visible").count() == 0  # that window was just left
    page.click("text=Restore these words")
    page.wait_for_selector('[data-kept]:has-text("Autosaved")')
    assert "another window" not in page.inner_text("[data-kept]")
    page.click("#id_standfirst")  # a browser asks only who has touched the page
    page.goto("/admin/")
    assert asked == ["beforeunload"]  # what is autosaved will be offered again


def test_words_that_are_brought_back_take_no_press_of_a_button_away(visitor):
    variant = cast.draft()
    page = visitor().sign_in(cast.mariam()).open(tab(variant)).page
    page.wait_for_selector(".tiptap")
    page.click("#id_headline")
    page.keyboard.type("New ")
    page.goto("/admin/")
    held = []
    page.route("**/autosave/", lambda route: held.append(route))
    page.route("**?words=*", lambda route: held.append(route))
    page.evaluate("""() => {
        const name = Object.keys(localStorage).find((one) => one.startsWith("words:"));
        const copy = JSON.parse(localStorage.getItem(name));
        localStorage.setItem(name, JSON.stringify({ ...copy, at: copy.at + 60_000 }));
    }""")  # newer than what the server has: it is sent, and then the page is loaded again to offer it
    page.goto(tab(variant))
    page.wait_for_selector("#unsaved")

    def wait_for(number):
        for _ in range(200):
            if len(held) == number:
                return
            page.wait_for_timeout(50)
        raise AssertionError(f"{len(held)} of {number} requests came")

    wait_for(1)
    page.click("text=Restore these words", no_wait_after=True)
    wait_for(2)
    sending, restoring = held
    sending.continue_()
    page.unroute("**/autosave/")
    page.wait_for_timeout(500)
    restoring.continue_()
    page.wait_for_selector('[data-kept]:has-text("Autosaved")')


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
    page.wait_for_selector("dialog[data-picture] [name=alt]:focus")
    page.keyboard.press("Enter")  # its words are right as the library has them
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


@pytest.mark.parametrize(("language", "word"), [("ru", "Полужирный"), ("hy", "Թավատառ")])
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


def test_a_table_is_asked_for_and_put_in_in_words_of_our_own(visitor):
    variant = cast.draft(body="<p>Before.</p>")
    editor = visitor().sign_in(cast.mariam())
    page = editor.open(tab(variant)).page
    page.click(".tiptap p")
    page.click(".prose-menubar [title='Table']")
    dialog = page.locator(".prose-editor-dialog")
    assert "With a header row" in dialog.inner_text() and "Insert" in dialog.inner_text()
    dialog.locator("input[type=number]").first.fill("2")
    dialog.locator("input[type=checkbox]").check()
    dialog.locator("button[type=submit]").click()
    page.wait_for_selector(".tiptap table th")
    assert page.locator(".tiptap table tr").count() == 2
    page.locator(".tiptap table th").first.click()
    page.keyboard.type("Town")
    editor.press("save")
    variant.refresh_from_db()
    assert "<th" in variant.head.data["body"] and "Town" in variant.head.data["body"]
