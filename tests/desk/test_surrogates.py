"""A lone surrogate as a browser can really send one: the bytes ED A0 80, which are no UTF-8."""

import pytest

from articles.models import Revision, Tag
from tests import cast
from tests.desk.screens import fields, signed_in, story, tab

pytestmark = pytest.mark.django_db
BYTES = b"\xed\xa0\x80"
FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=edge"


def encoded(**values):
    """As a form without files is sent."""
    from urllib.parse import urlencode

    return urlencode(values).encode().replace(b"SURROGATE", b"%ED%A0%80")


def in_parts(**values):
    """As a form with files is sent: the bytes themselves."""
    parts = [
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in values.items()
    ]
    return ("".join(parts) + "--edge--\r\n").encode().replace(b"SURROGATE", BYTES)


@pytest.mark.parametrize(("body", "kind"), [(encoded, FORM), (in_parts, PARTS)])
def test_a_lone_surrogate_in_a_text_is_saved_as_text_that_every_database_and_page_can_hold(body, kind):
    variant = cast.draft()
    client = signed_in(cast.elena())
    words = dict.fromkeys(("headline", "standfirst", "dateline"), "Before SURROGATE after") | {
        "body": "<p>SURROGATE</p>"
    }
    sent = {**fields(client.get(tab(variant))), **words, "correction_kind": "correction", "do": "save"}
    assert client.post(tab(variant), body(**sent), content_type=kind).status_code == 302
    saved = Revision.objects.filter(variant=variant).latest("pk").data
    assert saved["headline"].startswith("Before ") and saved["headline"].endswith(" after")
    assert not any("\ud800" <= letter <= "\udfff" for text in saved.values() for letter in str(text))
    for page in (tab(variant), story(variant), f"{story(variant)}history/"):
        assert client.get(page).status_code == 200


@pytest.mark.parametrize(("body", "kind"), [(encoded, FORM), (in_parts, PARTS)])
def test_a_lone_surrogate_in_a_name_is_no_500(body, kind):
    client = signed_in(cast.mariam())
    response = client.post("/admin/articles/tag/add/", body(names_en="Rail SURROGATE ways"), content_type=kind)
    assert response.status_code in (200, 302)
    for tag in Tag.objects.all():
        assert client.get(f"/admin/articles/tag/{tag.pk}/change/").status_code == 200


def test_a_lone_surrogate_escaped_in_an_address_is_no_500():
    client = signed_in(cast.mariam())
    for address in (
        "/admin/articles/article/?q=%ED%A0%80",
        "/admin/articles/tag/%ED%A0%80/change/",
        "/admin/%ED%A0%80/",
    ):
        assert client.get(address, follow=True).status_code in (200, 404)
