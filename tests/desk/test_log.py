"""The log at the desk: of stories one may see, filtered, page by page, and as a table that no spreadsheet computes."""

import csv
import io
from datetime import timedelta

import pytest

from articles import merging, workflow
from articles.models import Act, LogEntry
from tests import cast
from tests.cast import HOUR, NOW
from tests.desk.screens import signed_in

pytestmark = pytest.mark.django_db
LOG = "/admin/log/"
EXPORT = "/admin/log/export/"


def shown(client, query=""):
    response = client.get(LOG + query)
    assert response.status_code == 200
    return [(line.entry.article_id, line.entry.act) for line in response.context["lines"]]


def table(client, query=""):
    response = client.get(EXPORT + query)
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_newest_line_is_first_and_says_who_did_what():
    variant = cast.draft(by=cast.anna())
    cast.publish(variant, by=cast.elena())
    client = signed_in(cast.mariam())
    assert shown(client)[0] == (variant.article_id, Act.PUBLISHED)
    page = client.get(LOG).content.decode()
    assert "elena" in page and "anna" in page and cast.HEADLINES["en"] in page


def test_only_stories_one_may_see_are_in_ones_log():
    mine = cast.draft(in_section="region", headline="For Anna")
    cast.draft(in_section="politics", headline="A secret headline")
    client = signed_in(cast.anna())
    assert {article for article, _act in shown(client)} == {mine.article_id}
    assert "A secret headline" not in client.get(LOG).content.decode()
    assert "A secret headline" not in str(table(client))
    assert len(shown(signed_in(cast.mariam()))) > len(shown(client))


def test_somebody_without_rights_reads_no_log():
    cast.draft()
    for address in (LOG, EXPORT):
        assert signed_in(cast.oscar()).get(address).status_code == 403


def test_deleted_stories_are_for_administrators_and_the_papers_chief():
    variant = cast.draft()
    workflow.move_to_bin(user=cast.mariam(), now=NOW, article_id=variant.article_id)
    workflow.empty_bin(now=NOW + timedelta(days=31))
    everywhere = cast.person("lia", role="editor")  # in every section, and no chief
    of_section = cast.person("vera", role="chief", sections=("region",))
    for user, sees in ((cast.ada(), True), (cast.mariam(), True), (everywhere, False), (of_section, False)):
        found = [act for article, act in shown(signed_in(user)) if article == variant.article_id]
        assert bool(found) == sees, user
    page = signed_in(cast.mariam()).get(LOG).content.decode()
    assert f"Story {variant.article_id}, deleted" in page and "The newsroom" in page


def test_a_merge_is_told_by_the_names_there_were_to_everybody_of_the_desk_and_to_nobody_else():
    old, into = cast.tag("rail", en="Rail", ru="Рельсы"), cast.tag()
    person, pen_name = cast.author("n-vale", hy="Ն. Վեյլ"), cast.author()
    merging.merge_tags(user=cast.elena(), now=NOW, tag_id=old.pk, into_id=into.pk)
    merging.merge_authors(user=cast.elena(), now=NOW, author_id=person.pk, into_id=pen_name.pk)
    merges = [(None, Act.MERGED_AUTHORS), (None, Act.MERGED_TAGS)]
    for user in (cast.elena(), cast.anna(), cast.mariam(), cast.ada()):
        assert shown(signed_in(user)) == merges, user
    client = signed_in(cast.elena())
    page = client.get(LOG).content.decode()
    assert "merged two tags" in page and "“Rail” → “Railways”" in page and "“Ն. Վեյլ” → “Nora Vale”" in page
    assert ", deleted" not in page and "None" not in page
    assert table(client, "?act=merged_tags")[1][1:] == ["elena", "merged two tags", "", "", "", "“Rail” → “Railways”"]
    assert signed_in(cast.oscar()).get(LOG).status_code == 403


