import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from photos.models import Photo
from tests import cast
from tests.desk.screens import said, signed_in

pytestmark = pytest.mark.django_db
ADD = "/admin/photos/photo/add/"
CHOOSE = "/admin/photos/photo/choose/"


def upload(client, file, url=ADD, **changes):
    return client.post(
        url, {"file": file, "credit": "Nora Vale", "captions_en": "A bridge", "alts_en": "An arch", **changes}
    )


def huge_png():
    """A header that promises 12,000 × 12,000 pixels in a few bytes."""
    head = struct.pack(">IIBBBBB", 12_000, 12_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + b"\x00\x00\x00\x00IEND\xaeB`\x82"
    )


def file(name, content, kind="image/jpeg"):
    return SimpleUploadedFile(name, content, kind)


def test_a_picture_comes_in_upright_and_without_its_place(media):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    response = upload(signed_in(cast.anna()), cast.jpeg((600, 400), exif=exif))
    assert response.status_code == 302
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (400, 600)
    original = media / photo.key / "original.jpg"
    with Image.open(original) as image:
        assert not image.getexif()


BAD = {
    "renamed": lambda: file("picture.jpg", b"MZ this is a program"),
    "svg": lambda: file("picture.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "image/svg+xml"),
    "svg renamed": lambda: file("picture.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>', "image/png"),
    "bomb": lambda: file("picture.png", huge_png(), "image/png"),
    "cut": lambda: file("picture.jpg", cast.jpeg((900, 700)).read()[:4000]),
    "empty": lambda: file("picture.jpg", b""),
}


@pytest.mark.parametrize("what", BAD)
def test_what_is_no_picture_of_ours_is_refused_and_leaves_nothing(media, what):
    response = upload(signed_in(cast.anna()), BAD[what]())
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()
    assert not Photo.objects.exists()
    assert not [path for path in media.rglob("*") if path.is_file()]


def test_a_picture_without_a_credit_is_refused(media):
    assert upload(signed_in(cast.anna()), cast.jpeg(), credit="  ").status_code == 422
    assert not Photo.objects.exists()


def test_the_library_is_headed_with_a_capital_in_every_language(media):
    client = signed_in(cast.mariam())
    for language, heading in (("en", "Pictures"), ("ru", "Фото"), ("hy", "Նկարներ")):
        assert (
            f"<h1>{heading}</h1>"
            in client.get("/admin/photos/photo/", headers={"accept-language": language}).content.decode()
        )


def test_the_library_finds_by_words_and_answers_with_what_the_editor_needs(media):
    client = signed_in(cast.anna())
    upload(client, cast.jpeg(), captions_ru="Мост через Дебед")
    upload(client, cast.jpeg(colour=(1, 2, 3)), captions_en="A school")
    page = client.get(CHOOSE, {"q": "МОСТ", "language": "ru"}).content.decode()
    assert page.count("data-photo=") == 1
    assert 'data-caption="Мост через Дебед · Nora Vale"' in page
    assert "No picture found." in client.get(CHOOSE, {"q": "nothing"}).content.decode()


def test_an_upload_in_the_dialog_answers_with_the_new_picture_or_with_the_reason(media):
    client = signed_in(cast.anna())
    assert "data-photo=" in upload(client, cast.jpeg(), CHOOSE).content.decode()
    refused = upload(client, BAD["renamed"](), CHOOSE)
    assert refused.status_code == 422
    assert "This is not a JPEG" in refused.content.decode()


def test_the_desk_sees_an_unpublished_picture_and_the_public_does_not(media, client):
    editor = signed_in(cast.anna())
    upload(editor, cast.jpeg((900, 600)))
    photo = Photo.objects.get()
    response = editor.get(f"/admin/photos/photo/file/{photo.key}/c240.jpg")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, max-age=60"
    assert client.get(f"/admin/photos/photo/file/{photo.key}/c240.jpg").status_code == 302
    assert client.get(f"/media/{photo.key}/c240.jpg").status_code == 404


@pytest.mark.parametrize("path", ["0" * 32 + "/original.jpg", "0" * 32 + "/c240.jpg", "x/c240.jpg"])
def test_a_file_that_is_no_rendition_answers_404(media, path):
    assert signed_in(cast.mariam()).get(f"/admin/photos/photo/file/{path}", follow=True).status_code == 404


def test_a_new_focal_point_makes_new_crops_and_new_words_do_not(media, django_capture_on_commit_callbacks):
    client = signed_in(cast.anna())
    with django_capture_on_commit_callbacks(execute=True):
        upload(client, cast.jpeg((900, 600)))
    photo = Photo.objects.get()
    url = f"/admin/photos/photo/{photo.pk}/change/"
    data = {"credit": "Nora Vale", "captions_en": "A long bridge", "focal_x": 0.5, "focal_y": 0.5}
    assert client.post(url, data).status_code == 302
    again = Photo.objects.get()
    assert (again.caption("en"), again.rendered_at) == ("A long bridge", photo.rendered_at)
    client.post(url, {**data, "focal_x": 0.1})
    moved = Photo.objects.get()
    assert moved.focal_x == 0.1
    assert moved.rendered_at > photo.rendered_at


def test_a_focal_point_outside_the_picture_is_refused(media):
    client = signed_in(cast.anna())
    upload(client, cast.jpeg())
    photo = Photo.objects.get()
    data = {"credit": "Nora Vale", "focal_x": 7, "focal_y": "nan"}
    assert client.post(f"/admin/photos/photo/{photo.pk}/change/", data).status_code == 200
    assert Photo.objects.get().focal_x == 0.5


def test_a_picture_that_any_saved_state_shows_is_not_deleted_and_the_reason_is_said(
    media, django_capture_on_commit_callbacks
):
    client = signed_in(cast.mariam())
    for shade in range(4):
        upload(client, cast.jpeg(colour=(50 * shade, 2, 3)))
    lead, before, inside, free = Photo.objects.order_by("pk")
    variant = cast.draft()
    cast.arrange(variant, lead_photo=before.pk)
    cast.arrange(variant, lead_photo=lead.pk)  # only an old state of the facts knows `before`
    cast.write(
        cast.draft(body=f'<figure><img src="/media/{inside.key}/w1440.jpg" alt=""></figure>'), body="<p>Gone.</p>"
    )
    for photo in (lead, before, inside):
        response = client.post(f"/admin/photos/photo/{photo.pk}/delete/", {"post": "yes"})
        assert "A story shows this picture, or did" in said(client, response)[-1]
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/admin/photos/photo/{free.pk}/delete/", {"post": "yes"})
    assert {path.name for path in media.iterdir()} == {lead.key, before.key, inside.key}
    assert list(Photo.objects.order_by("pk")) == [lead, before, inside]
    assert signed_in(cast.anna()).post(f"/admin/photos/photo/{lead.pk}/delete/", {"post": "yes"}).status_code == 403
