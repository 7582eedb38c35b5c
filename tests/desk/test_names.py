import pytest
from django.db.models import ProtectedError

from articles.models import Author, Membership, Tag, TagName
from tests import cast
from tests.desk.screens import press, signed_in, story

pytestmark = pytest.mark.django_db
ADD = "/admin/articles/tag/add/"


def names(en="", ru="", hy="", **more):
    return {"names_en": en, "names_ru": ru, "names_hy": hy, **more}


def typed(client, term, field="tag", model="taggedarticle"):
    response = client.get(
        "/admin/autocomplete/", {"term": term, "app_label": "articles", "model_name": model, "field_name": field}
    )
    return [result["text"] for result in response.json()["results"]]


def test_a_tag_typed_in_russian_is_found_in_english_and_armenian():
    client = signed_in(cast.mariam())
    response = client.post(
        ADD, names(en="Railways", ru="Железные дороги", hy="Երկաթուղի", synonyms_ru="поезда, электрички")
    )
    assert response.status_code == 302
    tag = Tag.objects.get()
    assert tag.slug == "railways"
    for term in ("железные", "ЭЛЕКТРИЧКИ", "railw", "ԵՐԿԱԹՈՒՂԻ"):
        assert typed(client, term) == ["Railways · Железные дороги · Երկաթուղի"]


def test_the_desks_own_language_comes_first():
    cast.tag()
    user = cast.mariam()
    user.interface_language = "hy"
    user.save()
    assert typed(signed_in(user), "railways") == ["Երկաթուղի · Railways · Железные дороги"]


def test_a_tag_named_only_in_armenian_gets_a_readable_address_word():
    signed_in(cast.mariam()).post(ADD, names(hy="Երևան"))
    assert Tag.objects.get().slug == "yerevan"


def test_one_name_means_one_tag():
    cast.tag()
    response = signed_in(cast.mariam()).post(ADD, names(en="RAILWAYS"))
    assert "Another tag is already called" in response.content.decode()
    assert Tag.objects.count() == 1


@pytest.mark.parametrize("data", [names(), names(en="…"), names(en="x" * 200), names(en="Nul\x00")])
def test_a_tag_without_a_usable_name_is_refused(data):
    response = signed_in(cast.mariam()).post(ADD, data)
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert not Tag.objects.exists()


@pytest.mark.parametrize("field", ["names_en", "synonyms_ru"])
def test_a_name_that_grows_too_long_when_it_is_made_comparable_is_refused(field):
    data = {**names(en="Prayers"), field: "\ufdfa" * 100}
    response = signed_in(cast.mariam()).post(ADD, data)
    assert response.status_code == 200
    assert "is too long. Shorten it." in response.content.decode()
    assert not Tag.objects.exists()


def test_names_change_and_the_address_word_stays():
    tag = cast.tag()
    client = signed_in(cast.mariam())
    url = f"/admin/articles/tag/{tag.pk}/change/"
    form = client.get(url).context["adminform"].form
    data = names(**form.initial["names"]) | {"names_en": "Trains", "slug": "other"}
    assert client.post(url, data).status_code == 302
    tag.refresh_from_db()
    assert tag.slug == "railways"
    assert TagName.objects.get(tag=tag, language="en").text == "Trains"


def test_a_tag_that_a_story_carries_is_not_deleted():
    tag, free = cast.tag(), cast.tag("buses", en="Buses")
    cast.arrange(cast.draft(), tags=(tag.slug,))
    client = signed_in(cast.mariam())
    assert client.post(f"/admin/articles/tag/{tag.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"/admin/articles/tag/{free.pk}/delete/", {"post": "yes"}).status_code == 302
    assert list(Tag.objects.all()) == [tag]


def test_a_reporter_chooses_tags_and_does_not_make_them():
    cast.tag()
    client = signed_in(cast.anna())
    assert typed(client, "rail")
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, names(en="Mine")).status_code == 403


