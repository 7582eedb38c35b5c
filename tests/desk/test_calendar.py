"""The week of the paper: what appears when, in three lanes; another time for what is scheduled."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import ArticleVariant
from tests import cast
from tests.desk.screens import said, signed_in

pytestmark = pytest.mark.django_db
CALENDAR = "/admin/calendar/"
MOVE = "/admin/calendar/move/"
# A Wednesday far ahead: what is scheduled for it stays scheduled while the tests run.
AHEAD = datetime(2099, 5, 6, 14, 30, tzinfo=UTC)  # 18:30 in Yerevan
DAY = "2099-05-06"


def scheduled(at=AHEAD, language="en", **options):
    return cast.schedule(cast.draft(language, **options), at=at)


def items(client, day=DAY):
    response = client.get(f"{CALENDAR}?day={day}")
    assert response.status_code == 200
    return {
        item.variant.pk: (found.day.isoformat(), hour.hour, lane.language.code, item)
        for hour in response.context["hours"] for lane in hour.lanes for found, here in lane.cells for item in here
    }  # fmt: skip


def moved(variant, at, **change):
    return {"variant": variant.pk, "expected_head": variant.head_id, "at": at, **change}


def planned(variant):
    return ArticleVariant.objects.values_list("published_at", flat=True).get(pk=variant.pk)


def test_a_scheduled_story_stands_in_its_day_hour_and_lane_of_the_papers_zone():
    variant = scheduled(language="hy")
    place = items(signed_in(cast.mariam()))[variant.pk]
    assert place[:3] == (DAY, 18, "hy")
    page = signed_in(cast.mariam()).get(f"{CALENDAR}?day={DAY}").content.decode()
    assert "Yerevan time." in page and "Asia/" not in page and "18:30" in page


@pytest.mark.parametrize(
    ("language", "span"), [("en", "4–10 May 2099"), ("ru", "4–10 мая 2099"), ("hy", "4–10 մայիսի 2099")]
)
def test_the_week_is_named_by_its_first_day_and_its_last(language, span):
    chief = cast.mariam()
    chief.interface_language = language
    chief.save()
    assert f"<small>{span}</small>" in signed_in(chief).get(f"{CALENDAR}?day={DAY}").content.decode()


def test_what_is_published_stands_there_too_and_cannot_be_moved():
    at = timezone.now() - timedelta(minutes=1)
    variant = cast.live(at=at)
    item = items(signed_in(cast.mariam()), timezone.localdate(at).isoformat())[variant.pk][3]
    assert not item.is_scheduled and not item.may_move


def test_drafts_withdrawn_and_binned_stories_are_not_in_the_calendar():
    cast.draft()
    gone = cast.withdraw(cast.live(at=timezone.now() - timedelta(minutes=2)), now=timezone.now())
    assert gone.pk not in items(signed_in(cast.mariam()), timezone.localdate().isoformat())


def test_all_hours_are_there_and_the_empty_ones_say_so():
    scheduled()
    hours = signed_in(cast.mariam()).get(f"{CALENDAR}?day={DAY}").context["hours"]
    assert [hour.hour for hour in hours] == list(range(24))
    assert [hour.hour for hour in hours if not hour.is_empty] == [18]
    assert {len(lane.cells) for hour in hours for lane in hour.lanes} == {7}


def test_a_week_ends_at_midnight_of_the_paper():
    sunday = scheduled(datetime(2099, 5, 10, 19, 59, tzinfo=UTC))  # 23:59
    monday = scheduled(datetime(2099, 5, 10, 20, 1, tzinfo=UTC))  # 00:01, eleven minutes would be no clash
    client = signed_in(cast.mariam())
    assert set(items(client)) == {sunday.pk}
    assert set(items(client, "2099-05-11")) == {monday.pk}
    assert items(client)[sunday.pk][3].is_clash  # with the one beyond midnight


def test_two_of_one_language_within_ten_minutes_clash():
    first, near = scheduled(), scheduled(AHEAD + timedelta(minutes=10))
    other = scheduled(AHEAD + timedelta(minutes=5), language="ru")
    far = scheduled(AHEAD + timedelta(minutes=21))
    found = items(signed_in(cast.mariam()))
    assert {pk for pk, place in found.items() if place[3].is_clash} == {first.pk, near.pk}
    assert {other.pk, far.pk} <= set(found)
    page = signed_in(cast.mariam()).get(f"{CALENDAR}?day={DAY}").content.decode()
    assert "2 stories are within ten minutes of another" in page


def test_only_what_one_may_see_is_in_ones_calendar():
    mine = scheduled()
    scheduled(in_section="politics", headline="A secret headline")
    client = signed_in(cast.anna())
    assert set(items(client)) == {mine.pk}
    assert "A secret headline" not in client.get(f"{CALENDAR}?day={DAY}").content.decode()
    assert not items(client)[mine.pk][3].may_move  # a reporter reads, and an editor moves
    assert signed_in(cast.oscar()).get(CALENDAR).status_code == 403


def test_the_weeks_before_and_after_are_a_click_away():
    page = signed_in(cast.mariam()).get(f"{CALENDAR}?day={DAY}").content.decode()
    assert "?day=2099-04-29" in page and "?day=2099-05-13" in page
    assert page.count('aria-current="date"') == 1  # the day that a phone shows


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Wednesday, 6 May"), ("ru", "среда, 6 мая"), ("hy", "չորեքշաբթի, 6 մայիսի")]
)
def test_days_are_written_as_the_language_does(language, words):
    user = cast.mariam()
    user.interface_language = language
    user.save()
    assert words in signed_in(user).get(f"{CALENDAR}?day={DAY}").content.decode()


@pytest.mark.parametrize("day", ["x", "2026-13-01", "0001-01-01", "9999-12-31", "20990506x", "1" * 3000])
def test_a_day_that_is_none_answers_404(day):
    assert signed_in(cast.mariam()).get(f"{CALENDAR}?day={day}").status_code == 404


def test_the_calendar_asks_few_queries_however_full_the_week_is(django_assert_max_num_queries):
    client = signed_in(cast.mariam())
    first = scheduled()
    for number in range(30):
        cast.translate(first, "ru") if number == 0 else scheduled(AHEAD + timedelta(minutes=7 * number))
    with django_assert_max_num_queries(8):
        assert client.get(f"{CALENDAR}?day={DAY}").status_code == 200


def test_an_editor_moves_what_is_scheduled():
    variant = scheduled()
    client = signed_in(cast.elena())
    response = client.post(MOVE, moved(variant, "2099-05-07T09:15"))
    assert planned(variant) == datetime(2099, 5, 7, 5, 15, tzinfo=UTC)
    assert response.headers["Location"] == f"{CALENDAR}?day=2099-05-07#item-{variant.pk}"
    assert said(client, response) == [f"“{variant.headline}” appears on 7 May 2099, 09:15."]


def story():
    """English at 18:30, Russian an hour later, both scheduled."""
    first = scheduled()
    return first, cast.schedule(cast.translate(first, "ru"), at=AHEAD + timedelta(hours=1))


def test_the_other_languages_of_a_story_move_by_as_much_when_that_is_chosen():
    first, other = story()
    client = signed_in(cast.elena())
    item = items(client)[first.pk][3]
    assert [one.variant.pk for one in item.others] == [other.pk]
    assert f'name="head-{other.pk}" value="{other.head_id}"' in client.get(f"{CALENDAR}?day={DAY}").content.decode()
    response = client.post(MOVE, moved(first, "2099-05-07T09:15", others="on", **{f"head-{other.pk}": other.head_id}))
    assert planned(other) == datetime(2099, 5, 7, 6, 15, tzinfo=UTC)
    assert said(client, response) == [
        f"“{first.headline}” appears on 7 May 2099, 09:15. Moved with it: Russian – 7 May 2099, 10:15."
    ]
    client.post(MOVE, moved(first, "2099-05-08T09:15", **{f"head-{other.pk}": other.head_id}))
    assert planned(other) == datetime(2099, 5, 7, 6, 15, tzinfo=UTC)  # it was not chosen this time


def test_a_language_that_one_may_not_publish_is_left_and_named():
    first, other = story()
    client = signed_in(cast.person("nare", role="editor", sections=("region",), languages=("en",)))
    assert items(client)[first.pk][3].others == []
    response = client.post(MOVE, moved(first, "2099-05-07T09:15", others="on"))
    assert "Left where it was, because you may not publish it: Russian – 6 May 2099, 19:30." in said(client, response)
    assert planned(first) == datetime(2099, 5, 7, 5, 15, tzinfo=UTC) and planned(other) == AHEAD + timedelta(hours=1)


@pytest.mark.parametrize("head", ["", "x", "\0", "99999999999999999999", "1"])
def test_another_language_that_is_not_as_the_page_showed_it_moves_nothing(head):
    first, other = story()
    assert "Russian · Somebody saved this before you" in refused(first, others="on", **{f"head-{other.pk}": head})
    assert (planned(first), planned(other)) == (AHEAD, AHEAD + timedelta(hours=1))


def test_a_reporter_moves_nothing():
    variant = scheduled()
    assert signed_in(cast.anna()).post(MOVE, moved(variant, "2099-05-07T09:15")).status_code == 403
    assert planned(variant) == AHEAD


def test_what_one_may_not_see_is_not_there_to_be_moved():
    variant = scheduled(in_section="politics")
    assert signed_in(cast.anna()).post(MOVE, moved(variant, "2099-05-07T09:15")).status_code == 404
    assert planned(variant) == AHEAD


def refused(variant, **change):
    client = signed_in(cast.mariam())
    response = client.post(MOVE, moved(variant, **{"at": "2099-05-07T09:15", **change}))
    assert response.status_code == 302
    return said(client, response)[0]


def test_a_refused_move_says_why_and_changes_nothing():
    variant = scheduled()
    assert "That time has passed" in refused(variant, at="2020-01-01T10:00")
    stale = variant.head_id
    cast.write(variant, headline="Somebody saved")
    assert "Somebody saved this before you" in refused(variant, expected_head=stale)
    assert planned(variant) == AHEAD
    live = cast.live(at=timezone.now() - timedelta(hours=1))
    assert "The story is not scheduled." in refused(live)


def test_an_embargo_holds_and_is_told_of():
    variant = scheduled()
    cast.arrange(variant, embargo_until=(AHEAD + timedelta(days=1)).isoformat())
    assert "waits for the end of its embargo: 7 May 2099, 18:30" in refused(variant, at="2099-05-06T20:00")
    assert items(signed_in(cast.mariam()))[variant.pk][0] == "2099-05-07"
    assert items(signed_in(cast.mariam()))[variant.pk][3].value == "2099-05-06T20:00"


@pytest.mark.parametrize(
    "change", [{"at": ""}, {"at": "soon"}, {"at": "\0"}, {"at": "0001-01-01T00:00"}, {"at": "9999-12-31T23:59"}, {"at": "9" * 9000}, {"expected_head": "x"}, {"expected_head": ""}, {"expected_head": "99999999999999999999"}]
)  # fmt: skip
def test_a_time_that_cannot_be_read_moves_nothing(change):
    variant = scheduled()
    assert refused(variant, **change)
    assert planned(variant) == AHEAD


@pytest.mark.parametrize("pk", ["", "x", "0", "-1", "\0", "99999999999999999999", "2147483648"])
def test_a_variant_that_is_none_answers_404(pk):
    data = {"variant": pk, "expected_head": 1, "at": "2099-05-07T09:15"}
    assert signed_in(cast.mariam()).post(MOVE, data).status_code == 404


def test_two_that_are_out_already_clash_no_more_and_one_to_come_does():
    at = timezone.now() - timedelta(minutes=4)
    out = [cast.live(at=at), cast.live(at=at + timedelta(minutes=2))]
    today = timezone.localdate(at).isoformat()
    assert not any(items(signed_in(cast.mariam()), today)[one.pk][3].is_clash for one in out)
    soon = cast.schedule(cast.draft(), at=timezone.now() + timedelta(minutes=1), now=timezone.now())
    found = items(signed_in(cast.mariam()), timezone.localdate(soon.visible_from).isoformat())
    assert found[soon.pk][3].is_clash
    page = signed_in(cast.mariam()).get(f"{CALENDAR}?day={timezone.localdate(soon.visible_from)}")
    assert page.context["clashes"] == 1


def test_the_calendar_opens_at_this_hour_in_another_week_at_the_first_entry_and_in_an_empty_one_at_midnight():
    client = signed_in(cast.mariam())

    def opens(day=""):
        return [hour.hour for hour in client.get(f"{CALENDAR}?day={day}").context["hours"] if hour.is_first_seen]

    before, shown, after = timezone.localtime().hour, opens(), timezone.localtime().hour
    assert shown in ([before], [after])
    scheduled()
    assert opens(DAY) == [18]
    assert opens("2100-01-01") == [0]