def test_the_log_is_filtered_by_person_act_day_and_story():
    first = cast.draft(by=cast.anna(), now=NOW - timedelta(days=3))
    second = cast.draft(by=cast.mariam(), now=NOW)
    client = signed_in(cast.mariam())
    assert {article for article, _act in shown(client, f"?person={cast.anna().pk}")} == {first.article_id}
    assert {act for _article, act in shown(client, "?act=started")} == {Act.STARTED}
    assert {article for article, _act in shown(client, "?day=2026-11-20")} == {first.article_id}
    assert {article for article, _act in shown(client, f"?story={second.article_id}")} == {second.article_id}
    assert shown(client, f"?story={second.article_id}&person={cast.anna().pk}") == []
    page = client.get(LOG + "?story=2147483648&person=").content.decode()
    assert "The log has no such entries." in page


def test_a_day_begins_at_midnight_of_the_paper():
    """21:00 UTC is the next day in Yerevan."""
    late = cast.draft(now=NOW.replace(hour=21))
    client = signed_in(cast.mariam())
    assert {article for article, _act in shown(client, "?day=2026-11-24")} == {late.article_id}
    assert shown(client, "?day=2026-11-23") == []


@pytest.mark.parametrize(
    "query",
    [
        "?person=x", "?person=99999999999999999999", "?act=nonsense", "?act=%ED%A0%80", "?day=yesterday", "?day=0001-01-01",
        "?day=9999-12-31", "?story=x", "?story=-1", "?story=99999999999999999999", "?story=" + "1" * 3000,
    ],
)  # fmt: skip
def test_a_filter_that_cannot_be_read_says_so(query):
    cast.draft()
    client = signed_in(cast.mariam())
    for address in (LOG, EXPORT):
        response = client.get(address + query)
        assert response.status_code == 422
        assert response.context["lines"] == [] and response.context["form"].errors


@pytest.mark.parametrize("before", ["x", "0", "-1", "99999999999999999999"])
def test_a_place_in_the_log_that_is_none_begins_at_the_top(before):
    cast.draft()
    client = signed_in(cast.mariam())
    assert shown(client, f"?before={before}") == shown(client)


def test_the_log_goes_on_page_by_page_and_loses_no_line(django_assert_max_num_queries):
    variant = cast.draft()
    LogEntry.objects.bulk_create(
        LogEntry(at=NOW, user=cast.mariam(), act=Act.SAVED, article_id=variant.article_id, language="en") for _ in range(120)
    )  # fmt: skip
    client = signed_in(cast.mariam())
    seen, query, filtered = [], "", f"?story={variant.article_id}"
    for _page in range(5):
        with django_assert_max_num_queries(8):
            response = client.get(LOG + filtered + query)
        seen += [line.entry.pk for line in response.context["lines"]]
        if not response.context["before"]:
            break
        assert f"{filtered}&amp;before={response.context['before']}" in response.content.decode()
        query = f"&before={response.context['before']}"
    assert seen == list(LogEntry.objects.order_by("-pk").values_list("pk", flat=True))


def test_every_act_says_what_it_was_about():
    variant = cast.draft()
    user, article_id = cast.mariam(), variant.article_id
    cast.section("politics")
    workflow.name_revision(user=user, now=NOW, revision_id=variant.head_id, name="Before the cut")
    workflow.assign_translation(user=user, now=NOW, article_id=article_id, language="ru", assignee=cast.tigran())
    workflow.assign_translation(user=user, now=NOW, article_id=article_id, language="ru", assignee=None)
    workflow.waive_translation(user=user, now=NOW, article_id=article_id, language="hy", is_waived=True)
    workflow.waive_translation(user=user, now=NOW, article_id=article_id, language="hy", is_waived=False)
    cast.arrange(variant, section="politics")
    cast.schedule(variant, at=NOW + HOUR)
    workflow.reschedule(user=user, now=NOW, variant_id=variant.pk, expected_head=variant.head_id, at=NOW + 2 * HOUR)
    workflow.unschedule(user=user, now=NOW, variant_id=variant.pk, expected_head=variant.head_id)
    workflow.publish(user=user, now=NOW, variant_id=variant.pk, expected_head=variant.head_id, is_minor=True)
    workflow.correct(user=user, now=NOW, variant_id=variant.pk, kind="correction", text="It was May.")
    workflow.keep_lock(user=cast.elena(), now=NOW, variant_id=variant.pk)
    workflow.take_over(user=user, now=NOW, variant_id=variant.pk)
    workflow.make_preview_link(user=user, now=NOW, revision_id=variant.head_id)
    workflow.revoke_preview_links(user=user, now=NOW, variant_id=variant.pk)
    page = signed_in(user).get(f"{LOG}?story={article_id}").content.decode()
    for words in (
        "“Before the cut”", "Russian · tigran", "Russian · nobody", "Armenian · not needed", "Armenian · needed after all", "Region → Politics",
        "23 November 2026, 17:00 → 23 November 2026, 18:00", "minor change", "Correction · It was May.", "from elena", "1 link",
    ):  # fmt: skip
        assert words in page, words


