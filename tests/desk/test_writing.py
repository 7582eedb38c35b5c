"""What an open tab and the server say to each other: words kept, who writes here, and both sides of a late save."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article, ArticleVariant, Autosave, EditLock, LogEntry, Redirect, Revision
from articles.snapshots import Text
from articles.states import cells
from search.models import SearchEntry, Spelling
from tests import cast
from tests.desk.screens import fields, press, said, signed_in, tab

pytestmark = pytest.mark.django_db
PLAIN = ["headline", "kicker", "standfirst", "slug", "dateline", "byline_override", "photo_caption", "photo_alt"]


def head(variant):
    variant.refresh_from_db()
    return Text.from_json(Revision.objects.get(pk=variant.head_id).data)


def words(variant, **changes):
    """What an open tab sends by itself: the form's fields as they are."""
    return {**head(variant).to_json(), "photo_is_decorative": "", "expected_head": variant.head_id, **changes}


def keep(client, variant, **changes):
    return client.post(tab(variant) + "autosave/", words(variant, **changes))


# ------------------------------------------------------------------------------------------------------------- autosave


def test_what_is_typed_is_kept_and_the_moment_is_said_in_the_desks_language():
    variant = cast.draft()
    response = keep(signed_in(cast.elena()), variant, headline="Half a headl")
    assert response.status_code == 200
    typed = Autosave.objects.get()
    moment = timezone.localtime(typed.typed_at).strftime("%H:%M")
    assert response.json()["says"] == f"Autosaved {moment}"
    assert (Text.from_json(typed.data).headline, typed.base_id) == ("Half a headl", variant.head_id)


def test_there_is_one_rolling_copy_a_person_and_variant():
    variant = cast.draft()
    other = cast.translate(variant, "ru")
    for user in (cast.elena(), cast.mariam()):
        for number in range(3):
            assert keep(signed_in(user), variant, headline=f"Version {number}").status_code == 200
    keep(signed_in(cast.elena()), other, headline="Другой")
    assert Autosave.objects.count() == 3
    assert {Text.from_json(row.data).headline for row in variant.autosaves.all()} == {"Version 2"}


def public_bytes(client, variant):
    for path in (
        cast.address(variant),
        "/en/",
        "/ru/",
        "/en/latest/",
        "/en/feed.rss",
        "/en/region/",
        "/en/search/?q=half",
    ):
        response = client.get(path)
        yield path, response.status_code, response.content, response.headers.get("ETag")


def test_two_hundred_autosaves_change_nothing_but_the_copy(client, monkeypatch):
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now)
    editor = signed_in(cast.elena())
    variant = cast.live(at=now - timedelta(hours=2))
    target = cast.publish(cast.translate(variant, "ru"), at=now - timedelta(hours=1))

    def state():
        states = [cell.state for cell in cells([variant.article], now)[variant.article_id]]
        tables = (Article, ArticleVariant, Revision, LogEntry, Redirect, SearchEntry, Spelling)
        return [list(table.objects.order_by("pk").values()) for table in tables], states

    before, pages = state(), list(public_bytes(client, variant))
    for number in range(200):
        answer = keep(
            editor, variant, headline=f"Half a headline {number}", slug=f"other-{number}", body=f"<p>{number}"
        )
        assert answer.status_code == 200
    assert state() == before
    assert list(public_bytes(client, variant)) == pages
    assert Autosave.objects.count() == 1 and target.autosaves.count() == 0


def test_words_that_are_saved_already_are_not_kept_once_more():
    variant = cast.draft()
    client = signed_in(cast.elena())
    late = words(variant, headline="On its way")
    press(client, tab(variant), "save", headline="On its way")
    answer = client.post(tab(variant) + "autosave/", late)
    assert answer.json()["says"] == "Everything is saved."
    assert not Autosave.objects.exists()
    assert "not saved" not in client.get(tab(variant)).content.decode()


