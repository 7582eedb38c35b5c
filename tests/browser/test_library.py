"""The picture library, names and rights in a real browser: by keyboard, on a telephone, by night."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image, ImageDraw

from photos.models import Photo
from photos.renditions import crop, original_name
from photos.uploads import take_in
from tests import cast
from tests.desk.screens import story


def picture(size=(1200, 500), at=900):
    """A wide picture with a red mast in it."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((at, 0, at + 30, size[1]), fill=(200, 0, 0))
    buffer = BytesIO()
    image.save(buffer, "JPEG")
    return take_in(
        ContentFile(buffer.getvalue()), user=None, now=timezone.now(), credit="Nora Vale", captions={"en": "A mast"}
    )


def shelf_full(count):
    """So many small pictures more."""
    content = cast.jpeg((90, 60)).read()
    for number in range(count):
        photo = Photo.objects.create(
            digest=str(number),
            width=90,
            height=60,
            credit="A",
            captions={"en": f"No. {number}"},
            created_at=timezone.now(),
        )
        default_storage.save(original_name(photo.key), ContentFile(content))


def test_arrow_keys_move_the_focal_point_and_the_crops_are_those_that_will_be_cut(visitor):
    photo = picture()
    page = visitor().sign_in(cast.mariam()).open(f"/admin/photos/photo/{photo.pk}/change/").page
    page.focus(".focal__picture")
    for _press in range(3):
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowDown")
    assert (page.input_value("[data-focal=x]"), page.input_value("[data-focal=y]")) == ("0.790", "0.510")
    # Where the square crop begins, as the browser shows it and as it is cut.
    left = page.evaluate("parseFloat(document.querySelector('.focal__crop--square img').style.objectPosition)") / 100
    ramp = Image.linear_gradient("L").rotate(90).resize((1200, 500))
    cut = crop(ramp, (500, 500), (0.79, 0.51))
    shown = ramp.crop((round(left * 700), 0, round(left * 700) + 500, 500))
    assert abs(cut.getpixel((0, 250)) - shown.getpixel((0, 250))) <= 1
    for _press in range(12):
        page.keyboard.press("Shift+ArrowRight")
    assert page.input_value("[data-focal=x]") == "1.000"
    with page.expect_navigation():
        page.click("[name=_save]")
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (1.0, 0.51)


def test_the_dialog_loads_more_pictures_and_chooses_one_of_them(visitor):
    variant = cast.draft()
    first = picture()
    shelf_full(30)
    page = visitor().sign_in(cast.mariam()).open(story(variant)).page
    page.click("[data-choose]")
    page.wait_for_selector(".library [data-photo]")
    assert page.locator(".library [data-photo]").count() == 24
    page.click(".library [data-more]")
    page.wait_for_selector(f".library [data-photo='{first.pk}']")
    assert page.locator(".library [data-photo]").count() == 31
    assert page.locator(".library [data-more]").count() == 0
    page.fill(".library [name=q]", "mast")
    page.press(".library [name=q]", "Enter")
    page.wait_for_selector(".library .shelf li:only-child")
    page.click(f".library [data-photo='{first.pk}']")
    page.click("button[name=do][value=save]")
    page.wait_for_selector(".messagelist .success")
    variant.article.refresh_from_db()
    assert variant.article.lead_photo == first


@pytest.mark.parametrize(("language", "theme", "width"), [("en", "light", 390), ("hy", "dark", 1280)])
def test_library_names_and_rights_are_clean_on_a_telephone_and_by_night(visitor, paper, language, theme, width):
    photo = picture()
    Photo.objects.update(expires_on=timezone.localdate())
    shelf_full(30)
    tag, other = cast.tag(), cast.tag("buses", en="Buses")
    cast.tigran()
    places = [
        "/admin/photos/photo/", f"/admin/photos/photo/{photo.pk}/change/", "/admin/names/?language=hy", "/admin/articles/tag/",
        f"/admin/articles/tag/{other.pk}/merge/?q=rail", f"/admin/articles/tag/{other.pk}/merge/?into={tag.pk}",
        "/admin/accounts/user/rights/",
    ]  # fmt: skip
    editor = visitor(color_scheme=theme, locale=language, viewport={"width": width, "height": 800}).sign_in(cast.ada())
    for place in places:
        page = editor.open(place).page
        assert editor.response.status == 200
        assert editor.violations() == [], place
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
    page = editor.open(story(paper[0])).page
    page.click("[data-choose]")
    page.wait_for_selector(".library [data-photo]")
    assert editor.violations() == []