def test_an_author_is_added_with_a_line_about_them():
    client = signed_in(cast.mariam())
    data = names(en="Nora Vale", hy="Նորա Վեյլ", about_en="Writes about rail", account=cast.anna().pk)
    assert client.post("/admin/articles/author/add/", data).status_code == 302
    author = Author.objects.get()
    assert (author.slug, author.about, author.user) == ("nora-vale", {"en": "Writes about rail"}, cast.anna())
    response = client.post("/admin/articles/author/add/", names(en="Nora Vale"))
    assert "is taken" in response.content.decode()


def test_a_section_opens_with_names_and_never_under_a_reserved_word():
    client = signed_in(cast.mariam())
    url = "/admin/articles/section/add/"
    data = {"key": "sport", "names_en": "Sport", "ink": "sport", "position": 9}
    for bad in ("latest", "search", "2026", "tag"):
        assert client.post(url, {**data, "key": bad}).status_code == 200
    assert client.post(url, {**data, "names_en": ""}).status_code == 200
    assert client.post(url, data).status_code == 302


def test_a_section_that_somebodys_rights_name_is_not_deleted():
    cast.anna()
    named, free = cast.section("region"), cast.section("politics")
    client = signed_in(cast.ada())
    for address, data in (
        (f"/admin/articles/section/{named.pk}/delete/", {"post": "yes"}),
        ("/admin/articles/section/", {"action": "delete_selected", "_selected_action": [named.pk], "post": "yes"}),
    ):
        client.post(address, data)
        assert Membership.objects.filter(user=cast.anna(), section=named).count() == 2
    with pytest.raises(ProtectedError):
        named.delete()
    assert client.post(f"/admin/articles/section/{named.pk}/delete/", {"post": "yes"}).status_code == 403
    assert client.post(f"/admin/articles/section/{free.pk}/delete/", {"post": "yes"}).status_code == 302


@pytest.mark.parametrize("bad", ["99999999999999999999", "x", "0"])
def test_a_tag_that_no_database_could_hold_is_refused_at_its_field(bad):
    variant = cast.draft()
    client = signed_in(cast.mariam())
    for field in ("tags", "authors"):
        response = press(client, story(variant), "save", **{field: [bad]})
        assert response.status_code == 422
        assert field in response.context["form"].errors


def test_the_tags_at_the_head_of_a_section_keep_the_order_in_which_they_were_chosen():
    section, first, second = (
        cast.section("region"),
        cast.tag("georgia", en="Georgia"),
        cast.tag("armenia", en="Armenia"),
    )
    client, url = signed_in(cast.mariam()), f"/admin/articles/section/{section.pk}/change/"
    data = {"names_en": "Region", "ink": "region", "position": 0, "is_on_front": "on"}

    def chosen():
        return list(section.chips.values_list("tag__slug", flat=True))

    assert client.post(url, {**data, "tags": [second.pk, first.pk]}).status_code == 302
    assert chosen() == ["armenia", "georgia"]
    assert client.get(url).context["adminform"].form.initial["tags"] == [second.pk, first.pk]
    for bad in ("99999999999999999999", "x", "-1", "\x00", str(second.pk + 999)):
        assert client.post(url, {**data, "tags": [bad]}).status_code == 200, bad
    assert chosen() == ["armenia", "georgia"]
    # The list of sections saves places, and nothing else.
    rows = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": section.pk, "form-0-position": 4, "_save": "1"}
    assert client.post("/admin/articles/section/", rows).status_code == 302
    section.refresh_from_db()
    assert (section.position, chosen()) == (4, ["armenia", "georgia"])
    assert client.post(url, data).status_code == 302
    assert chosen() == []


def test_only_who_rules_the_paper_chooses_a_sections_tags():
    section, tag = cast.section("region"), cast.tag()
    client = signed_in(cast.elena())
    page = client.get(f"/admin/articles/section/{section.pk}/change/")
    assert page.status_code == 200 and 'name="tags"' not in page.content.decode()
    data = {"names_en": "Region", "ink": "region", "position": 0, "tags": [tag.pk]}
    assert client.post(f"/admin/articles/section/{section.pk}/change/", data).status_code == 403
    assert not section.chips.exists()
