"""Several languages become public at one moment, or none of them does and the screen names what blocks."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Act, ArticleVariant, LogEntry
from tests import cast
from tests.desk.screens import signed_in

pytestmark = pytest.mark.django_db
URL = "/admin/release/"
LONG = "<p>" + "The first carriages left at dusk, and the second at dawn. " * 20 + "</p>"


def two_stories():
    """Six drafts, of two stories in three languages. The section's checklist blocks a text without a standfirst."""
    section = cast.section()
    section.checklist = {"standfirst": "block", "signature": "off", "wrong_script": "off", "untouched_source": "off"}
    section.save()
    found = []
    for _story in range(2):
        first = cast.draft(body=LONG, standfirst="After six years.")
        found += [first, *(cast.translate(first, code, body=LONG, standfirst="…") for code in ("ru", "hy"))]
    return found


def ticked(variants):
    return URL + "?" + "&".join(f"variant={variant.pk}" for variant in variants)


def sent(page, **changes):
    """The form of the screen, as a browser would send it."""
    items = page.context["items"]
    return {
        "variant": [item.variant.pk for item in items],
        **{f"head-{item.variant.pk}": item.variant.head_id for item in items},
        **changes,
    }


def live():
    return list(ArticleVariant.objects.visible(timezone.now()).order_by("pk"))


def test_six_variants_of_which_one_is_blocked_then_none_is():
    variants = two_stories()
    blocked = cast.write(variants[4], standfirst="")
    client = signed_in(cast.elena())
    page = client.get(ticked(variants))
    assert [item.variant.pk for item in page.context["items"]] == [variant.pk for variant in variants]
    [warned] = [item for item in page.context["items"] if any(finding.level == "block" for finding in item.findings)]
    assert warned.variant == blocked

    refused = client.post(URL, sent(page))
    assert refused.status_code == 409
    assert live() == [] and not LogEntry.objects.filter(act=Act.PUBLISHED).exists()
    [named] = [item for item in refused.context["items"] if item.problem]
    assert named.variant == blocked and "standfirst" in named.problem
    assert refused.content.decode().count(named.problem) == 1
    assert named.problem in refused.content.decode().split(f'name="variant" value="{blocked.pk}"')[1].split("</li>")[0]
    assert "Nothing was published" in refused.content.decode()

    cast.write(blocked, standfirst="After six years.")
    done = client.post(URL, sent(client.get(ticked(variants))))
    assert done.headers["Location"] == "/admin/"
    assert live() == variants
    assert len({variant.visible_from for variant in live()}) == 1
    assert "6 languages were published at the same moment." in client.get("/admin/").content.decode()


def test_a_reason_overrides_what_blocks_and_stands_in_the_log():
    variants = two_stories()
    cast.write(variants[0], standfirst="")
    client = signed_in(cast.elena())
    client.post(URL, sent(client.get(ticked(variants)), reason="The minister resigned."))
    assert len(live()) == 6
    assert LogEntry.objects.exclude(reason="").get().details["overridden"] == ["standfirst"]


def test_a_time_to_come_schedules_all_of_them():
    variants = two_stories()
    at = timezone.localtime() + timedelta(days=1)
    client = signed_in(cast.elena())
    page = client.get(ticked(variants))
    assert "Empty: at once. Yerevan time." in page.content.decode()
    client.post(URL, sent(page, at=f"{at:%Y-%m-%dT%H:%M}"))
    assert live() == []
    due = {variant.visible_from for variant in ArticleVariant.objects.all()}
    assert due == {at.replace(second=0, microsecond=0)}


@pytest.mark.parametrize("at", ["2020-01-01T10:00", "soon", "99999-01-01T10:00", "x" * 10_000])
def test_a_time_that_cannot_be_is_said_beside_the_field(at):
    client = signed_in(cast.elena())
    response = client.post(URL, sent(client.get(ticked(two_stories())), at=at))
    assert response.status_code == 422
    assert response.context["form"].errors["at"] and live() == []


