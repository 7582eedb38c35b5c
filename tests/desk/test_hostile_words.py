"""A script, an event handler and a javascript: address in every text field of the desk: they stay words, or are refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Author, Section, Tag, WireSource
from articles.paper import fingerprint
from photos.models import Photo
from tests import cast
from tests.desk.screens import press, signed_in, story

pytestmark = pytest.mark.django_db
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>'
LINK = "javascript:alert(3)"


def everywhere(client, *more):
    """Every screen and page on which the words could turn up."""
    for path in (
        "/admin/", "/admin/articles/article/", "/admin/articles/tag/", "/admin/articles/author/", "/admin/articles/section/",
        "/admin/articles/wiresource/", "/admin/photos/photo/", "/admin/photos/photo/choose/", "/admin/accounts/user/",
        "/en/", "/en/latest/", "/en/about/", "/en/contact/", "/en/region/", "/en/feed.rss", "/en/feed.json", "/manifest-en.webmanifest", *more,
    ):  # fmt: skip
        response = client.get(path)
        yield path, response.content.decode()


def assert_words(client, *more):
    for path, text in everywhere(client, *more):
        if path.endswith((".rss", ".json", ".webmanifest")):
            continue
        assert "<script>alert" not in text, path
        assert "<img src=x" not in text, path
        assert f'href="{LINK}' not in text, path


def test_names_captions_and_settings_stay_words(media):
    client = signed_in(cast.ada())
    variant = cast.live(at=timezone.now() - timedelta(hours=1))
    client.post("/admin/articles/tag/add/", {"names_en": f"Tag {EVIL}", "synonyms_en": EVIL})
    client.post("/admin/articles/author/add/", {"names_en": f"Author {EVIL}", "about_en": EVIL})
    client.post(
        "/admin/articles/section/add/",
        {"key": "evil", "names_en": f"S {EVIL}"[:60], "taglines_en": EVIL, "ink": "region", "position": 1},
    )
    wire = {"name": f"Wire {EVIL}", "slug": "evil-wire", "names_ru": EVIL, "licences_en": EVIL}
    assert client.post("/admin/articles/wiresource/add/", {**wire, "url": LINK}).status_code == 200
    client.post("/admin/articles/wiresource/add/", {**wire, "url": "https://example.org/"})
    upload = {"file": cast.jpeg(), "credit": EVIL, "captions_en": EVIL, "alts_en": EVIL}
    client.post("/admin/photos/photo/add/", upload)
    told = client.post(
        "/admin/articles/sitesettings/1/change/",
        {
            "seen": fingerprint(cast.paper()),
            "names_en": f"Paper {EVIL}"[:80],
            "taglines_en": EVIL,
            "about_en": EVIL,
            "contacts_en": EVIL,
            "reuse_policies_en": EVIL,
        },
    )
    assert told.status_code == 302
    tag, author, section, source = (
        Tag.objects.get(),
        Author.objects.get(),
        Section.objects.get(key="evil"),
        WireSource.objects.get(),
    )
    facts = {
        "tags": [tag.pk],
        "authors": [author.pk],
        "section": section.pk,
        "wire_source": source.pk,
        "wire_id": EVIL,
        "lead_photo": Photo.objects.get().pk,
    }
    assert press(client, story(variant), "save", **facts).status_code == 302
    places = (
        cast.address(variant), story(variant), story(variant) + "history/", story(variant) + "en/", f"/en/tag/{tag.slug}/", f"/en/author/{author.slug}/",
        "/en/evil/", "/en/source/evil-wire/", f"/admin/photos/photo/{Photo.objects.get().pk}/change/", f"/admin/articles/tag/{tag.pk}/change/",
    )  # fmt: skip
    assert_words(client, *places)
    text = client.get(cast.address(variant)).content.decode()
    assert "Tag &quot;&gt;&lt;script&gt;" in text and "Author &quot;&gt;" in text


def test_a_persons_name_and_a_revisions_name_stay_words():
    user = cast.person("eve", role="chief", first_name=EVIL[:100])
    variant = cast.draft(by=user)
    client = signed_in(user)
    client.post(f"{story(variant)}name/", {"revision": variant.head_id, "name": EVIL})
    assert_words(client, story(variant), f"{story(variant)}history/", f"{story(variant)}en/")
    assert "&lt;script&gt;" in client.get(f"{story(variant)}history/").content.decode()


def test_a_hostile_search_and_way_back_stay_words():
    client = signed_in(cast.mariam())
    assert_words(
        client,
        f"/admin/articles/article/?q={EVIL}",
        f"/admin/photos/photo/choose/?q={EVIL}",
        f"/en/search/?q={EVIL}",
        f"/accounts/login/?next={LINK}",
    )
