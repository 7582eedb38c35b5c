"""The rights matrix: asked by section, language and verb; lines given and taken by an administrator; nothing twice."""

import re

import pytest
from django.contrib.admin.models import LogEntry

from accounts.models import User
from articles.models import Membership
from articles.permissions import Verb, may
from tests import cast
from tests.desk.screens import said, signed_in

pytestmark = pytest.mark.django_db
PAGE = "/admin/accounts/user/rights/"


def everybody():
    return [who() for who in (cast.anna, cast.tigran, cast.elena, cast.mariam, cast.oscar)]


def people(client, **asked):
    return [user.username for user, _lines in client.get(PAGE, asked).context["people"]]


def give(client, to, **data):
    return client.post(PAGE, {"do": "give", "to": to.pk, "role": "editor", **data})


def test_who_may_publish_in_russian_in_region_is_one_question():
    everybody()
    client = signed_in(cast.ada())
    assert people(client) == ["anna", "elena", "mariam", "tigran"]
    assert people(client, verb="publish", section="region", language="ru") == ["elena", "mariam"]
    assert people(client, verb="translate", section="region", language="ru") == ["elena", "mariam", "tigran"]
    assert people(client, verb="write", section="politics", language="en") == ["elena", "mariam"]
    assert people(client, name="ELE") == ["elena"]
    assert "ada" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("verb", [Verb.WRITE, Verb.TRANSLATE, Verb.PUBLISH])
@pytest.mark.parametrize("key", ["region", "politics"])
@pytest.mark.parametrize("language", ["en", "ru", "hy"])
def test_the_answer_is_the_one_that_every_door_gives(verb, key, language):
    staff = everybody()
    User.objects.filter(username="mariam").update(is_active=False)
    asked = people(signed_in(cast.ada()), verb=str(verb), section=key, language=language)
    fresh = User.objects.filter(pk__in=[one.pk for one in staff]).order_by("username")
    assert asked == [one.username for one in fresh if may(one, verb, cast.section(key), language=language)]


def test_lines_are_given_for_each_section_and_language_and_stand_in_the_history():
    lia, client = cast.person("lia"), signed_in(cast.ada())
    region, politics = cast.section("region"), cast.section("politics")
    response = give(client, lia, sections=[region.pk, politics.pk], languages=["ru", "hy"])
    assert response.status_code == 302 and "Region" in said(client, response)[0]
    assert Membership.objects.filter(user=lia).count() == 4
    assert may(lia, Verb.PUBLISH, politics, language="hy") and not may(lia, Verb.PUBLISH, politics, language="en")
    entry = LogEntry.objects.get()
    assert entry.object_id == str(lia.pk) and "Region" in entry.change_message
    line = Membership.objects.filter(user=lia).first()
    client.post(PAGE, {"take": line.pk})
    assert not Membership.objects.filter(pk=line.pk).exists()
    assert "Taken away" in LogEntry.objects.first().change_message


@pytest.mark.parametrize(
    "where", [{}, {"languages": ["ru"]}, {"sections": True}, {"sections": True, "languages": ["ru"]}]
)
def test_the_same_line_twice_is_refused_in_words(where):
    lia, client = cast.person("lia"), signed_in(cast.ada())
    where = where | ({"sections": [cast.section().pk]} if "sections" in where else {})
    assert give(client, lia, **where).status_code == 302
    again = give(client, lia, **where)
    assert again.status_code == 422
    assert "This right is there already: editor" in again.content.decode()
    assert Membership.objects.count() == 1
    assert give(client, lia, **{**where, "role": "reporter"}).status_code == 302


def test_two_equal_new_lines_on_a_persons_page_are_refused_in_words():
    lia, client = cast.person("lia"), signed_in(cast.ada())
    url = f"/admin/accounts/user/{lia.pk}/change/"
    page = client.get(url)
    form = {
        f"{name}": value for name, value in page.context["adminform"].form.initial.items() if value not in (None, False)
    }
    form |= {"memberships-TOTAL_FORMS": 2, "memberships-INITIAL_FORMS": 0}
    twice = {f"memberships-{n}-role": "editor" for n in (0, 1)}
    response = client.post(url, {**form, **twice})
    assert response.status_code == 200
    assert "This right is there already: editor · every section · every language" in response.content.decode()
    assert not Membership.objects.exists()
    assert client.post(url, {**form, **twice, "memberships-1-language": "ru"}).status_code == 302
    assert Membership.objects.count() == 2