def test_what_a_colleague_saved_meanwhile_is_not_published_unseen():
    variants = two_stories()
    client = signed_in(cast.elena())
    page = client.get(ticked(variants))
    newer = cast.write(variants[2], body="<p>A colleague's words.</p>")
    refused = client.post(URL, sent(page))
    assert refused.status_code == 409 and live() == []
    [named] = [item for item in refused.context["items"] if item.problem]
    assert named.variant == newer and "before you" in named.problem
    assert client.post(URL, sent(refused)).status_code == 302  # now they have been told


def test_the_screen_is_for_those_who_may_publish_every_one_of_them():
    variants = two_stories()
    secret = cast.draft(in_section="politics", headline="A secret budget")
    assert signed_in(cast.anna()).get(ticked(variants)).status_code == 403
    for person in (cast.anna(), cast.person("lia", role="editor", sections=("region",))):
        client = signed_in(person)
        for response in (client.get(ticked([*variants, secret])), client.post(URL, {"variant": [secret.pk]})):
            assert response.status_code == 404
            assert "secret" not in response.content.decode()
    english_only = cast.person("tom", role="editor", languages=("en",))
    assert signed_in(english_only).get(ticked(variants[:1])).status_code == 200
    assert signed_in(english_only).post(URL, {"variant": [variant.pk for variant in variants]}).status_code == 403
    assert live() == []


@pytest.mark.parametrize("keys", ["", "x", "0", "-1", "1" * 400])
def test_nothing_ticked_leads_back_to_the_board(keys):
    client = signed_in(cast.elena())
    assert client.get(URL, {"variant": keys}).headers["Location"] == "/admin/"
    assert "Tick at least one" in client.get("/admin/").content.decode()


def test_a_variant_that_is_not_there_is_not_found():
    assert signed_in(cast.elena()).get(URL, {"variant": "999999999999999999"}).status_code == 404


def test_too_many_are_refused_before_anything_is_done():
    variants = [cast.draft() for _number in range(31)]
    client = signed_in(cast.elena())
    assert client.get(ticked(variants)).headers["Location"] == "/admin/"
    assert client.get(ticked(variants[:30])).status_code == 200


def test_a_missing_head_publishes_nothing():
    variants = two_stories()
    for head in ({}, {f"head-{variants[0].pk}": "x" * 10_000}):
        response = signed_in(cast.elena()).post(URL, {"variant": [variants[0].pk], **head})
        assert response.status_code == 409 and live() == []


def test_the_board_ticks_only_what_may_be_released():
    draft, public = cast.draft(), cast.live(at=timezone.now() - timedelta(hours=1))
    page = signed_in(cast.elena()).get("/admin/?period=all").content.decode()
    assert f'name="variant" value="{draft.pk}"' in page
    assert f'name="variant" value="{public.pk}"' not in page
    assert 'name="variant"' not in signed_in(cast.anna()).get("/admin/?period=all").content.decode()


def button(page):
    """What the button says of itself: with a time and without one; a script shows which holds."""
    return re.findall('data-(?:publishes|schedules)="([^"]+)"', page.content.decode())


def test_the_button_says_what_it_will_do():
    variants, client = two_stories(), signed_in(cast.elena())
    page = client.get(ticked(variants[:3]))
    assert button(page) == ["Publish 3 languages now", "Schedule 3 languages"]
    assert button(client.get(ticked(variants[:1]))) == ["Publish 1 language now", "Schedule 1 language"]


def test_a_time_that_all_of_them_share_is_filled_in_already():
    one, two, three = two_stories()[:3]
    now = timezone.now()
    at = timezone.localtime(now).replace(second=0, microsecond=0) + timedelta(days=1)
    for variant in (one, two):
        cast.schedule(variant, at=at, now=now)
    client = signed_in(cast.elena())
    filled = f'value="{at:%Y-%m-%dT%H:%M}"'
    assert filled in client.get(ticked([one, two])).content.decode()
    assert filled not in client.get(ticked([one, two, three])).content.decode()
    cast.schedule(three, at=at + timedelta(hours=1), now=now)
    assert filled not in client.get(ticked([one, two, three])).content.decode()
