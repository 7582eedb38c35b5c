"""The keys of the desk in words, the switch for the single ones, and what the palette finds."""

import pytest

from tests import cast
from tests.desk.screens import signed_in, story, tab

pytestmark = pytest.mark.django_db
FIND = "/admin/find/"


def found(client, asked):
    response = client.get(FIND, {"q": asked})
    assert response.status_code == 200
    answer = response.json()
    assert sum(len(group["items"]) for group in answer["groups"]) <= 20
    return {group["name"]: [item["text"] for item in group["items"]] for group in answer["groups"]}


def keys(response):
    return {key.press: str(key.what) for group in response.context["key_groups"] for key in group.keys}


def test_every_screen_lists_its_own_keys():
    variant = cast.draft()
    client = signed_in(cast.mariam())
    assert keys(client.get(tab(variant)))[("Ctrl+S",)] == "Save"
    assert ("j",) not in keys(client.get(tab(variant)))
    listed = keys(client.get("/admin/articles/article/"))
    assert listed[("j",)] == "Next row" and ("Ctrl+S",) not in listed
    for page in (client.get("/admin/"), client.get(story(variant))):
        assert {("?",), ("Ctrl+K",), ("n",), ("g", "s"), ("g", "c")} <= set(keys(page))
    assert "Find stories, tags, authors, pictures and commands" in client.get("/admin/").content.decode()


def test_single_keys_are_switched_off_and_on():
    client = signed_in(cast.mariam())
    response = client.post("/admin/single-keys/", {"single_keys": "off", "next": "/admin/log/"})
    assert response.headers["Location"] == "/admin/log/"
    assert not cast.mariam().has_single_keys
    page = client.get("/admin/")
    assert set(keys(page)) == {("Ctrl+K",), ("Esc",), ("Enter",)}
    assert "data-single" not in page.content.decode()
    client.post("/admin/single-keys/", {"single_keys": "on"})
    assert cast.mariam().has_single_keys
    assert "data-single" in client.get("/admin/").content.decode()


def test_the_switch_leads_to_no_other_site_and_is_a_post():
    client = signed_in(cast.mariam())
    assert client.get("/admin/single-keys/").status_code == 405
    response = client.post("/admin/single-keys/", {"single_keys": "on", "next": "https://evil.example/"})
    assert response.headers["Location"] == "/admin/"


def test_the_navigation_has_what_one_may_open():
    page = signed_in(cast.mariam()).get("/admin/calendar/")
    names = {place.name: place.is_current for place in page.context["places"]}
    assert names["Calendar"] and not names["Today"] and "Log" in names and "People" not in names
    assert "People" in {place.name for place in signed_in(cast.ada()).get("/admin/").context["places"]}
    for place in page.context["places"]:
        assert signed_in(cast.mariam()).get(place.url, follow=True).status_code == 200, place


def test_a_story_is_found_by_words_number_and_address():
    variant = cast.live("hy", headline="Երևանի նոր կամուրջը")
    cast.draft(headline="Something else")
    client = signed_in(cast.mariam())
    for asked in (
        "ԵՐԵՎԱՆԻ",
        "կամուրջ",
        str(variant.article_id),
        f"#{variant.article_id}",
        f"https://paper.example{cast.address(variant)}",
    ):
        assert found(client, asked)["Stories"] == ["Երևանի նոր կամուրջը"], asked


def test_a_story_is_shown_by_the_headline_that_was_looked_for():
    variant = cast.draft()
    cast.translate(variant, "ru")
    response = signed_in(cast.mariam()).get(FIND, {"q": "ночной поезд"}).json()
    item = response["groups"][0]["items"][0]
    assert (item["lang"], item["url"]) == ("ru", f"/admin/articles/article/{variant.article_id}/ru/")