def test_a_save_lets_the_copy_go_and_bringing_an_old_state_back_does_not():
    variant = cast.write(cast.draft(), headline="Second")
    old = variant.revisions.order_by("pk").first()
    client = signed_in(cast.elena())
    keep(client, variant, headline="Typed in another window")
    client.post(
        f"/admin/articles/article/{variant.article_id}/restore/", {"revision": old.pk, "expected": variant.head_id}
    )
    assert Autosave.objects.exists()
    press(client, tab(variant), "save")
    variant.refresh_from_db()
    workflow.save_draft(
        user=cast.elena(), now=timezone.now(), variant_id=variant.pk, expected_head=variant.head_id, text=Text(headline="Third")
    )  # fmt: skip
    assert not Autosave.objects.exists()


REFUSED = [
    ({"expected_head": "99999999999999999999"}, 404),
    ({"expected_head": "x"}, 404),
    ({"expected_head": ""}, 404),
    ({"headline": "x" * 30_000}, 422),
    ({"body": "x" * 900_000}, 422),
]


@pytest.mark.parametrize(("changes", "status"), REFUSED)
def test_an_autosave_that_cannot_be_kept_says_so_in_words(changes, status):
    variant = cast.draft()
    response = keep(signed_in(cast.elena()), variant, **changes)
    assert response.status_code == status
    assert response.json()["says"]
    assert not Autosave.objects.exists()


def test_an_autosave_takes_odd_words_as_they_are():
    variant = cast.draft()
    odd = dict.fromkeys(PLAIN, "x\x00y\ud7ff\ufffe" * 500) | {"body": "<script>alert(1)</script><p>open \x00<b>"}
    client = signed_in(cast.elena())
    assert keep(client, variant, **odd).status_code == 200
    page = client.get(tab(variant))
    assert page.status_code == 200 and "<script>alert" not in page.content.decode()
    back = client.get(tab(variant) + "?words=mine")
    assert back.context["form"]["headline"].value() == "xy\ud7ff" * 500
    assert "<script>alert" not in back.content.decode()


def test_a_state_of_another_variant_is_no_beginning():
    variant, other = cast.draft(), cast.draft("ru")
    assert keep(signed_in(cast.elena()), variant, headline="x", expected_head=other.head_id).status_code == 404


@pytest.mark.parametrize("what", ["autosave", "lock", "leave"])
@pytest.mark.parametrize(("name", "status"), [("tigran", 403), ("oscar", 404), ("elena", 200)])
def test_who_may_not_write_is_told_so_and_who_may_not_see_finds_nothing(what, name, status):
    variant = cast.draft()
    response = signed_in(getattr(cast, name)()).post(f"{tab(variant)}{what}/", words(variant, headline="x"))
    assert response.status_code == (204 if what == "leave" and status != 404 else status)


@pytest.mark.parametrize("what", ["autosave", "lock", "leave"])
def test_an_ended_sign_in_is_told_and_never_redirected(client, what):
    response = client.post(f"{tab(cast.draft())}{what}/", {"headline": "x"})
    assert response.status_code == 403
    assert response.json() == {"says": "Your sign-in has ended.", "is_signed_out": True}


@pytest.mark.parametrize("path", ["7777/en/", "1/de/", "99999999999999999999/en/"])
def test_a_story_that_is_not_there_is_told(path):
    cast.draft()
    client = signed_in(cast.mariam())
    for what in ("autosave", "lock", "leave"):
        response = client.post(f"/admin/articles/article/{path}{what}/", {"expected_head": "1"})
        assert response.status_code == 404 and response.json()["says"]


# ------------------------------------------------------------------------------------------------------------- the offer


def test_unsaved_words_are_offered_with_what_differs_and_the_newest_marked():
    variant = cast.draft()
    client = signed_in(cast.elena())
    keep(client, variant, headline="Night train returns to the hills")
    page = client.get(tab(variant))
    text = page.content.decode()
    assert "<del>coast</del><ins>hills</ins>" in text
    assert page.context["offers"][0].is_newest and 'class="newest"' in text
    assert page.context["form"].fields["headline"].disabled and not page.context["buttons"]
    assert "not saved" not in signed_in(cast.mariam()).get(tab(variant)).content.decode()


