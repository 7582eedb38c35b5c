"""The picture library: found, filtered, paged; duplicates; what ends soon; where a picture is used."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from photos.models import Photo
from photos.queries import alike, ending_soon
from photos.uploads import take_in
from tests import cast
from tests.desk.screens import fields, said, signed_in, story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
LIST, CHOOSE, ADD = "/admin/photos/photo/", "/admin/photos/photo/choose/", "/admin/photos/photo/add/"


def photo(number=0, **changes):
    """A picture of the library without a file: lists never look at one."""
    values = {
        "digest": str(number), "width": 600, "height": 400, "credit": "Nora Vale", "created_at": timezone.now(),
        "captions": {"en": f"Picture {number}"}, "search_text": f"picture {number}", **changes,
    }  # fmt: skip
    return Photo.objects.create(**values)


def day(distance):
    return timezone.localdate() + timedelta(days=distance)


def listed(client, **asked):
    return [shown.photo for shown in client.get(LIST, asked).context["shelf"].pictures]


def test_the_library_finds_by_words_days_and_what_is_asked_for():
    anna = cast.anna()
    client = signed_in(anna)
    old = photo(1, created_at=timezone.now() - timedelta(days=40), search_text="мост через дебед")
    mine = photo(2, created_by=anna)
    led = photo(3)
    cast.arrange(cast.draft(), lead_photo=led.pk)
    soon, last, over = photo(4, expires_on=day(3)), photo(5, expires_on=day(1)), photo(6, expires_on=day(0))
    far = photo(7, expires_on=day(8))
    assert listed(client) == [far, over, last, soon, led, mine, old]
    assert listed(client, q="МОСТ Дебед") == [old]
    assert listed(client, until=day(-30)) == [old]
    assert listed(client, since=day(-30), only="mine") == [mine]
    assert listed(client, only="unused", until=day(-1)) == [old]
    assert led not in listed(client, only="unused")
    assert listed(client, only="ending") == [last, soon]
    assert listed(client, only="ended") == [over]
    assert list(ending_soon(timezone.now())) == [last, soon]


def test_the_library_has_pages_and_costs_the_same_whatever_it_holds(django_assert_num_queries):
    client = signed_in(cast.anna())
    Photo.objects.bulk_create(
        Photo(digest=str(n), width=6, height=4, credit="A", created_at=timezone.now()) for n in range(60)
    )
    pages = []
    for number in (1, 2, 3):
        with django_assert_num_queries(5):  # what waits, in the navigation, is one
            response = client.get(LIST, {"page": number})
        pages.append(response.context["shelf"])
    assert [len(page.pictures) for page in pages] == [24, 24, 12]
    assert [page.next for page in pages] == [2, 3, None]
    assert len({shown.photo.pk for page in pages for shown in page.pictures}) == 60
    with django_assert_num_queries(4):
        dialog = client.get(CHOOSE, {"page": 2, "q": ""}).content.decode()
    assert dialog.count("data-photo=") == 24 and "page=3" in dialog


BAD = ["99999999999999999999", "-1", "x", "²", "2\ud800", "w" * 10_000]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
@pytest.mark.parametrize("name", ["q", "since", "until", "only", "page"])
def test_what_cannot_be_looked_for_is_said_and_never_an_error(name, bad):
    photo()
    client = signed_in(cast.anna())
    for address in (LIST, CHOOSE):
        assert (
            client.get(f"{address}?{name}={bad.encode('utf-8', 'surrogatepass').decode('latin-1')}").status_code == 200
        )
        assert client.get(address, {name: bad.encode("utf-8", "replace").decode()}).status_code == 200


def test_days_beyond_every_calendar_are_refused_in_words():
    response = signed_in(cast.anna()).get(LIST, {"since": "0001-01-01", "until": "9999-12-31"})
    assert response.status_code == 200
    assert set(response.context["search"].errors) == {"since", "until"}


def test_nobody_without_a_place_at_the_desk_looks_through_the_library():
    client = signed_in(cast.oscar())
    assert client.get(LIST).status_code == 403
    assert client.get(CHOOSE).status_code == 403
    assert client.post(ADD, {}).status_code == 403


# ------------------------------------------------------------------------------------------------------- duplicates


def scene(size=(900, 600), quality=90, shift=0):
    """A picture with shapes in it, as an upload."""
    image = Image.new("RGB", (900, 600), (180, 200, 220))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 350, 900, 600), fill=(70, 110, 60))
    draw.polygon([(100 + shift, 380), (350 + shift, 90), (600 + shift, 380)], fill=(120, 100, 90))
    draw.ellipse((650, 60, 780, 190), fill=(250, 220, 120))
    buffer = BytesIO()
    image.resize(size).save(buffer, "JPEG", quality=quality)
    return SimpleUploadedFile("scene.jpg", buffer.getvalue(), "image/jpeg")


def upload(client, file, url=ADD, **more):
    return client.post(url, {"file": file, "credit": "Nora Vale", "captions_en": "A hill", **more})


def test_the_same_file_is_stored_once_and_the_picture_that_is_there_is_shown(media):
    client = signed_in(cast.anna())
    upload(client, scene())
    only = Photo.objects.get()
    again = upload(client, scene(), captions_en="Another hill")
    assert again.status_code == 200
    assert "This picture is in the library already." in again.content.decode()
    assert f'href="/admin/photos/photo/{only.pk}/change/"' in again.content.decode()
    dialog = upload(client, scene(), CHOOSE).content.decode()
    assert "This picture is in the library already." in dialog
    assert f'data-photo="{only.pk}"' in dialog and dialog.count("data-photo=") == 1
    assert Photo.objects.get().captions == {"en": "A hill"}
    assert len(list(media.glob("*/original.jpg"))) == 1


def test_a_picture_saved_again_looks_like_the_one_that_is_there():
    client = signed_in(cast.anna())
    upload(client, scene())
    upload(client, scene(shift=250))
    first, other = Photo.objects.order_by("pk")
    dialog = upload(client, scene((450, 300), quality=60), CHOOSE).content.decode()
    small = Photo.objects.latest("pk")
    assert small.width == 450
    assert alike(small) == [first] and alike(other) == []
    assert "Looks like these" in dialog and f'data-photo="{first.pk}"' in dialog
    page = client.get(f"{LIST}{small.pk}/change/").content.decode()
    assert "Looks like these" in page


def test_pictures_in_which_nothing_can_be_told_apart_are_like_nothing():
    for shade in (10, 200):
        take_in(cast.jpeg(colour=(shade,) * 3), user=None, now=timezone.now(), credit="Nora Vale")
    assert [alike(each) for each in Photo.objects.all()] == [[], []]


# ----------------------------------------------------------------------------------------------------- end of rights


def test_the_end_of_rights_is_given_at_upload_changed_later_and_warned_of():
    client = signed_in(cast.anna())
    refused = upload(client, scene(), expires_on=day(0))
    assert refused.status_code == 422 and "expires_on" in refused.context["form"].errors
    upload(client, scene(), expires_on=day(9))
    picture = Photo.objects.get()
    assert picture.expires_on == day(9)
    url = f"{LIST}{picture.pk}/change/"
    warning = "choose another picture for the stories below"
    assert warning not in client.get(url).content.decode()
    data = {"credit": "Nora Vale", "focal_x": 0.5, "focal_y": 0.5}
    client.post(url, {**data, "expires_on": day(7)})
    assert warning in client.get(url).content.decode()
    assert "Rights end on" in client.get(LIST).content.decode()
    client.post(url, {**data, "expires_on": ""})
    picture.refresh_from_db()
    assert picture.expires_on is None


@pytest.mark.parametrize("bad", ["yesterday", "2026-02-31", "0001-01-01", "9999-12-31", "\x00"])
def test_a_day_that_is_none_is_refused(bad):
    client, picture = signed_in(cast.anna()), photo()
    data = {"credit": "Nora Vale", "focal_x": 0.5, "focal_y": 0.5, "expires_on": bad}
    response = client.post(f"{LIST}{picture.pk}/change/", data)
    assert response.status_code == 200 and "errorlist" in response.content.decode()


def test_a_picture_whose_rights_are_over_is_shown_in_the_dialog_and_cannot_be_chosen():
    over = photo(expires_on=day(0))
    client = signed_in(cast.mariam())
    page = client.get(CHOOSE).content.decode()
    assert "Rights ended on" in page and page.count("disabled>") == 1
    variant = cast.draft(now=timezone.now())
    response = client.post(story(variant), {**fields(client.get(story(variant))), "lead_photo": over.pk, "do": "save"})
    assert response.status_code == 422
    assert "“Picture 0” have ended" in response.content.decode()
    variant.article.refresh_from_db()
    assert variant.article.lead_photo is None


# ------------------------------------------------------------------------------------------------ where it is used


def used(client, picture):
    uses = client.get(f"{LIST}{picture.pk}/change/").context["uses"]
    return [variant.headline for variant in uses.public], [variant.headline for variant in uses.drafts]


def test_a_picture_says_where_it_is_used_in_public_and_in_drafts():
    inside, lead = photo(1), photo(2)
    body = f'<figure><img src="/media/{inside.key}/w1440.jpg" alt=""></figure>'
    cast.live(headline="Public with it", body=body)
    changed = cast.live(headline="Live without it")
    cast.write(changed, body=body)
    cast.arrange(cast.draft(headline="Led by it"), lead_photo=lead.pk)
    client = signed_in(cast.mariam())
    assert used(client, inside) == (["Public with it"], ["Live without it"])
    assert used(client, lead) == ([], ["Led by it"])


def test_stories_of_sections_one_may_not_see_are_not_named_beside_a_picture():
    shared = photo()
    cast.arrange(cast.live(in_section="politics", headline="A secret in politics"), lead_photo=shared.pk)
    cast.arrange(cast.draft(in_section="politics", headline="A secret draft"), lead_photo=shared.pk)
    cast.arrange(cast.live(headline="In the region"), lead_photo=shared.pk)
    assert used(signed_in(cast.anna()), shared) == (["In the region"], [])
    assert "secret" not in signed_in(cast.anna()).get(f"{LIST}{shared.pk}/change/").content.decode()
    assert len(used(signed_in(cast.elena()), shared)[0]) == 2


def test_a_picture_without_an_owners_words_is_refused():
    picture = photo()
    data = {"credit": "  ", "focal_x": 0.5, "focal_y": 0.5}
    assert signed_in(cast.anna()).post(f"{LIST}{picture.pk}/change/", data).status_code == 200
    picture.refresh_from_db()
    assert picture.credit == "Nora Vale"


def test_after_an_upload_the_new_pictures_own_page_opens():
    client = signed_in(cast.anna())
    response = upload(client, scene())
    assert response.headers["Location"] == f"{LIST}{Photo.objects.get().pk}/change/"
    assert "The picture is in the library" in said(client, response)[-1]


@pytest.mark.parametrize("language", ["en", "ru", "hy"])
def test_the_thousandth_picture_is_chosen_by_the_number_it_has(language):
    user = cast.mariam()
    user.interface_language = language
    user.save()
    photo(pk=1_234_567, width=4000, height=3000)
    page = signed_in(user).get(CHOOSE).content.decode()
    assert 'data-photo="1234567"' in page and 'data-width="1440"' in page
    assert 'width="4000" height="3000"' in signed_in(user).get(f"{LIST}1234567/change/").content.decode()