def test_tags_authors_and_pictures_are_found_under_any_name(media):
    from django.core.files.base import ContentFile

    from photos.uploads import take_in

    tag, author = cast.tag(), cast.author()
    take_in(
        ContentFile(cast.jpeg().read()), user=None, now=cast.NOW, credit="Lia Stone", captions={"ru": "Мост"}, alts={}
    )
    client = signed_in(cast.anna())
    assert found(client, "железные")["Tags"] == ["Железные дороги"]
    assert found(client, "НОРА")["Authors"] == ["Нора Вейл"]
    assert found(client, "lia")["Pictures"] == ["Мост"]
    links = client.get(FIND, {"q": "railways"}).json()["groups"][0]["items"]
    assert [link["url"] for link in links] == [f"/admin/articles/tag/{tag.pk}/change/"]
    links = client.get(FIND, {"q": "nora"}).json()["groups"][0]["items"]
    assert [link["url"] for link in links] == [f"/admin/articles/author/{author.pk}/change/"]


def test_commands_are_found_in_the_desks_language():
    user = cast.mariam()
    client = signed_in(user)
    assert found(client, "add a")["Commands"] == ["Add a story"]
    assert found(client, "CALENDAR")["Commands"] == ["Calendar"]
    assert found(client, "русский")["Commands"] == ["Language of the desk: Русский"]
    user.interface_language = "ru"
    user.save()
    (shown,) = found(signed_in(user), "материалы").values()
    assert shown == ["Материалы"]


def test_without_words_the_commands_alone_are_there():
    cast.draft()
    client = signed_in(cast.mariam())
    for asked in ("", "   ", "…", "—"):
        assert set(found(client, asked)) <= {"Commands"}
    assert "Calendar" in found(client, "")["Commands"]


def test_what_one_may_not_see_or_do_is_not_found():
    variant = cast.draft(in_section="politics", headline="A secret headline")
    for user in (cast.anna(), cast.oscar()):
        client = signed_in(user)
        for asked in ("secret", str(variant.article_id)):
            assert "Stories" not in found(client, asked)
    cast.tag()
    assert "Tags" not in found(signed_in(cast.oscar()), "railways")
    assert "Add a story" not in found(signed_in(cast.tigran()), "")["Commands"]
    assert "People" not in found(signed_in(cast.mariam()), "")["Commands"]


def test_a_binned_story_is_not_offered():
    from articles import workflow

    variant = cast.draft(headline="Forgotten")
    workflow.move_to_bin(user=cast.mariam(), now=cast.NOW, article_id=variant.article_id)
    assert "Stories" not in found(signed_in(cast.mariam()), "forgotten")


def test_the_palette_asks_six_queries_at_most(django_assert_max_num_queries):
    cast.tag(one="Night")
    for number in range(12):
        cast.translate(cast.draft(headline=f"Night train {number}"), "ru")
    client = signed_in(cast.mariam())
    with django_assert_max_num_queries(6 + 2):  # the session and the person besides
        assert len(found(client, "night")["Stories"]) == 6


@pytest.mark.parametrize(
    "query", ["q=%ED%A0%80", "q=99999999999999999999", "q=" + "x" * 10_000, "q=%25%25_", "q=" + "a+" * 500, "x=1", "q=/en/999999999999999999/"]
)  # fmt: skip
def test_nonsense_is_no_500(query):
    cast.draft()
    response = signed_in(cast.mariam()).get(f"{FIND}?{query}")
    assert response.status_code == 200
    assert response.json()["groups"] is not None


def test_hostile_words_travel_as_data():
    evil = "<img src=x onerror=alert(1)>"
    cast.draft(headline=evil)
    response = signed_in(cast.mariam()).get(FIND, {"q": "onerror"})
    assert response.headers["Content-Type"] == "application/json"
    assert response.json()["groups"][0]["items"][0]["text"] == evil


def test_a_second_factor_and_a_sign_in_are_asked_for(client, settings):
    assert client.get(FIND).status_code == 302
    settings.SECOND_FACTOR_REQUIRED = True
    assert signed_in(cast.mariam()).get(FIND).status_code == 302
