import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests import cast
from tests.desk.screens import signed_in

pytestmark = pytest.mark.django_db


def sign_in(client, login, password="correct horse battery"):
    return client.post("/accounts/login/", {"login": login, "password": password})


def test_the_desk_asks_for_a_sign_in_and_leads_back(client):
    cast.mariam()
    response = client.get("/admin/articles/article/")
    assert response.headers["Location"].startswith("/admin/login/")
    response = client.get(response.headers["Location"])
    assert response.headers["Location"] == "/accounts/login/?next=%2Fadmin%2Farticles%2Farticle%2F"
    response = client.post(
        response.headers["Location"],
        {"login": "mariam", "password": "correct horse battery", "next": "/admin/articles/article/"},
    )
    assert response.headers["Location"] == "/admin/articles/article/"


def test_a_wrong_password_says_so_and_signs_nobody_in(client):
    cast.mariam()
    response = sign_in(client, "mariam", "wrong")
    assert response.status_code == 200
    assert "errorlist" in response.content.decode()
    assert "_auth_user_id" not in client.session


def test_guessing_is_slowed_down(client):
    cast.mariam()
    answers = [sign_in(client, "mariam", f"wrong {number}").content.decode() for number in range(7)]
    assert "Too many failed" in answers[-1]
    assert sign_in(client, "mariam").status_code == 200


@pytest.mark.parametrize(
    "path", ["/accounts/signup/", "/accounts/email/", "/accounts/social/connections/", "/accounts/google/login/"]
)
def test_nobody_signs_up(client, path):
    assert client.get(path).status_code == 404
    assert client.post(path, {"username": "new", "password1": "x" * 20}).status_code in (403, 404)
    assert not User.objects.exists()


def test_a_person_without_a_place_is_told_so_and_never_sent_in_circles():
    user = cast.person("guest")
    User.objects.filter(pk=user.pk).update(is_staff=False)
    user.refresh_from_db()
    response = signed_in(user).get("/admin/", follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/logout/"
    assert "no place at the desk" in response.content.decode()


def test_somebody_who_was_let_go_is_out_at_once():
    user = cast.mariam()
    client = signed_in(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/admin/").status_code == 302


def test_the_second_factor_is_asked_of_those_who_publish(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    response = signed_in(cast.mariam()).get("/admin/")
    assert response.headers["Location"] == reverse("mfa_activate_totp")
    assert signed_in(cast.anna()).get("/admin/").status_code == 200


@pytest.mark.parametrize(("language", "word"), [("ru", "Сегодня"), ("hy", "Այսօր"), ("en", "Today")])
def test_the_desk_speaks_each_persons_language(language, word):
    user = cast.mariam()
    client = signed_in(user)
    client.post("/admin/language/", {"language": language, "next": "/admin/"})
    response = client.get("/admin/")
    assert f'<html lang="{language}"' in response.content.decode()
    assert word in response.content.decode()


def test_an_unknown_language_and_a_foreign_way_back_change_nothing():
    client = signed_in(cast.mariam())
    response = client.post("/admin/language/", {"language": "de", "next": "https://evil.example/"})
    assert response.headers["Location"] == "/admin/"
    assert cast.mariam().interface_language == ""


@pytest.mark.parametrize(
    "away", ["https://evil.example/", "//evil.example/admin/", "/en/", "admin:log", "x" * 10_000, ""]
)
def test_the_way_back_from_a_switch_stays_at_the_desk(away):
    client = signed_in(cast.mariam())
    response = client.post("/admin/language/", {"language": "ru", "next": "/admin/log/?act=saved"})
    assert response.headers["Location"] == "/admin/log/?act=saved"
    assert client.post("/admin/language/", {"language": "en", "next": away}).headers["Location"] == "/admin/"


def test_screens_of_packages_are_not_at_the_desk():
    client = signed_in(cast.ada())
    for path in (
        "auth/group/",
        "taggit/tag/",
        "account/emailaddress/",
        "mfa/authenticator/",
        "django_tasks_database/dbtaskresult/",
    ):
        assert client.get(f"/admin/{path}").status_code == 404


def test_people_are_kept_by_an_administrator_alone():
    url = "/admin/accounts/user/"
    assert signed_in(cast.mariam()).get(url).status_code == 403
    client = signed_in(cast.ada())
    data = {
        "username": "lia",
        "password1": "a long enough phrase",
        "password2": "a long enough phrase",
        "usable_password": "true",
    }
    inline = {"memberships-TOTAL_FORMS": 1, "memberships-INITIAL_FORMS": 0, "memberships-0-role": "reporter"}
    client.post(url + "add/", {**data, **inline})
    lia = User.objects.get(username="lia")
    assert lia.is_staff and not lia.is_superuser
    assert client.post(f"{url}{lia.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_front_page_shows_what_waits(django_assert_max_num_queries):
    variant = cast.draft()
    from articles import workflow

    workflow.submit_for_review(user=cast.anna(), now=cast.NOW, variant_id=variant.pk, expected_head=variant.head_id)
    client = signed_in(cast.elena())
    with django_assert_max_num_queries(15):
        response = client.get("/admin/")
    assert [row.pk for row in response.context["today"].waiting] == [variant.pk]
    assert not signed_in(cast.anna()).get("/admin/").context["today"].waiting


def test_desk_pages_are_private_and_under_a_strict_policy():
    response = signed_in(cast.mariam()).get("/admin/")
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy and "frame-ancestors 'none'" in policy
    assert re.search(r"'nonce-[A-Za-z0-9+/=]{20,}'", policy)
    assert "no-store" in response.headers["Cache-Control"]


def test_errors_of_the_desk_speak_the_desks_language():
    user = cast.mariam()
    user.interface_language = "ru"
    user.save()
    response = signed_in(user).get("/admin/nowhere/")
    assert response.status_code == 404
    assert 'lang="ru"' in response.content.decode()


def test_errors_of_the_desk_lead_back_into_it_whoever_is_inside(settings):
    places = 'href="/admin/calendar/"'
    client = signed_in(cast.mariam())
    for path in ("/admin/accounts/user/", "/admin/nothing/"):
        assert places in client.get(path).content.decode(), path
    assert places not in Client().get("/admin/nothing/").content.decode()
    settings.SECOND_FACTOR_REQUIRED = True
    assert places not in client.get("/admin/nothing/").content.decode()


def test_a_page_too_old_to_save_says_so():
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.mariam())
    response = client.post("/admin/language/", {"language": "ru"})
    assert response.status_code == 403
    assert "too old to be saved" in response.content.decode()
