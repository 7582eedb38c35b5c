"""Who may open and do what at the desk: every address of a story's workspace, for every kind of person."""

import pytest
from django.contrib import admin
from django.urls import URLPattern, URLResolver

from tests import cast
from tests.desk.screens import fields, signed_in, story, tab

pytestmark = pytest.mark.django_db
STORY = ["", "history/", "compare/?old={head}&new={head}", "en/", "ru/"]
PEOPLE = {
    # person: (sees the story, writes English, publishes, arranges, keeps names, rules, administers)
    "anna": (True, True, False, True, False, False, False),
    "tigran": (True, False, False, False, False, False, False),
    "elena": (True, True, True, True, True, False, False),
    "mariam": (True, True, True, True, True, True, False),
    "ada": (True, True, True, True, True, True, True),
    "oscar": (False, False, False, False, False, False, False),
}


@pytest.mark.parametrize("name", PEOPLE)
def test_each_person_opens_and_does_what_is_theirs(name):
    sees, writes, publishes, arranges, names, rules, administers = PEOPLE[name]
    variant = cast.draft()
    client = signed_in(getattr(cast, name)())
    for path in STORY:
        assert client.get(story(variant) + path.format(head=variant.head_id)).status_code == (200 if sees else 404)
    if sees:
        page = client.get(tab(variant))
        data = fields(page)
        assert client.post(tab(variant), {**data, "do": "save"}).status_code == (302 if writes else 403)
        assert client.post(tab(variant), {**data, "do": "publish"}).status_code == (302 if publishes else 403)
        facts = client.post(story(variant), {**fields(signed_in(cast.mariam()).get(story(variant))), "do": "save"})
        assert facts.status_code == (302 if arranges else 403)
    assert client.get("/admin/articles/article/add/").status_code == (200 if arranges else 403)
    assert client.get("/admin/articles/tag/add/").status_code == (200 if names else 403)
    assert client.get("/admin/articles/section/add/").status_code == (200 if rules else 403)
    assert client.get("/admin/accounts/user/").status_code == (200 if administers else 403)


def patterns(urls, prefix=""):
    for entry in urls:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern)


def addresses():
    """Every address of the desk with something in the place of its parameters."""
    fill = [("<int:article_id>", "{article}"), ("<path:object_id>", "1"), ("<slug:word>", "en"), ("<str:key>", "0" * 32), ("<str:name>", "c240.jpg"),
            ("<int:content_type_id>", "1"), ("<id>", "1"), ("<str:id>", "1"), ("(?P<url>.*)$", ""), ("(?P<app_label>auth|accounts)", "accounts")]  # fmt: skip
    for pattern in sorted(set(patterns(admin.site.get_urls()))):
        if pattern.startswith("^") or "(?P" in pattern:
            continue
        for token, value in fill:
            pattern = pattern.replace(token, value)
        yield "/admin/" + pattern


def test_nothing_of_the_desk_opens_without_a_sign_in(client):
    variant = cast.draft()
    found = [address.format(article=variant.article_id) for address in addresses()]
    assert len(found) > 40
    for address in found:
        for response in (client.get(address), client.post(address)):
            assert response.status_code in (302, 403, 404, 405), address
            if response.status_code == 302:
                where = client.get(response.headers["Location"], follow=True)
                assert where.request["PATH_INFO"] == "/accounts/login/", address


def test_somebody_with_no_rights_opens_nothing_that_holds_stories():
    variant = cast.draft(headline="A secret headline")
    client = signed_in(cast.oscar())
    for address in addresses():
        response = client.get(address.format(article=variant.article_id), follow=True)
        assert "A secret headline" not in response.content.decode(errors="replace"), address
        assert response.status_code < 500, address
