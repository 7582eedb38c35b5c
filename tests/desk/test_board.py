"""The desk's first screen: a row a story, a cell a language, filters in one click, few questions to the database."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.board import waiting
from articles.models import Act, Article, ArticleVariant, LogEntry, Membership, TranslationTask
from audience.models import ViewHour
from demo.archive import seed_archive
from desk.dashboard import dashboard
from desk.sparklines import sparkline
from tests import cast
from tests.cast import HOUR
from tests.desk.screens import said, signed_in, tab

pytestmark = pytest.mark.django_db
MOST = 15


def now():
    return timezone.now()


def rows(response):
    return [line.row.article.pk for line in response.context["board"]["lines"]]


def listed(client, query=""):
    response = client.get(f"/admin/{query}")
    assert response.status_code == 200
    return rows(response)


def cell(variant, language):
    return f"/admin/board/{variant.article_id}/{cast.WORDS[language]}/"


def live(language="en", *, ago=HOUR, **options):
    return cast.live(language, at=now() - ago, **options)


def asked(client, query=""):
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/admin/{query}")
    assert response.status_code == 200
    return len(queries), response


def test_live_in_one_language_and_missing_in_another_is_one_click():
    wanted = live()
    cast.translate(live(), "hy")
    client = signed_in(cast.mariam())
    page = client.get("/admin/").content.decode()
    [link] = re.findall(r'href="(\?[^"]*)" title="Live in English, missing in Armenian"', page)
    assert listed(client, link.replace("&amp;", "&")) == [wanted.article_id]


def test_how_long_a_language_waits_is_told_from_the_first_minute_on():
    client = signed_in(cast.mariam())
    live(ago=timedelta(seconds=5))
    assert "since the source went live" not in client.get("/admin/").content.decode()
    live(ago=timedelta(seconds=90))
    assert client.get("/admin/").content.decode().count("waiting 1\u00a0min") == 2


def test_a_click_on_the_empty_cell_opens_the_new_variant():
    story = live()
    client = signed_in(cast.tigran())
    page = client.get("/admin/").content.decode()
    assert f'action="{cell(story, "ru")}"' in page
    response = client.post(cell(story, "ru"), {"do": "begin"})
    russian = story.article.variants.get(language="ru")
    assert response.headers["Location"] == f"{tab(russian)}?beside=en"
    assert russian.translator == cast.tigran()
    assert client.get(tab(russian)).status_code == 200


def test_without_the_right_the_empty_cell_is_only_words():
    story = live()
    client = signed_in(cast.tigran())
    page = client.get("/admin/").content.decode()
    assert f'action="{cell(story, "hy")}"' not in page
    assert client.post(cell(story, "hy"), {"do": "begin"}).status_code == 403
    assert story.article.variants.count() == 1


@pytest.mark.parametrize("do", ["begin", "take", "give_back", "assign", "waive", "need"])
def test_a_cell_of_a_story_one_may_not_see_is_not_there(do):
    story = live(in_section="politics")
    response = signed_in(cast.anna()).post(cell(story, "hy"), {"do": do, "assignee": "anna"})
    assert response.status_code == 404
    assert "politics" not in response.content.decode()
    assert not TranslationTask.objects.exists()


def test_a_translator_takes_a_language_from_the_board_and_comes_back_to_it():
    story = live()
    client = signed_in(cast.tigran())
    response = client.post(cell(story, "ru"), {"do": "take", "next": "/admin/?missing=ru"})
    assert response.headers["Location"] == "/admin/?missing=ru"
    assert TranslationTask.objects.get().assignee == cast.tigran()
    [line] = client.get("/admin/").context["board"]["lines"]
    assert line.slots[1].cell.person == cast.tigran() and line.slots[1].may_give_back
    client.post(cell(story, "ru"), {"do": "give_back"})
    assert TranslationTask.objects.get().assignee is None


def test_the_way_back_never_leads_away_from_the_desk():
    client = signed_in(cast.tigran())
    for away in ("https://evil.example/", "//evil.example/admin/", "/en/", ""):
        assert client.post(cell(live(), "ru"), {"do": "take", "next": away}).headers["Location"] == "/admin/"


def test_an_editor_gives_a_language_to_a_colleague_by_name():
    story = live()
    cast.tigran()
    client = signed_in(cast.elena())
    assert said(client, client.post(cell(story, "ru"), {"do": "assign", "assignee": "tigran"})) == [
        "Assigned to tigran."
    ]
    assert TranslationTask.objects.get().assignee == cast.tigran()
    for nobody in ("", "nobody", "x" * 10_000, "a\0b"):
        response = client.post(cell(story, "ru"), {"do": "assign", "assignee": nobody})
        assert "Nobody here has that name" in said(client, response)[0]
    assert (
        "may not translate" in said(client, client.post(cell(story, "hy"), {"do": "assign", "assignee": "tigran"}))[0]
    )
    assert signed_in(cast.tigran()).post(cell(story, "ru"), {"do": "assign", "assignee": "elena"}).status_code == 403


def test_what_is_not_needed_says_so_until_it_is_needed_again():
    story = live()
    client = signed_in(cast.elena())
    client.post(cell(story, "hy"), {"do": "waive"})
    page = client.get("/admin/")
    [line] = page.context["board"]["lines"]
    assert line.slots[2].cell.state == "waived" and "not needed" in page.content.decode()
    assert "not needed" in client.get(tab(story)).content.decode()
    assert listed(client, "?live=en&missing=hy") == []
    client.post(cell(story, "hy"), {"do": "need"})
    assert listed(client, "?live=en&missing=hy") == [story.article_id]
    assert signed_in(cast.tigran()).post(cell(story, "ru"), {"do": "waive"}).status_code == 403


def test_the_page_of_a_missing_language_offers_the_same():
    story = live()
    cast.tigran()
    place = f"/admin/articles/article/{story.article_id}/ru/"
    client = signed_in(cast.elena())
    page = client.get(place).content.decode()
    for do in ("take", "assign", "waive"):
        assert f'value="{do}"' in page
    client.post(cell(story, "ru"), {"do": "assign", "assignee": "tigran", "next": place})
    assert "tigran has it." in client.get(place).content.decode()
    client.post(cell(story, "ru"), {"do": "waive", "next": place})
    assert "not needed in Russian" in client.get(place).content.decode()
    assert 'value="take"' not in signed_in(cast.anna()).get(place).content.decode()


@pytest.mark.parametrize("do", ["", "publish", "x" * 10_000, "\0"])
def test_a_button_the_board_does_not_have_is_a_bad_request(do):
    assert signed_in(cast.elena()).post(cell(live(), "ru"), {"do": do}).status_code == 400


@pytest.mark.parametrize("path", ["board/99999999999999999999/ru/", "board/1/de/", "board/1/ru/", "board/x/ru/"])
def test_a_cell_that_is_not_there_is_not_found(path):
    assert signed_in(cast.elena()).post(f"/admin/{path}", {"do": "begin"}).status_code == 404


def test_a_cell_is_changed_by_sending_and_never_by_looking():
    assert signed_in(cast.elena()).get(cell(live(), "ru")).status_code == 405


@pytest.mark.parametrize(
    "query",
    [
        "?period=x&section=nowhere&person=99999999999999999999&language=de&live=xx&missing=x&outdated=q",
        "?person=x&mine_to_do=x", "?person=-1", "?section=%ED%A0%80", "?missing=" + "x" * 10_000, "?outdated=ru&outdated=zz",
    ],
)  # fmt: skip
def test_what_the_board_does_not_know_is_not_asked(query):
    story = live()
    assert listed(signed_in(cast.mariam()), query) in ([story.article_id], [])


@pytest.mark.parametrize("before", ["x", "1", "99999999999999999999-1", "1-99999999999999999999", "-"])
def test_a_place_in_the_list_that_never_was_is_not_found(before):
    assert signed_in(cast.mariam()).get("/admin/", {"before": before}).status_code == 404


def test_older_stories_follow_with_the_same_filters():
    stories = [cast.draft(now=now() - minutes * timedelta(minutes=1)) for minutes in range(35)]
    client = signed_in(cast.mariam())
    page = client.get("/admin/?language=en&period=week")
    assert len(rows(page)) == 30
    older = page.context["board"]["older"]
    assert "language=en" in older and "period=week" in older
    rest = client.get(f"/admin/?{older}")
    assert rows(rest) == [story.article_id for story in stories[30:]]
    assert rest.context["board"]["older"] == ""


def test_the_board_stays_within_its_questions_at_three_thousand_stories_and_two_thousand_rights():
    editor = cast.elena()
    cast.author(), cast.tag()
    client = signed_in(editor)
    for _number in range(3):
        cast.translate(live(), "ru")
    few, _page = asked(client)
    assert few <= MOST
    list(seed_archive(3000, now() - timedelta(minutes=1)))
    everywhere = get_user_model().objects.get(pk=editor.pk)
    Membership.objects.bulk_create(
        Membership(user=everywhere, role="reporter", section=cast.section(f"s{number}"), language=language)
        for number in range(667)
        for language in cast.LANGUAGES
    )
    Membership.objects.create(user=everywhere, role="editor")
    for query in (
        "",
        "?period=all",
        "?period=all&live=en&missing=hy",
        "?period=week&outdated=ru",
        "?mine_to_do=on&missing=ru",
    ):
        many, page = asked(client, query)
        assert many <= few, query
    assert len(rows(asked(client, "?period=all")[1])) == 30


def test_the_navigation_says_on_every_page_what_waits_for_whom():
    live()
    tigran = signed_in(cast.tigran())
    for place in ("/admin/", "/admin/articles/article/", "/admin/translations/", "/admin/photos/photo/"):
        page = tigran.get(place).content.decode()
        [nav] = re.findall(r'<nav class="counters".*?</nav>', page, re.S)
        assert re.search(r'<span lang="ru">РУ</span> 1<', nav), place
        assert "ՀԱՅ" not in nav
    [link] = re.findall(r'href="/admin/(\?[^"]*missing=ru[^"]*)"', nav)
    assert len(listed(tigran, link.replace("&amp;", "&"))) == 1
    assert "counters__outdated" not in nav


def test_the_navigation_costs_one_question():
    live()
    client = signed_in(cast.elena())
    with CaptureQueriesContext(connection) as queries:
        client.get("/admin/articles/article/add/")
    assert len([query for query in queries if "missing_ru" in query["sql"]]) == 1
    assert (
        len([query for query in queries if "articles_membership" in query["sql"]]) == 2
    )  # the rights, and in that one


def test_my_translations_are_mine_alone_and_in_the_order_readers_have_waited():
    new, old = live(ago=HOUR), live(ago=5 * HOUR)
    for story in (new, old):
        workflow.assign_translation(
            user=cast.mariam(), now=now(), article_id=story.article_id, language="ru", assignee=cast.tigran()
        )
    source = live(ago=4 * HOUR)
    russian = cast.publish(cast.translate(source, "ru", by=cast.tigran(), now=now() - 3 * HOUR), at=now() - 3 * HOUR)
    cast.publish(cast.write(source, body="<p>Another end.</p>", now=now()), at=now() - HOUR)
    client = signed_in(cast.tigran())
    page = client.get("/admin/translations/")
    assert [task.article_id for task in page.context["tasks"]] == [old.article_id, new.article_id]
    assert [variant.pk for variant in page.context["outdated"]] == [russian.pk]
    assert "5\u00a0h" in page.content.decode()
    assert "My translations 2" in page.content.decode()
    other = signed_in(cast.person("lia", role="translator", languages=("ru",))).get("/admin/translations/")
    assert other.context["tasks"] == [] and other.context["outdated"] == []


def test_single_keys_are_offered_to_those_who_want_them():
    live()
    user = cast.mariam()
    assert " data-single>" in signed_in(user).get("/admin/").content.decode()
    user.has_single_keys = False
    user.save()
    assert " data-single>" not in signed_in(user).get("/admin/").content.decode()


# ------------------------------------------------------------------------------------------ the lists beside the board


def test_each_list_holds_what_is_its_own():
    draft = cast.draft(now=now() - HOUR, by=cast.elena())
    handed = cast.draft(now=now() - HOUR, by=cast.anna())
    workflow.submit_for_review(user=cast.anna(), now=now(), variant_id=handed.pk, expected_head=handed.head_id)
    source = live(ago=3 * HOUR)
    behind = cast.publish(cast.translate(source, "hy", now=now() - 2 * HOUR), at=now() - 2 * HOUR)
    cast.publish(cast.write(source, body="<p>Another end.</p>", now=now()), at=now() - HOUR)
    lists = dashboard(cast.elena(), now())
    assert [row.pk for row in lists.mine] == [draft.pk]
    assert [row.pk for row in lists.waiting] == [handed.pk]
    assert [row.pk for row in lists.outdated] == [behind.pk]
    theirs = dashboard(cast.anna(), now())
    assert theirs.waiting == [] and not theirs.is_editor
    assert [row.pk for row in theirs.mine] == [handed.pk]
    assert [row.pk for row in dashboard(cast.tigran(), now()).outdated] == []  # Armenian is not his


def test_what_the_dashboard_calls_outdated_is_what_the_navigation_counts():
    """Of the sections and languages where this person may translate; also of a story that only appeared this week."""
    source = live(ago=3 * HOUR)
    for language in ("hy", "ru"):
        cast.publish(cast.translate(source, language, now=now() - 2 * HOUR), at=now() - 2 * HOUR)
    cast.publish(cast.write(source, body="<p>Another end.</p>", now=now()), at=now() - HOUR)
    Article.objects.filter(pk=source.article_id).update(changed_at=now() - timedelta(days=9))
    elsewhere = cast.person("lia", role="translator", sections=(cast.section("politics"),), languages=("ru",))
    Membership.objects.create(user=elsewhere, role="translator", section=source.section, language="hy")
    for who, languages in ((cast.mariam(), {"hy", "ru"}), (cast.tigran(), {"ru"}), (elsewhere, {"hy"})):
        assert {row.language for row in dashboard(who, now()).outdated} == languages, who
        assert waiting(who, now()).outdated == 1, who


def test_what_is_scheduled_today_is_of_the_papers_own_day():
    evening = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)  # 20:00 in Yerevan, four hours before the day ends there
    for hours in (5, 3, 1):
        cast.schedule(cast.draft(headline=f"In {hours}", now=evening), at=evening + hours * HOUR, now=evening)
    assert [row.headline for row in dashboard(cast.mariam(), evening).scheduled] == ["In 1", "In 3"]


def test_what_readers_read_now_is_drawn_by_the_hour():
    read, hidden = live(), live(in_section="politics")
    russian = cast.publish(cast.translate(read, "ru", now=now() - HOUR), at=now() - HOUR)
    hour = now().replace(minute=0, second=0, microsecond=0)
    for variant, ago, views in ((read, 0, 7), (russian, 3, 40), (read, 30, 500), (hidden, 0, 90)):
        ViewHour.objects.create(variant=variant, hour=hour - ago * HOUR, views=views)
    [reading] = signed_in(cast.anna()).get("/admin/").context["today"].reading
    assert reading.article_id == read.article_id
    assert (reading.total, reading.recent, reading.language) == (47, 7, "en")
    assert reading.hours == [0] * 20 + [40, 0, 0, 7]
    chief = signed_in(cast.mariam()).get("/admin/")
    assert [one.article_id for one in chief.context["today"].reading] == [hidden.article_id, read.article_id]
    assert '<svg class="sparkline"' in chief.content.decode()


def test_a_sparkline_goes_from_nought_to_the_greatest():
    assert 'points="2.0,22.0 48.0,12.0 94.0,2.0"' in sparkline([0, 5, 10])
    assert 'points="2.0,22.0 94.0,22.0"' in sparkline([0, 0])
    assert "points" in sparkline([])


def test_recent_changes_name_only_stories_one_may_see():
    story, hidden = live(), live(in_section="politics")
    cast.write(story, body="<p>Only saved.</p>", now=now())
    workflow.assign_translation(
        user=cast.tigran(), now=now(), article_id=story.article_id, language="ru", assignee=cast.tigran()
    )
    page = signed_in(cast.anna()).get("/admin/")
    changes = page.context["today"].changes
    assert {entry.article_id for entry in changes} == {story.article_id}
    assert Act.SAVED not in {entry.act for entry in changes}
    assert (changes[0].act, changes[0].into, changes[0].headline) == (Act.ASSIGNED, "ru", story.headline)
    assert hidden.article_id in {
        entry.article_id for entry in signed_in(cast.mariam()).get("/admin/").context["today"].changes
    }


def test_a_story_deleted_for_good_leaves_the_lists_whole():
    draft = cast.draft(now=now() - 40 * timedelta(days=1))
    workflow.move_to_bin(user=cast.mariam(), now=now() - 35 * timedelta(days=1), article_id=draft.article_id)
    workflow.empty_bin(now=now())
    assert LogEntry.objects.filter(act=Act.DELETED).exists() and not ArticleVariant.objects.exists()
    assert signed_in(cast.mariam()).get("/admin/").context["today"].changes == []


def test_a_story_goes_by_its_headline_in_the_desks_language_where_it_has_one():
    story = live("hy")
    client = signed_in(cast.mariam())
    title = f'lang="{{}}">{cast.HEADLINES["hy"]}</a>'.format
    assert title("hy") in client.get("/admin/").content.decode()
    cast.translate(story, "ru")
    cast.translate(story, "en")
    assert client.get("/admin/").context["board"]["lines"][0].row.named.language == "en"
    client.post("/admin/language/", {"language": "ru"})
    workflow.start_translation(user=cast.mariam(), now=now(), article_id=live("hy").article_id, language="en")
    named = [line.row.named.language for line in signed_in(cast.mariam()).get("/admin/").context["board"]["lines"]]
    assert sorted(named) == ["hy", "ru"]  # an empty headline names nothing


def test_whose_work_it_is_stands_there_in_two_letters_with_the_name_as_title():
    story = live()
    nina = cast.person("nina", role="translator", first_name="Nina", last_name="Hakobyan")
    workflow.assign_translation(
        user=cast.mariam(), now=now(), article_id=story.article_id, language="ru", assignee=nina
    )  # fmt: skip
    page = signed_in(cast.mariam()).get("/admin/").content.decode()
    assert f'title="{nina}"><span aria-hidden="true">NH</span><span class="visually-hidden">{nina}</span>' in page