def test_words_put_back_fill_the_form_and_keep_the_state_they_began_from():
    variant = cast.draft()
    client = signed_in(cast.elena())
    keep(client, variant, headline="Put back", body='<p>Kept <img src="/admin/photos/photo/file/x"></p>')
    page = client.get(tab(variant) + "?words=mine")
    assert page.context["form"]["headline"].value() == "Put back"
    assert page.context["form"]["expected_head"].value() == variant.head_id
    assert client.post(tab(variant), {**fields(page), "do": "save"}).status_code == 302
    assert (head(variant).headline, Autosave.objects.count()) == ("Put back", 0)


def test_words_let_go_are_gone_and_the_saved_state_stays():
    variant = cast.draft()
    client = signed_in(cast.elena())
    keep(client, variant, headline="Let go")
    stamp = Autosave.objects.get().stamp
    assert f'name="stamp" value="{stamp}"' in client.get(tab(variant)).content.decode()
    keep(client, variant, headline="Let go, and a word typed since")
    for old in (stamp, "", "x\x00", "7-"):
        assert client.post(tab(variant) + "forget/", {"stamp": old}).status_code == 302
        assert Autosave.objects.exists()
    assert client.post(tab(variant) + "forget/", {"stamp": Autosave.objects.get().stamp}).status_code == 302
    assert not Autosave.objects.exists()
    assert head(variant).headline == cast.HEADLINES["en"]
    assert signed_in(cast.tigran()).post(tab(variant) + "forget/").status_code == 403


def test_unsaved_words_from_an_older_state_lead_to_both_sides():
    variant = cast.draft()
    elena = signed_in(cast.elena())
    keep(elena, variant, standfirst="Mine")
    cast.write(variant, headline="Theirs")
    assert "You started from an older revision" in elena.get(tab(variant)).content.decode()
    page = elena.get(tab(variant) + "?words=mine")
    assert page.status_code == 200
    assert {choice.name: choice.side for choice in page.context["choices"]} == {
        "keep-headline": "theirs",
        "keep-standfirst": "mine",
    }
    data = {**fields(page), "base": page.context["base"].pk, "do": "save"}
    assert elena.post(tab(variant), data).status_code == 302
    assert (head(variant).headline, head(variant).standfirst) == ("Theirs", "Mine")


# ---------------------------------------------------------------------------------------------------- who writes here


def test_the_second_editor_reads_sees_who_writes_and_since_when():
    variant = cast.draft()
    elena, mariam = signed_in(cast.elena()), signed_in(cast.mariam())
    assert elena.post(tab(variant) + "lock/").json()["holder"] == "me"
    answer = mariam.post(tab(variant) + "lock/").json()
    since = timezone.localtime(EditLock.objects.get().since).strftime("%H:%M")
    assert (answer["holder"], answer["writes"]) == ("other", f"elena has been writing here since {since}.")
    page = mariam.get(tab(variant))
    assert f"elena has been writing here since {since}." in page.content.decode()
    assert page.context["form"].fields["headline"].disabled and not page.context["buttons"]
    assert elena.get(tab(variant)).context["buttons"]


def test_a_tab_that_is_closed_or_silent_for_a_minute_is_free():
    variant = cast.draft()
    elena, mariam = signed_in(cast.elena()), signed_in(cast.mariam())
    elena.post(tab(variant) + "lock/")
    assert mariam.post(tab(variant) + "leave/").status_code == 204  # not hers to free
    assert mariam.get(tab(variant)).context["lock"]
    elena.post(tab(variant) + "leave/")
    assert mariam.get(tab(variant)).context["lock"] is None
    elena.post(tab(variant) + "lock/")
    EditLock.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    assert mariam.post(tab(variant) + "lock/").json()["holder"] == "me"