def test_an_override_of_the_checklist_is_in_the_log_with_its_reason(media):
    from django.core.files.base import ContentFile

    from photos.models import Photo
    from photos.uploads import take_in

    photo = take_in(ContentFile(cast.jpeg().read()), user=None, now=NOW, credit="x", captions={}, alts={})
    Photo.objects.update(credit="")
    variant = cast.draft(body=f"<p>{'A long story. ' * 60}</p>")
    cast.arrange(variant, lead_photo=photo.pk)
    cast.publish(variant, reason="The agency called: the credit follows")
    page = signed_in(cast.mariam()).get(LOG).content.decode()
    assert "in spite of the checklist: Picture credits" in page
    assert "“The agency called: the credit follows”" in page


def test_a_line_of_an_unknown_shape_is_shown_without_its_details():
    variant = cast.draft()
    for act in [*Act.values, "something newer"]:
        LogEntry.objects.create(
            at=NOW, act=act[:20], article_id=variant.article_id, details={"at": "x", "to": None, "kind": 7}
        )
    assert len(shown(signed_in(cast.mariam()))) >= len(Act.values)


def test_the_export_has_the_same_lines_as_the_filter():
    first = cast.draft(by=cast.anna())
    cast.draft(by=cast.mariam())
    client = signed_in(cast.mariam())
    rows = table(client, f"?person={cast.anna().pk}")
    assert rows[0][:4] == ["When", "Who", "What", "Story number"]
    assert {(row[1], row[3]) for row in rows[1:]} == {("anna", str(first.article_id))}
    assert len(rows) - 1 == len(shown(client, f"?person={cast.anna().pk}"))
    assert rows[1][0].endswith("+04:00")


@pytest.mark.parametrize("evil", ['=HYPERLINK("http://x")', "+1", "-1+1", "@SUM(A1)", "\t=1", " =1"])
def test_no_cell_of_the_export_is_computed(evil):
    user = cast.person("eve", role="chief", first_name=evil)
    cast.draft(by=user, headline=evil)
    for row in table(signed_in(user))[1:]:
        for cell in row:
            assert not cell.strip().startswith(("=", "+", "-", "@")), cell


def test_a_long_export_is_read_a_piece_at_a_time(django_assert_max_num_queries):
    variant = cast.draft()
    LogEntry.objects.bulk_create(
        LogEntry(at=NOW, user=cast.mariam(), act=Act.SAVED, article_id=variant.article_id) for _ in range(1200)
    )
    client = signed_in(cast.mariam())
    with django_assert_max_num_queries(15):
        rows = table(client)
    assert len(rows) - 1 == LogEntry.objects.count()


def test_the_export_speaks_the_desks_language():
    cast.draft()
    user = cast.mariam()
    user.interface_language = "ru"
    user.save()
    rows = table(signed_in(user))
    assert "английский" in {row[5] for row in rows[1:]}
    assert rows[0][2] == "Что"


def test_the_log_is_one_table_with_the_story_and_leads_back_to_it():
    variant = cast.draft()
    client = signed_in(cast.mariam())
    assert (
        f"{LOG}?story={variant.article_id}"
        in client.get(f"/admin/articles/article/{variant.article_id}/history/").content.decode()
    )
    assert f"/admin/articles/article/{variant.article_id}/history/" in client.get(LOG).content.decode()


def test_hostile_words_stay_words():
    evil = '"><script>alert(1)</script>'
    user = cast.person("eve", role="chief", first_name=evil)
    variant = cast.draft(by=user, headline=evil)
    workflow.name_revision(user=user, now=NOW, revision_id=variant.head_id, name=evil)
    page = signed_in(user).get(LOG).content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page