BAD = ["", "x", "99999999999999999999", "-1", "\x00", "2\ud800".encode("utf-8", "replace").decode(), "w" * 10_000]


@pytest.mark.parametrize("bad", BAD, ids=range(len(BAD)))
def test_what_is_no_right_is_refused(bad):
    lia, client = cast.person("lia"), signed_in(cast.ada())
    for field in ("to", "role", "sections", "languages"):
        response = client.post(PAGE, {"do": "give", "to": lia.pk, "role": "editor", field: bad})
        assert response.status_code == 422, field
        asked = {"name": bad, "verb": bad, "section": bad, "language": bad, "page": bad}
        assert client.get(PAGE, asked).status_code == (400 if "\x00" in bad else 200)
    assert client.post(PAGE, {"take": bad}).status_code in (302, 200)
    assert not Membership.objects.exists()


def test_nobody_but_an_administrator_sees_or_changes_rights():
    line = Membership.objects.get(user=cast.tigran())
    for who in (cast.anna, cast.elena, cast.mariam, cast.oscar):
        client = signed_in(who())
        assert client.get(PAGE).status_code == 403
        assert give(client, cast.oscar()).status_code == 403
        assert client.post(PAGE, {"take": line.pk}).status_code == 403
    assert Membership.objects.filter(pk=line.pk).exists() and not Membership.objects.filter(user=cast.oscar()).exists()


def test_two_thousand_lines_cost_as_many_queries_as_two(django_assert_num_queries):
    client = signed_in(cast.ada())
    region = cast.section()
    cast.tigran()
    with django_assert_num_queries(8):
        client.get(PAGE)
    crowd = User.objects.bulk_create(User(username=f"p{n:04}", is_staff=True) for n in range(500))
    Membership.objects.bulk_create(
        Membership(user=one, role=role, section=region if role == "editor" else None, language=language)
        for one in crowd for role in ("editor", "translator") for language in ("ru", "hy")
    )  # fmt: skip
    assert Membership.objects.count() > 2000
    with django_assert_num_queries(8):
        page = client.get(PAGE, {"section": "region", "language": "ru"})
    assert page.context["next"] == 2
    assert len(fields_of(page)) == 100


def fields_of(page):
    return [line for _user, lines in page.context["people"] for line in lines]


@pytest.mark.parametrize("where", [{}, {"languages": ["ru"]}, {"sections": True, "languages": ["hy"]}])
def test_a_right_just_taken_is_given_back_with_one_button(where):
    lia, client = cast.person("lia"), signed_in(cast.ada())
    where = where | ({"sections": [cast.section().pk]} if "sections" in where else {})
    give(client, lia, **where)
    line = Membership.objects.get()
    client.post(f"{PAGE}?name=lia", {"take": line.pk})
    assert not Membership.objects.exists()
    page = client.get(f"{PAGE}?name=lia")
    form = page.content.decode().split("rights-undo")[1].split("</form>")[0]
    assert "Give it again" in form and "lia · editor" in form
    sent = dict(re.findall(r'name="(do|to|role|sections|languages)" value="([^"]*)"', form))
    client.post(f"{PAGE}?name=lia", sent)
    again = Membership.objects.get()
    assert (again.user, again.role, again.section, again.language) == (lia, line.role, line.section, line.language)
    assert "Given" in LogEntry.objects.first().change_message
    assert "rights-undo" not in client.get(PAGE).content.decode()


def test_nothing_is_given_back_to_whom_is_no_longer_active():
    tigran, client = cast.tigran(), signed_in(cast.ada())
    User.objects.filter(pk=tigran.pk).update(is_active=False)
    client.post(PAGE, {"take": tigran.memberships.get().pk})
    assert "rights-undo" not in client.get(PAGE).content.decode()


def test_the_list_of_people_and_a_persons_page_lead_to_their_rights():
    everybody()
    client = signed_in(cast.ada())
    link = f"{PAGE}?name=anna&amp;to={cast.anna().pk}"
    page = client.get("/admin/accounts/user/").content.decode()
    assert f'<a href="{link}">2 rights</a>' in page and ">0 rights</a>" in page and ">1 right</a>" in page
    assert link in client.get(f"/admin/accounts/user/{cast.anna().pk}/change/").content.decode()
    assert people(client, name="anna") == ["anna"]