def test_taking_over_keeps_the_firsts_words_and_the_first_is_told():
    variant = cast.draft()
    elena, mariam = signed_in(cast.elena()), signed_in(cast.mariam())
    elena.post(tab(variant) + "lock/")
    keep(elena, variant, headline="Elena had not saved this")
    response = mariam.post(tab(variant) + "take-over/")
    assert said(mariam, response) == [
        "You are writing here now. Your colleague’s unsaved words are kept in the history."
    ]
    rescued = Revision.objects.get(name="Unsaved words of elena")
    assert rescued.data["headline"] == "Elena had not saved this" and rescued.created_by == cast.elena()
    assert head(variant).headline == cast.HEADLINES["en"]
    assert elena.post(tab(variant) + "lock/").json()["holder"] == "other"
    assert keep(elena, variant, headline="Elena had not saved this, and more").json()["holder"] == "other"
    assert "and more" in elena.get(tab(variant)).content.decode()  # still offered to her
    assert (
        "Unsaved words of elena"
        in mariam.get(f"/admin/articles/article/{variant.article_id}/history/").content.decode()
    )


def test_words_are_rescued_once_and_cleaned():
    variant = cast.draft()
    elena, mariam = signed_in(cast.elena()), signed_in(cast.mariam())
    elena.post(tab(variant) + "lock/")
    keep(elena, variant, headline="x" * 900, body="<p>Good<script>alert(1)</script></p>")
    mariam.post(tab(variant) + "take-over/")
    elena.post(tab(variant) + "take-over/")
    mariam.post(tab(variant) + "take-over/")
    rescued = Revision.objects.get(name="Unsaved words of elena")
    assert (rescued.data["headline"], rescued.data["body"]) == ("x" * 200, "<p>Good</p>")


def test_taking_over_needs_the_right_to_write():
    variant = cast.draft()
    signed_in(cast.elena()).post(tab(variant) + "lock/")
    assert signed_in(cast.tigran()).post(tab(variant) + "take-over/").status_code == 403
    assert signed_in(cast.oscar()).post(tab(variant) + "take-over/").status_code == 404
    assert EditLock.objects.get().user == cast.elena()


def test_two_windows_of_one_person_do_not_lock_each_other_and_tell_of_a_save():
    variant = cast.draft()
    first, second = signed_in(cast.elena()), signed_in(cast.elena())
    before = variant.head_id
    for window in (first, second):
        assert window.post(tab(variant) + "lock/", {"expected_head": before}).json()["holder"] == "me"
    press(first, tab(variant), "save", headline="Saved in the first")
    answer = second.post(tab(variant) + "lock/", {"expected_head": before}).json()
    assert answer["holder"] == "me" and answer["newer"].startswith("You saved a newer revision in another window")
    assert answer["head"] != before


def test_the_answer_that_renews_a_page_names_the_person_and_gives_a_token():
    variant, elena = cast.draft(), cast.elena()
    answer = signed_in(elena).get(tab(variant) + "lock/").json()
    assert answer["person"] == elena.pk and len(answer["token"]) > 30
    assert not EditLock.objects.exists()


def test_a_story_in_the_bin_takes_no_lock_and_still_keeps_the_words():
    variant = cast.draft()
    client = signed_in(cast.elena())
    workflow.move_to_bin(user=cast.elena(), now=timezone.now(), article_id=variant.article_id)
    answer = client.post(tab(variant) + "lock/")
    assert answer.status_code == 409 and "bin" in answer.json()["says"]
    assert keep(client, variant, headline="Typed while it went").status_code == 200


# ----------------------------------------------------------------------------------------------------- both sides


@pytest.fixture
def late():
    """Elena's tab slept while Mariam saved another headline and the second paragraph."""
    variant = cast.draft(body="<p>One.</p><p>Two.</p><p>Three.</p>", standfirst="Old.")
    elena = signed_in(cast.elena())
    opened = fields(elena.get(tab(variant)))
    cast.write(
        variant,
        headline="Mariam's headline",
        body="<p>One.</p><p>Mariam's two.</p><p>Three.</p>",
        standfirst="Mariam's.",
    )
    mine = {**opened, "body": "<p>One.</p><p>Two.</p><p>Elena's three.</p>", "standfirst": "Elena's.", "do": "save"}
    return variant, elena, elena.post(tab(variant), mine)


