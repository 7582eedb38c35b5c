"""The words of a picture in the text: asked for when it comes in, and again by mouse, by key and from the checklist."""

from django.utils import timezone

from articles import workflow
from articles.models import ArticleVariant, Autosave
from tests import cast
from tests.browser.test_writing import soon
from tests.desk.screens import tab

ALT = "«Կարմիր» կայմ՝ <ծովի> վրա"
DIALOG = "dialog[data-picture]"


def saved(variant):
    variant.refresh_from_db()
    return variant.head.data["body"]


def opened(visitor, variant, **options):
    editor = visitor(**options).sign_in(cast.mariam())
    editor.open(tab(variant)).page.wait_for_selector(".tiptap")
    return editor


def describe(page, alt, caption=None):
    """The first field has the focus; Enter is done, and the focus is in the text again."""
    page.wait_for_selector(f"{DIALOG} [name=alt]:focus")
    page.keyboard.press("Control+A")
    page.keyboard.type(alt)
    if caption is not None:
        page.keyboard.press("Tab")
        page.keyboard.press("Control+A")
        page.keyboard.type(caption)
    page.keyboard.press("Enter")
    page.wait_for_selector(".tiptap:focus")


def test_a_picture_is_described_as_it_comes_in_and_changed_and_removed_by_key(visitor):
    cast.photo(captions={"hy": "Կայմը"})
    variant = cast.draft("hy")
    editor = opened(visitor, variant)
    page = editor.page
    page.click(".tiptap p >> nth=1")
    page.keyboard.press("Home")
    page.click(".prose-menubar button[data-name=figure]")
    page.click(".library__shelf [data-photo]")
    page.wait_for_selector(DIALOG)
    assert page.input_value(f"{DIALOG} [name=caption]") == "Կայմը · Nora Vale"
    assert page.get_attribute(f"{DIALOG} [name=alt]", "lang") == "hy"
    assert editor.violations() == []
    describe(page, ALT)
    page.click(".tiptap figcaption")
    page.click(".prose-menubar button[data-name=figure]")
    page.wait_for_selector(DIALOG)
    assert page.input_value(f"{DIALOG} [name=alt]") == ALT
    describe(page, ALT, "Կայմը ծովի վրա")
    editor.press("save")
    body = saved(variant)
    assert (
        'alt="«Կարմիր» կայմ՝ &lt;ծովի&gt; վրա"' in body and "<figcaption>Կայմը ծովի վրա</figcaption></figure>" in body
    )

    page.wait_for_selector(".tiptap figure")
    page.click(".tiptap p >> nth=0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(DIALOG)
    page.keyboard.press("Escape")
    page.wait_for_selector(".tiptap:focus")
    page.click(".tiptap figure img")
    page.click(f"{DIALOG} [data-remove]")
    page.wait_for_selector(".tiptap:focus")
    editor.press("save")
    assert "figure" not in saved(variant)
    assert ArticleVariant.objects.get().head.data["body"].startswith(cast.BODIES["hy"][:20])


def test_the_checklist_leads_to_the_picture_that_nobody_described(visitor):
    photo = cast.photo()
    picture = f'<figure><img src="/media/{photo.key}/w1440.jpg" alt=""{{}}<figcaption>A <a href="/en/">mast</a></figcaption></figure>'
    variant = cast.draft(body=cast.BODIES["en"] + picture.format(">"))
    editor = opened(visitor, variant, viewport={"width": 390, "height": 800})
    page = editor.page
    page.click("[data-undescribed]")
    assert page.locator(f"{DIALOG} [name=caption]").get_attribute("readonly") is not None  # its link is not lost
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    describe(page, "A red mast")
    page.wait_for_selector("[data-undescribed]", state="hidden")
    page.click(".tiptap figure img")  # once more; Ctrl+S saves what is typed in the dialog
    page.fill(f"{DIALOG} [name=alt]", "A tall red mast")
    with page.expect_navigation():
        page.keyboard.press("Control+S")
    assert 'alt="A tall red mast"' in saved(variant) and '<a href="/en/">mast</a></figcaption>' in saved(variant)


def kept(alt):
    return any(f'alt="{alt}"' in copy.data["body"] for copy in Autosave.objects.all())


def test_what_is_typed_in_the_dialog_is_kept_when_the_page_goes_and_when_somebody_takes_over(visitor):
    photo = cast.photo()
    variant = cast.draft(body=f'{cast.BODIES["en"]}<p><img src="/media/{photo.key}/w1440.jpg" alt="Before"></p>')
    page = opened(visitor, variant).page
    page.click(".tiptap img")
    page.fill(f"{DIALOG} [name=alt]", "Reloaded away")
    page.reload()
    soon(lambda: kept("Reloaded away"))
    page.reload()
    page.click("#unsaved .desk-primary")
    page.wait_for_selector(".tiptap[contenteditable=true]")

    page.click(".tiptap img")
    page.fill(f"{DIALOG} [name=alt]", "Taken over")
    workflow.take_over(user=cast.elena(), now=timezone.now(), variant_id=variant.pk)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # it looks whose turn it is
    page.wait_for_selector(".is-stopped")
    soon(lambda: kept("Taken over"))
