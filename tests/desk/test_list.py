from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from desk.templatetags.desk import counted
from tests import cast
from tests.desk.screens import signed_in, story, tab

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def found(client, query=""):
    response = client.get(LIST + query)
    assert response.status_code == 200
    return [article.pk for article in response.context["cl"].result_list]


@pytest.mark.parametrize(
    ("language", "headline", "typed"),
    [
        ("hy", "ԵՐԵՎԱՆԸ տոնում է", "երևան"),
        ("hy", "Երևանում՝ նոր կամուրջ", "ԵՐԵՎԱՆ"),
        ("hy", "Ինչո՞ւ է թանկանում հացը", "ինչու"),
        ("ru", "Ёлка на площади", "елка"),
        ("ru", "Мэрия открыла мост", "МОСТ мэрия"),
        ("en", "Bridge opens", "BRIDGE"),
    ],
)
def test_words_are_found_whatever_their_case(language, headline, typed):
    variant = cast.draft(language, headline=headline)
    cast.draft("en", headline="Something else")
    assert found(signed_in(cast.mariam()), f"?q={typed}") == [variant.article_id]


def test_a_story_is_found_by_its_number_and_its_public_address():
    variant = cast.live(at=timezone.now() - timedelta(hours=1))
    cast.draft()
    client = signed_in(cast.mariam())
    assert found(client, f"?q={variant.article_id}") == [variant.article_id]
    assert found(client, f"?q=https://paper.example{cast.address(variant)}") == [variant.article_id]


def test_every_language_shows_its_state():
    variant = cast.live(at=timezone.now() - timedelta(hours=1))
    cast.translate(variant, "ru")
    page = signed_in(cast.mariam()).get(LIST).content.decode()
    assert "state--live" in page and "state--draft" in page and "state--missing" in page


def test_a_reporter_lists_only_their_sections():
    mine = cast.draft(in_section="region")
    cast.draft(in_section="politics")
    assert found(signed_in(cast.anna())) == [mine.article_id]


def test_somebody_who_belongs_to_nothing_sees_nothing():
    cast.draft()
    assert signed_in(cast.oscar()).get(LIST).status_code == 403


def test_filters_choose_by_state_section_and_lacking_language():
    public = cast.live(at=timezone.now() - timedelta(hours=1))
    draft = cast.draft("ru", in_section="politics")
    client = signed_in(cast.mariam())
    assert found(client, "?state=live") == [public.article_id]
    assert found(client, "?state=draft") == [draft.article_id]
    assert found(client, "?section=politics") == [draft.article_id]
    assert found(client, "?lacks=ru") == [public.article_id]
    assert found(client, "?state=nonsense&section=nowhere&lacks=de") == []


def test_what_is_outdated_is_found_by_that_and_is_live_all_the_same():
    hour = timedelta(hours=1)
    now = timezone.now() - 5 * hour
    behind, level = cast.live(at=now), cast.live(at=now)
    for source in (behind, level):
        cast.publish(cast.translate(source, "ru", now=now), at=now + hour)
    cast.publish(cast.write(behind, body="<p>Quite another text.</p>", now=now + hour), at=now + 2 * hour)
    client = signed_in(cast.mariam())
    assert found(client, "?state=outdated") == [behind.article_id]
    assert set(found(client, "?state=live")) == {behind.article_id, level.article_id}
    assert "state--outdated" in client.get(f"{LIST}?state=outdated").content.decode()


def test_a_chosen_row_that_is_no_number_is_a_bad_request():
    cast.draft()
    client = signed_in(cast.mariam())
    for key in ("x", "-1", "\0", "99999999999999999999"):
        assert client.post(LIST, {"action": "bin", "_selected_action": [key]}).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "?p=9999", "?p=x", "?o=9", "?q=%00", "?q=%ED%A0%80", "?e=1", "?id__exact=x", "?q=" + "x" * 60_000,
        *(f"?{name}={value}" for name in ("section", "state", "lacks", "bin") for value in ("%00", "x" * 10_000, "9" * 20)),
    ],
)  # fmt: skip
def test_bad_questions_are_no_500(query):
    cast.draft()
    assert signed_in(cast.mariam()).get(LIST + query).status_code < 500