def settle(late, do="save", **chosen):
    variant, elena, page = late
    proposed = {choice.name: "theirs" if choice.takes_theirs else "mine" for choice in page.context["choices"]}
    data = {**fields(page), **proposed, "base": page.context["base"].pk, "do": do, **chosen}
    return elena.post(tab(variant), data)


def test_a_tab_that_slept_gets_both_sides_field_by_field(late):
    variant, elena, page = late
    assert page.status_code == 409
    sides = [(choice.label, choice.side, choice.takes_theirs) for choice in page.context["choices"]]
    assert sides == [
        ("Headline", "theirs", True),
        ("Standfirst", "both", False),
        ("Text", "theirs", True),
        ("Text", "mine", False),
    ]
    assert head(variant).headline == "Mariam's headline"
    assert Text.from_json(Autosave.objects.get().data).standfirst == "Elena's."


def test_what_is_proposed_joins_both_and_overwrites_nothing_unseen(late):
    variant = late[0]
    assert settle(late).status_code == 302
    saved = head(variant)
    assert (saved.headline, saved.standfirst) == ("Mariam's headline", "Elena's.")
    assert saved.body == "<p>One.</p><p>Mariam's two.</p><p>Elena's three.</p>"
    assert variant.revisions.filter(data__standfirst="Mariam's.").exists()
    assert not Autosave.objects.exists()


def test_each_part_may_be_chosen_otherwise(late):
    names = [choice.name for choice in late[2].context["choices"] if choice.label == "Text"]
    settle(late, **{"keep-headline": "mine", "keep-standfirst": "theirs", names[0]: "mine", names[1]: "theirs"})
    saved = head(late[0])
    assert (saved.headline, saved.standfirst) == (cast.HEADLINES["en"], "Mariam's.")
    assert saved.body == "<p>One.</p><p>Two.</p><p>Three.</p>"


def test_one_may_go_on_writing_with_what_was_chosen(late):
    variant, elena, page = late
    written = settle(late, do="write")
    assert written.status_code == 200 and written.context["is_unsaved"]
    form = written.context["form"]
    assert (form["headline"].value(), form["standfirst"].value()) == ("Mariam's headline", "Elena's.")
    assert head(variant).standfirst == "Mariam's."
    assert elena.post(tab(variant), {**fields(written), "do": "save"}).status_code == 302
    assert head(variant).standfirst == "Elena's."


def test_a_third_save_meanwhile_shows_both_sides_again(late):
    variant = late[0]
    cast.write(variant, kicker="Third")
    again = settle(late)
    assert again.status_code == 409
    sides = {choice.name: choice.side for choice in again.context["choices"]}
    assert (sides["keep-kicker"], sides["keep-standfirst"]) == ("theirs", "mine")
    assert head(variant).kicker == "Third"


@pytest.mark.parametrize(
    "changes", [{"base": "99999999999999999999"}, {"base": "7777"}, {"base": "x"}, {"expected_head": "7777"}]
)
def test_a_choice_about_states_that_are_not_there_is_refused(late, changes):
    before = Revision.objects.count()
    assert settle(late, **changes).status_code == 404
    assert Revision.objects.count() == before


def test_a_beginning_that_is_gone_still_shows_both_sides():
    variant = cast.draft()
    client = signed_in(cast.elena())
    page = press(client, tab(variant), "save", expected_head="7777", headline="Mine")
    assert page.status_code == 409
    assert "keep-headline" in {choice.name for choice in page.context["choices"]}
    assert client.post(tab(variant), {**fields(page), "base": "", "do": "save"}).status_code == 302
    assert head(variant).headline == "Mine"


def test_a_tick_is_a_part_to_choose():
    variant = cast.draft()
    client = signed_in(cast.elena())
    opened = fields(client.get(tab(variant)))
    cast.write(variant, photo_is_decorative=True)
    page = client.post(tab(variant), {**opened, "headline": "Mine", "do": "save"})
    data = {**fields(page), "base": page.context["base"].pk, "do": "save"}
    client.post(tab(variant), data)
    assert (head(variant).headline, head(variant).photo_is_decorative) == ("Mine", True)


# ------------------------------------------------------------------------------------------------ two windows of one person


