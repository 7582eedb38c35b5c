"""From the admin to a reader, in three languages: the whole way, with real text and a real picture."""

import re
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

from django.utils import timezone
from PIL import Image

from articles.models import ArticleVariant
from demo.pictures import draw
from photos.models import Photo
from tests import cast

UDHR = Path(__file__).parent.parent / "data" / "udhr"
FILES = {"en": "eng", "ru": "rus", "hy": "hye"}
TITLES = {"en": "What every person is owed", "ru": "Что положено каждому человеку", "hy": "Ինչ է հասնում ամեն մարդու"}


def declaration(language):
    """The body of the real document, as a browser would copy it from a page."""
    return re.search(r"<body>(.*)</body>", (UDHR / f"{FILES[language]}.html").read_text(encoding="utf-8"), re.S)[1]


def camera_picture():
    """A JPEG as a phone writes it: lying on its side, with the place it was taken at."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Phone"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (40.0, 10.0, 37.0), "E", (44.0, 30.0, 47.0)
    buffer = BytesIO()
    draw("ararat-valley", "journey", (1500, 1000)).save(buffer, "JPEG", quality=88, exif=exif)
    return {"name": "IMG_2041.JPG", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


PASTE = """([html, text]) => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", text);
  const target = document.querySelector(".tiptap");
  target.focus();
  target.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def write(editor, language):
    page = editor.page
    page.wait_for_selector(".tiptap")
    page.fill("#id_headline", TITLES[language])
    page.evaluate(PASTE, [declaration(language), "unused"])
    editor.press("save")


def test_the_whole_journey(visitor):
    cast.paper(), cast.section()
    cast.tag("human-rights", en="Human rights", ru="Права человека", hy="Մարդու իրավունքներ")
    editor, reader = visitor(), visitor()
    page = editor.sign_in(cast.mariam()).page

    # A story, Armenian first.
    editor.open("/admin/articles/article/add/")
    page.select_option("#id_language", "hy")
    page.fill("#id_headline", TITLES["hy"])
    page.click("form.desk-form button.desk-primary")
    page.wait_for_url(re.compile(r".*/admin/articles/article/\d+/arm/"))
    story = page.url.removesuffix("arm/")
    write(editor, "hy")
    for language in ("en", "ru"):
        page.goto(f"{story}{language}/")
        with page.expect_navigation():
            page.click("main form button[type=submit]")
        write(editor, language)
    for variant in ArticleVariant.objects.select_related("head"):
        body = variant.head.data["body"]
        assert "<h1" not in body and "<h2" in body
        assert len(body) > 8000

    # A picture out of a camera, a tag typed in Russian.
    page.goto(story)
    page.click("[data-choose]")
    page.click(".library__upload summary")
    page.set_input_files(".library__upload [name=file]", camera_picture())
    page.fill(".library__upload [name=credit]", "Nora Vale")
    page.fill(".library__upload [name=captions_en]", "Fields below the mountain")
    page.fill(".library__upload [name=alts_en]", "Rows of a field run towards a mountain")
    page.click(".library__upload button[type=submit]")
    page.click(".library__shelf [data-photo]")
    page.click(".field-tags .select2-selection")
    page.keyboard.type("права чел")
    page.wait_for_selector(".select2-results__option--highlighted:has-text('Human rights')")
    page.keyboard.press("Enter")
    editor.press("save")
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (1000, 1500)

    # Two languages at once, the third at its minute.
    for language in ("arm", "en"):
        page.goto(f"{story}{language}/")
        editor.press("publish")
    due = timezone.localtime(timezone.now() + timedelta(seconds=75)).replace(second=0, microsecond=0)
    page.goto(f"{story}ru/")
    page.fill("#id_schedule_at", due.strftime("%Y-%m-%dT%H:%M"))
    editor.press("schedule")

    # Read, signed out.
    by_language = {variant.language: variant for variant in ArticleVariant.objects.all()}
    for language in ("hy", "en"):
        reader.open(cast.address(by_language[language]))
        assert reader.response.status == 200
        assert reader.page.locator("h1").all_text_contents() == [TITLES[language]]
        assert reader.page.locator("html").get_attribute("lang") == language
    assert reader.page.locator(".article__photo img").evaluate("image => image.complete && image.naturalWidth > 0")
    assert reader.page.get_by_text("Human rights").count()
    reader.open("/en/tag/human-rights/")
    assert reader.page.get_by_text(TITLES["en"]).count()
    russian = cast.address(by_language["ru"])
    assert reader.context.request.get(russian).status == 404
    reader.page.wait_for_timeout(max(0, (due - timezone.now()).total_seconds() * 1000 + 200))
    assert reader.open(russian).response.status == 200
    switch = reader.page.locator("link[rel=alternate][hreflang]").evaluate_all(
        "links => links.map(link => link.hreflang)"
    )
    assert {"en", "ru", "hy"} <= set(switch)

    # Withdrawn in English: gone there, and nothing else changes but who names whom.
    columns = [field.attname for field in ArticleVariant._meta.concrete_fields]
    others = ArticleVariant.objects.exclude(language="en").order_by("pk").values(*columns)
    before, text_before = list(others), reader.page.locator("[data-article-text]").inner_html()
    page.goto(f"{story}en/")
    editor.press("withdraw")
    assert reader.context.request.get(cast.address(by_language["en"])).status == 410
    assert list(others) == before
    reader.open(russian)
    assert reader.page.locator("[data-article-text]").inner_html() == text_before
    hreflang = reader.page.locator("link[rel=alternate][hreflang]").evaluate_all(
        "links => links.map(link => link.hreflang)"
    )
    assert "en" not in hreflang and "hy" in hreflang
    assert not reader.page.locator(f'a[href="{cast.address(by_language["en"])}"]').count()
    assert datetime.now(tz=timezone.get_current_timezone()) >= due