def test_two_thousand_rights_cost_the_list_no_question_more(django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from articles.models import Membership

    cast.live(at=timezone.now() - cast.HOUR)
    client = signed_in(cast.elena())
    with CaptureQueriesContext(connection) as few:
        client.get("/admin/articles/article/")
    sections = [cast.section(f"part-{number}") for number in range(500)]
    Membership.objects.bulk_create(
        Membership(user=cast.elena(), role=role, section=section, language=language)
        for section in sections for role in ("reporter", "editor") for language in ("ru", "hy")
    )  # fmt: skip
    assert Membership.objects.filter(user=cast.elena()).count() > 2000
    with django_assert_num_queries(len(few)):
        assert client.get("/admin/articles/article/").status_code == 200


@pytest.mark.parametrize(
    ("language", "number", "model", "words"),
    [
        ("en", 1, "article", "1 story"),
        ("en", 2000, "article", "2,000 stories"),
        ("ru", 1, "article", "1 материал"),
        ("ru", 2, "author", "2 автора"),
        ("ru", 69, "article", "69 материалов"),
        ("ru", 11, "user", "11 сотрудников"),
        ("hy", 69, "article", "69 նյութ"),
        ("hy", 2, "tag", "2 պիտակ"),
        ("hy", 12000, "something else", "12\u00a0000"),
    ],
)
def test_a_list_counts_in_whole_words_of_its_language(language, number, model, words):
    with translation.override(language):
        assert counted(number, model) == words


@pytest.mark.parametrize(("language", "words"), [("en", "2 stories"), ("ru", "2 материала"), ("hy", "2 նյութ")])
def test_the_foot_of_a_list_says_how_many_there_are(language, words):
    cast.draft(), cast.draft()
    user = cast.mariam()
    user.interface_language = language
    user.save()
    foot = signed_in(user).get(LIST).content.decode().partition('class="paginator"')[2].partition("</p>")[0]
    assert words in foot and "նյութեր" not in foot


@pytest.mark.parametrize(("language", "told_in"), [("en", "en"), ("hy", "hy"), ("ru", "hy")])
def test_lists_and_log_name_a_story_in_the_desks_language_else_by_its_original(language, told_in):
    armenian = cast.draft("hy")
    cast.translate(armenian, "en")
    user = cast.mariam()
    user.interface_language = language
    user.save()
    client = signed_in(user)
    named = f'lang="{told_in}">{cast.HEADLINES[told_in]}</a>'
    for page in (LIST, "/admin/log/", "/admin/?period=all"):
        assert named in client.get(page).content.decode(), page
    [reply] = [
        group["items"]
        for group in client.get(f"/admin/find/?q={armenian.article_id}").json()["groups"]
        if group["items"][0].get("lang")
    ]
    assert (reply[0]["lang"], reply[0]["text"]) == (told_in, cast.HEADLINES[told_in])


def test_views_are_told_of_what_was_live_alone():
    from audience.models import ViewTotal

    draft, public = cast.draft(), cast.live(at=timezone.now() - cast.HOUR)
    read = cast.live(at=timezone.now() - cast.HOUR)
    ViewTotal.objects.create(variant=read, views=12)
    gone = cast.withdraw(cast.live(at=timezone.now() - cast.HOUR), now=timezone.now())
    later = cast.schedule(cast.draft(), at=timezone.now() + cast.HOUR, now=timezone.now())
    client = signed_in(cast.mariam())
    admin = client.get(LIST).context["cl"]
    told = {one.pk: str(admin.model_admin.views(one)) for one in admin.result_list}
    assert told[draft.article_id] == told[later.article_id] == "–"
    assert ">0<" in told[public.article_id] and ">0<" in told[gone.article_id] and ">12<" in told[read.article_id]
    for variant, has_views in ((draft, False), (later, False), (public, True), (gone, True)):
        language_tab, story_tab = client.get(tab(variant)).content.decode(), client.get(story(variant)).content.decode()
        assert ("0 views" in language_tab) == has_views and ("<dt>Views</dt>" in story_tab) == has_views


def test_edits_that_wait_are_said_in_words():
    public = cast.live(at=timezone.now() - cast.HOUR)
    client = signed_in(cast.mariam())
    assert "edits not published yet" not in client.get(LIST).content.decode()
    cast.write(public, headline="Another train", now=timezone.now())
    for page in (LIST, "/admin/?period=all", tab(public)):
        assert "edits not published yet" in client.get(page).content.decode()
    due = cast.schedule(cast.draft(), at=timezone.now() + cast.HOUR, now=timezone.now())
    cast.write(due, headline="Another train", now=timezone.now())
    assert "newer edits not scheduled" in client.get(tab(due)).content.decode()
    gone = cast.withdraw(cast.live(at=timezone.now() - cast.HOUR), now=timezone.now())
    cast.write(gone, headline="Another train", now=timezone.now())
    assert "state__ahead" not in client.get(tab(gone)).content.decode()


def test_part_of_a_word_is_found_until_the_words_change():
    variant = cast.draft("ru", headline="Ночной поезд возвращается к морю")
    client = signed_in(cast.mariam())
    for typed in ("вращает", "МОРЮ поез", "к морю", "но п"):
        assert found(client, f"?q={typed}") == [variant.article_id], typed
    assert found(client, "?q=автобус") == found(client, "?q=поезд щщ") == []
    cast.write(variant, headline="Автобус едет в горы")
    assert found(client, "?q=вращает") == [] and found(client, "?q=втобу") == [variant.article_id]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole, whatever index it has")
def test_neither_the_lists_of_the_day_nor_a_search_reads_every_story():
    cast.live("en", headline="Bridge opens")
    client = signed_in(cast.mariam())
    for address in ("/admin/", f"{LIST}?q=bridge"):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        plans = [plan(query["sql"]) for query in queries if query["sql"].startswith("SELECT")]
        assert not [step for steps in plans for step in steps if step in READ_WHOLE], (address, plans)


READ_WHOLE = ("SCAN articles_articlevariant", "SCAN V0", "SCAN articles_article")


def plan(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[3] for row in cursor.fetchall()]