A, B = "a" * 32, "b" * 32


def test_two_windows_of_one_person_keep_their_words_apart_and_each_is_told_of_the_other():
    variant = cast.draft()
    elena = signed_in(cast.elena())
    assert keep(elena, variant, window=A, headline="In the first").json()["elsewhere"] == ""
    told = keep(elena, variant, window=B, headline="In the second").json()["elsewhere"]
    assert told.startswith("You typed in another window too")
    assert elena.post(tab(variant) + "lock/", words(variant, window=A)).json()["elsewhere"] == told
    left = words(variant, window=A, left=f"odd {B}")  # a page of this browser that was just left is nobody's warning
    assert elena.post(tab(variant) + "lock/", left).json()["elsewhere"] == ""
    keep(elena, variant, window=A, headline="In the first, and more")
    kept = {copy.window: Text.from_json(copy.data).headline for copy in Autosave.objects.all()}
    assert kept == {A: "In the first, and more", B: "In the second"}
    offers = elena.get(tab(variant)).context["offers"]
    assert [(offer.typed.window, offer.is_newest, offer.is_fresh) for offer in offers] == [
        (A, True, True),
        (B, False, True),
    ]
    Autosave.objects.update(typed_at=timezone.now() - timedelta(minutes=2))
    assert elena.post(tab(variant) + "lock/", words(variant, window=A)).json()["elsewhere"] == ""


def test_a_save_in_one_window_leaves_the_words_of_the_other():
    variant = cast.draft()
    elena = signed_in(cast.elena())
    keep(elena, variant, window=A, headline="In the first")
    keep(elena, variant, window=B, standfirst="In the second")
    second = Autosave.objects.get(window=B)
    elena.post(tab(variant), {**words(variant, window=A, headline="In the first"), "do": "save"})
    assert (head(variant).headline, Autosave.objects.get()) == ("In the first", second)
    page = elena.get(f"{tab(variant)}?words={second.pk}")
    assert {choice.name: choice.side for choice in page.context["choices"]} == {
        "keep-headline": "theirs",
        "keep-standfirst": "mine",
    }
    data = {**fields(page), "base": page.context["base"].pk, "do": "save"}
    assert elena.post(tab(variant), data).status_code == 302
    assert (head(variant).headline, head(variant).standfirst) == ("In the first", "In the second")
    assert not Autosave.objects.exists()


def test_words_that_are_put_back_in_one_window_are_lost_in_neither():
    variant = cast.draft()
    elena = signed_in(cast.elena())
    keep(elena, variant, window=A, headline="In the first")
    form = fields(elena.get(f"{tab(variant)}?words={Autosave.objects.get().pk}"))
    keep(elena, variant, window=A, headline="In the first, and more")  # it was open all the time
    sent = {**words(variant), **form, "window": B}
    assert elena.post(tab(variant) + "autosave/", sent).status_code == 200
    assert sorted(Text.from_json(copy.data).headline for copy in Autosave.objects.all()) == [
        "In the first",
        "In the first, and more",
    ]
    back = fields(elena.get(f"{tab(variant)}?words={Autosave.objects.get(window=B).pk}"))
    elena.post(tab(variant) + "autosave/", {**words(variant), **back, "window": "c" * 32})
    assert sorted(Autosave.objects.values_list("window", flat=True)) == [A, "c" * 32]  # the copy moved on


def test_taking_over_rescues_the_words_of_every_window():
    variant = cast.draft()
    elena, mariam = signed_in(cast.elena()), signed_in(cast.mariam())
    elena.post(tab(variant) + "lock/")
    for window in (A, B):
        keep(elena, variant, window=window, headline=f"In {window[0]}")
    mariam.post(tab(variant) + "take-over/")
    rescued = Revision.objects.filter(name="Unsaved words of elena").order_by("pk")
    assert [one.data["headline"] for one in rescued] == ["In a", "In b"]
    page = mariam.get(f"/admin/articles/article/{variant.article_id}/history/")
    states = [state for run in page.context["runs"] for state in run.states]
    assert {state.revision for state in states if state.is_rescued} == set(rescued)


