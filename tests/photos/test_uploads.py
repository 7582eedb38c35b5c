from datetime import timedelta
from io import BytesIO, StringIO
from unittest.mock import Mock

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from PIL import Image

from photos import uploads
from photos.models import Photo
from photos.pictures import CROPPED, JPEG_ONLY, WHOLE, Picture, in_text
from photos.renditions import (
    MOST_AT_ONCE,
    PATIENCE,
    crop,
    make_missing,
    make_renditions,
    original_name,
    rendition_name,
    sizes,
)
from photos.storage import DurableStorage
from photos.uploads import AlreadyHere, remove, take_in
from tests import cast
from tests.cast import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


def upload(file, **options):
    return take_in(file, user=None, now=NOW, **{"credit": "Nora Vale", **options})


def camera_jpeg():
    """As a telephone makes it: lying on its side, with the place in its EXIF."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn right
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (40.0, 10.0, 30.0)
    return cast.jpeg((800, 600), exif=exif.tobytes())


def test_a_camera_picture_stands_upright_and_says_nothing_of_where_it_was():
    photo = upload(camera_jpeg(), captions={"hy": "Քաղաքը", "en": ""}, alts={"ru": "Дома"})
    assert (photo.width, photo.height) == (600, 800)
    assert photo.captions == {"hy": "Քաղաքը"} and photo.alt("ru") == "Дома" and photo.alt("en") == ""
    with default_storage.open(original_name(photo.key)) as file, Image.open(file) as image:
        assert image.size == (600, 800)
        assert not image.getexif()


def test_renditions_are_made_in_both_formats_and_never_enlarged():
    photo = upload(cast.jpeg((900, 600)))
    make_renditions.call(photo.pk)
    photo.refresh_from_db()
    assert photo.rendered_at
    for name, (width, height) in CROPPED.items():
        for extension in ("avif", "jpg"):
            with default_storage.open(rendition_name(photo.key, name, extension)) as file, Image.open(file) as image:
                assert image.size == (min(width, 900), min(height, 600))


def test_a_crop_keeps_the_focal_point_in_sight():
    image = Image.new("RGB", (3000, 1000), "white")
    image.paste((200, 0, 0), (2800, 400, 2900, 500))
    shown = crop(image, (600, 400), (0.95, 0.45))
    assert any(red > 150 and green < 60 for red, green, _blue in shown.getdata())
    lost = crop(image, (600, 400), (0.1, 0.45))
    assert not any(red > 150 and green < 60 for red, green, _blue in lost.get_flattened_data())


def png_header(width, height):
    """A PNG that only claims to be huge."""
    buffer = BytesIO()
    Image.new("1", (8, 8)).save(buffer, "PNG")
    content = bytearray(buffer.getvalue())
    content[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    import zlib

    content[29:33] = zlib.crc32(bytes(content[12:29])).to_bytes(4, "big")
    return SimpleUploadedFile("huge.png", bytes(content))


def huge_png():
    """A whole picture of 144 million dots, small only because they are all alike."""
    buffer = BytesIO()
    Image.new("1", (12_000, 12_000)).save(buffer, "PNG")
    return SimpleUploadedFile("whole.png", buffer.getvalue())


SVG = SimpleUploadedFile(
    "drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "image/svg+xml"
)


@pytest.mark.parametrize(
    "file",
    [
        SVG,
        SimpleUploadedFile("renamed.jpg", b"#!/bin/sh\necho no\n", "image/jpeg"),
        SimpleUploadedFile("empty.jpg", b"", "image/jpeg"),
        SimpleUploadedFile("truncated.jpg", cast.jpeg((900, 600)).read()[:2000], "image/jpeg"),
        huge_png(),
        png_header(12_000, 12_000),
        png_header(60_000, 60_000),
    ],
    ids=lambda file: file.name,
)
def test_what_is_no_publishable_picture_is_refused_and_nothing_kept(file, media):
    file.seek(0)
    with pytest.raises(ValidationError):
        upload(file)
    assert not Photo.objects.exists()
    assert not list(media.rglob("*.jpg")) if media.exists() else True


def test_a_picture_without_a_credit_is_refused():
    with pytest.raises(ValidationError) as refusal:
        upload(cast.jpeg(), credit="  ")
    assert "credit" in refusal.value.message_dict


def test_addresses_are_computed_from_the_key():
    picture = Picture("a" * 32, 3000, 2000, "aabbcc", True)
    assert picture.thumbnail == f"/media/{'a' * 32}/c240.jpg"
    assert f"/media/{'a' * 32}/c1440.avif 1440w" in picture.avif


@pytest.mark.parametrize(
    ("shape", "widths"),
    [((3000, 2000), "480 720 1080 1440"), ((900, 600), "480 720 900"), ((1000, 400), "480 600"), ((100, 90), "100")],
)
def test_a_picture_is_offered_in_the_widths_its_files_have(shape, widths):
    picture = Picture("a" * 32, *shape, "aabbcc", True)
    made = dict(sizes(Image.new("RGB", shape), (0.5, 0.5)))
    offered = [part.split() for part in picture.jpeg.split(", ")]
    assert " ".join(width.removesuffix("w") for _address, width in offered) == widths
    for address, width in offered:
        assert made[address.rpartition("/")[2].removesuffix(".jpg")].width == int(width[:-1])


FIGURE = '<figure><img src="/media/{key}/w1440.jpg" alt="A &gt; B" width="{width}" height="600"><figcaption>Pier</figcaption></figure>'


@pytest.mark.parametrize(("width", "widths"), [(1440, [720, 1440]), (900, [720, 900]), (720, [720]), (300, [300])])
def test_a_picture_in_a_text_comes_in_both_formats_and_all_its_sizes(width, widths):
    shown = in_text(FIGURE.format(key="b" * 32, width=width), "100vw")
    for extension in ("avif", "jpg"):
        names = ("w720", "w1440")[: len(widths)]
        offered = ", ".join(
            f"/media/{'b' * 32}/{name}.{extension} {wide}w" for name, wide in zip(names, widths, strict=True)
        )
        assert f'srcset="{offered}" sizes="100vw"' in shown
    assert shown.startswith('<figure><picture><source type="image/avif"') and "</picture><figcaption>Pier" in shown
    assert f'alt="A &gt; B" width="{width}" height="600"' in shown and 'loading="lazy"' in shown


def test_a_picture_of_another_address_in_a_text_is_only_made_lazy():
    assert in_text('<img src="/media/0a/c720.jpg" alt="">', "100vw") == (
        '<img loading="lazy" decoding="async" src="/media/0a/c720.jpg" alt="">'
    )


@pytest.mark.parametrize("shape", [(1000, 1500), (1500, 1000), (1067, 1600), (333, 777), (1441, 961), (3, 5)])
@pytest.mark.parametrize("focal", [(0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (0.37, 0.91)])
def test_every_shape_is_cropped_to_every_size(shape, focal):
    made = dict(sizes(Image.new("RGB", shape), focal))
    assert set(made) == {*CROPPED, *WHOLE, "square", *JPEG_ONLY}
    assert all(image.width >= 1 and image.height >= 1 for image in made.values())


def test_a_picture_that_takes_too_long_is_refused_in_words(monkeypatch):
    import photos.uploads

    monkeypatch.setattr(photos.uploads, "SECONDS", 0.001)
    with pytest.raises(ValidationError, match="cannot be read"):
        upload(cast.jpeg())


def test_sizes_that_never_came_are_asked_for_again():
    lost, fresh = upload(cast.jpeg()), upload(cast.jpeg(colour=(1, 2, 3)))
    type(lost).objects.filter(pk=lost.pk).update(created_at=NOW - PATIENCE)
    make_missing(NOW)
    lost.refresh_from_db()
    fresh.refresh_from_db()
    assert lost.rendered_at is not None
    assert fresh.rendered_at is None


def test_asking_again_is_bounded(monkeypatch):
    asked = []
    monkeypatch.setattr(
        "photos.renditions.make_renditions", Mock(enqueue=lambda photo_id, **_told: asked.append(photo_id))
    )
    Photo.objects.bulk_create(
        Photo(digest=str(n), width=6, height=4, credit="A", created_at=NOW - PATIENCE) for n in range(MOST_AT_ONCE + 5)
    )
    make_missing(NOW)
    assert len(set(asked)) == MOST_AT_ONCE


@pytest.fixture
def made(monkeypatch):
    """The pictures whose sizes were made, each as often as it was made."""
    found = []

    def watched(image, focal):
        found.append(image.getpixel((0, 0))[0] // 100)
        return sizes(image, focal)

    monkeypatch.setattr("photos.renditions.sizes", watched)
    return found


def test_a_picture_that_waits_for_its_turn_and_is_asked_for_again_is_made_once(made):
    photo = upload(cast.jpeg())
    make_missing(NOW + PATIENCE)
    make_renditions.call(photo.pk, not_since=(NOW + PATIENCE).isoformat())
    assert len(made) == 1
    make_renditions.call(photo.pk)  # the focal point moved
    assert len(made) == 2


def test_every_picture_is_made_anew_and_a_second_run_makes_the_rest(made):
    old, older, failed = (upload(cast.jpeg(colour=(shade, 0, 0))) for shade in (10, 110, 210))
    Photo.objects.exclude(pk=failed.pk).update(rendered_at=NOW - timedelta(days=400))
    default_storage.delete(original_name(older.key))  # fails this time
    said = StringIO()
    call_command("render_pictures", stdout=said)
    assert made == [0, 2] and "worker: 3." in said.getvalue()
    assert default_storage.exists(rendition_name(old.key, "wide", "jpg"))
    moment = said.getvalue().partition("--before ")[2].split()[0]
    default_storage.save(original_name(older.key), cast.jpeg(colour=(110, 0, 0)))
    call_command("render_pictures", before=moment, stdout=said)
    assert made == [0, 2, 1] and "worker: 1." in said.getvalue()


def test_the_command_says_what_a_moment_looks_like():
    with pytest.raises(CommandError, match="is no moment like"):
        call_command("render_pictures", before="yesterday")


def files_in(media):
    return sorted(path.relative_to(media).as_posix() for path in media.rglob("*"))


def test_the_same_file_sent_twice_at_one_moment_is_one_picture(monkeypatch, media):
    decode, first = uploads.decode, []

    def decode_while_another_comes_in(content):
        """The second upload was looked for and not found; while it is decoded, the first is kept."""
        monkeypatch.setattr(uploads, "decode", decode)
        first.append(upload(cast.jpeg()))
        return decode(content)

    monkeypatch.setattr(uploads, "decode", decode_while_another_comes_in)
    with pytest.raises(AlreadyHere) as refusal:
        upload(cast.jpeg())
    assert [refusal.value.photo] == first == list(Photo.objects.all())
    assert files_in(media) == [first[0].key, original_name(first[0].key)]


def test_a_deleted_picture_takes_its_files_along_and_no_others_after_the_commit(
    media, django_capture_on_commit_callbacks
):
    kept, gone = upload(cast.jpeg()), upload(cast.jpeg(colour=(1, 2, 3)))
    for photo in (kept, gone):
        make_renditions.call(photo.pk)
    before = files_in(media)
    with django_capture_on_commit_callbacks(execute=True):
        remove(Photo.objects.get(pk=gone.pk))
        assert files_in(media) == before  # whoever takes the deletion back has them still
    assert files_in(media) == [name for name in before if name.startswith(kept.key)]
    assert len(files_in(media)) > 10


def test_files_that_cannot_be_removed_are_told_in_the_log_and_stop_nothing(
    media, django_capture_on_commit_callbacks, monkeypatch, caplog
):
    photo = upload(cast.jpeg())

    def refuse(storage, name):
        raise PermissionError(name)

    monkeypatch.setattr(DurableStorage, "delete", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        remove(photo)
    assert not Photo.objects.exists() and files_in(media)
    assert "stay behind" in caplog.text


def test_a_picture_deleted_while_its_sizes_are_made_leaves_no_file(media, monkeypatch):
    from photos import renditions

    photo = upload(cast.jpeg())

    def deleted_meanwhile(*whatever):
        Photo.objects.filter(pk=photo.pk).delete()
        return sizes(*whatever)

    monkeypatch.setattr(renditions, "sizes", deleted_meanwhile)
    make_renditions.call(photo.pk)
    make_renditions.call(photo.pk)  # asked for once more, in vain
    assert files_in(media) == []
