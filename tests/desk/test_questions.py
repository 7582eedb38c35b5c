"""Whatever stands in the address of a list: an answer, or 400 in words. The same on both databases."""

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from tests import cast
from tests.desk.screens import signed_in

pytestmark = pytest.mark.django_db
ODD = ["%00", "a%00b", "x", "x" * 10_000, "99999999999999999999", "-1", "%ED%A0%80", "(", "%25"]
OWN = ["q", "p", "o", "all", "e", "_popup", "_to_field", "_facets", "nonsense"]


def lists():
    """(its admin, its address) of every list of the desk."""
    for model, one in admin.site._registry.items():
        yield one, reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def parameters(one):
    """The list's own questions and filters, and every column as a filter nobody offers."""
    filters = [getattr(entry, "parameter_name", f"{entry}__exact") for entry in one.list_filter]
    columns = [field.name for field in one.opts.get_fields()]
    return [*OWN, *filters, *columns, *(f"{name}__in" for name in columns), "pk__in"]


def test_every_filter_of_every_list_answers_whatever_it_is_asked():
    cast.live(at=timezone.now() - cast.HOUR)
    cast.tag(), cast.author(), cast.wire()
    client, walked = signed_in(cast.ada()), 0
    for one, address in lists():
        for name in parameters(one):
            for value in ODD if name in OWN or name in str(one.list_filter) else ODD[:5]:
                response = client.get(f"{address}?{name}={value}", follow=True)
                assert response.status_code in (200, 400), (address, name, value[:30])
                walked += 1
    assert walked > 500


def test_what_cannot_be_read_is_said_in_the_desks_language():
    user = cast.person("mariam", role="chief", interface_language="ru")
    response = signed_in(user).get("/admin/articles/article/?section=%00")
    page = response.content.decode()
    assert response.status_code == 400
    assert '<html lang="ru"' in page and "<h1" in page


@pytest.mark.parametrize("length", [201, 60_000])
@pytest.mark.parametrize("letter", ["x", "%D5%A1", "x%20"])
def test_a_very_long_question_is_asked_by_its_beginning(length, letter):
    client, asked = signed_in(cast.ada()), letter * length
    for _one, address in lists():
        assert client.get(f"{address}?q={asked}", follow=True).status_code == 200, address
    for model, field in (("taggedarticle", "tag"), ("byline", "author")):
        found = {"app_label": "articles", "model_name": model, "field_name": field, "term": "x" * length}
        assert client.get("/admin/autocomplete/", found).status_code == 200


def test_a_nul_in_any_address_of_the_desk_is_answered_with_400():
    variant = cast.draft()
    client, story = signed_in(cast.ada()), f"/admin/articles/article/{variant.article_id}/"
    own = [
        "",
        "find/",
        "log/",
        "log/export/",
        "calendar/",
        "translations/",
        "release/",
        "names/",
        "photos/photo/choose/",
    ]
    of_a_story = ["", "en/", "en/wall/", "en/links/", "history/", "compare/"]
    for address in [*(f"/admin/{name}" for name in own), *(story + name for name in of_a_story)]:
        assert client.get(f"{address}?q=%00&before=%00&old=%00&day=%00").status_code == 400, address


def test_autocomplete_answers_a_nul_with_400():
    query = "app_label=articles&model_name=taggedarticle&field_name=tag&term="
    client = signed_in(cast.mariam())
    assert client.get(f"/admin/autocomplete/?{query}a%00").status_code == 400
    assert client.get(f"/admin/autocomplete/?{query}a").status_code == 200


@pytest.mark.parametrize("key", ["x", "99999999999999999999", "\x00", ""])
def test_rows_are_chosen_by_their_numbers(key):
    variant = cast.draft()
    client = signed_in(cast.ada())
    for one, address in lists():
        data = {"action": "delete_selected", "_selected_action": [variant.article_id, key]}
        assert client.post(address, data).status_code in (302, 400, 405), one
    form = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": key, "form-0-position": 1, "_save": "Save"}
    assert client.post("/admin/articles/section/", form).status_code == 400


def test_an_empty_form_is_empty_whatever_stands_in_its_address():
    client = signed_in(cast.ada())
    for one, address in lists():
        query = "&".join(f"{name}=x" for name in {*one.get_form(request_of(client)).base_fields, "slug", "user"})
        assert client.get(f"{address}add/?{query}").status_code in (200, 403), one


def request_of(client):
    return client.get("/admin/").wsgi_request