def test_windows_without_end_and_odd_names_are_refused():
    variant = cast.draft()
    elena = signed_in(cast.elena())
    for number in range(20):
        assert keep(elena, variant, window=f"{number:032x}", headline=f"{number}").status_code == 200
    answer = keep(elena, variant, window=A, headline="One too many")
    assert answer.status_code == 409 and "too many windows" in answer.json()["says"]
    assert keep(elena, variant, window=f"{3:032x}", headline="More").status_code == 200
    Autosave.objects.all().delete()
    for odd in ("x", "\x00", "a" * 33, "A"):
        assert keep(elena, variant, window=odd, instead_of=odd, headline=odd).status_code == 200
        assert elena.post(tab(variant), {**words(variant, window=odd), "do": "save"}).status_code == 422
    assert Autosave.objects.get().window == ""
    assert elena.get(tab(variant) + "?words=99999999999999999999").status_code in (200, 302)


# ---------------------------------------------------------------------------------------------------- side by side


def test_after_the_choice_the_editor_is_side_by_side_again():
    variant = cast.draft()
    target = cast.translate(variant, "ru")
    elena = signed_in(cast.elena())
    here = tab(target) + "?beside=en"
    opened = fields(elena.get(here))
    cast.write(target, headline="Сохранила Мариам")
    page = elena.post(here, {**opened, "standfirst": "Моё", "do": "save"})
    assert page.status_code == 409 and f'action="{here}"' in page.content.decode()
    data = {**fields(page), "base": page.context["base"].pk}
    assert elena.post(here, {**data, "do": "write"}).context["beside"].language.code == "en"
    assert elena.post(here, {**data, "do": "save"}).headers["Location"] == here
    assert (head(target).headline, head(target).standfirst) == ("Сохранила Мариам", "Моё")


def test_unsaved_words_are_put_back_and_let_go_side_by_side():
    variant = cast.draft()
    target = cast.translate(variant, "ru")
    elena = signed_in(cast.elena())
    keep(elena, target, headline="Не сохранено")
    page = elena.get(tab(target) + "?beside=en").content.decode()
    kept = Autosave.objects.get()
    assert f'href="?words={kept.pk}&amp;beside=en"' in page
    assert f'action="{tab(target)}forget/?beside=en"' in page and f'action="{tab(target)}take-over/?beside=en"' in page
    assert elena.get(f"{tab(target)}?words={kept.pk}&beside=en").context["beside"].language.code == "en"
    assert (
        elena.post(tab(target) + "forget/?beside=en", {"stamp": kept.stamp}).headers["Location"]
        == tab(target) + "?beside=en"
    )
    assert elena.get(tab(target) + "?words=mine&beside=en").headers["Location"] == tab(target) + "?beside=en"


def test_an_offer_shows_every_change_and_little_of_what_stayed():
    many = [f"Paragraph {number} of a long text that nobody touched." for number in range(200)]
    variant = cast.draft(body="".join(f"<p>{line}</p>" for line in many))
    elena = signed_in(cast.elena())
    many[3], many[190] = "The first change.", "The last change."
    keep(elena, variant, body="".join(f"<p>{line}</p>" for line in many))
    (difference,) = elena.get(tab(variant)).context["offers"][0].differences
    added = "".join(piece.text for piece in difference.pieces if piece.kind == "added")
    assert "first" in added and "last" in added
    stayed = "".join(piece.text for piece in difference.pieces if piece.kind == "same")
    assert "Paragraph 4 of" in stayed and "Paragraph 100 of" not in stayed


def test_the_checklist_judges_the_words_that_were_put_back_and_not_the_saved_ones():
    variant = cast.draft(headline="A headline that is saved")
    elena = signed_in(cast.elena())
    keep(elena, variant, headline="A headline that is typed.")
    copy = Autosave.objects.get()

    def rules(url):
        return {finding.rule for finding in elena.get(url).context["checks"].findings}

    assert rules(f"{tab(variant)}?words={copy.pk}") - rules(tab(variant)) == {"headline_stop"}
