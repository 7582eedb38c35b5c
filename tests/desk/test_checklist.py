"""The checklist beside the publish button, what blocks and how it is overridden, typography proposed, "minor" proposed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import ArticleVariant, LogEntry, Revision, Section
from articles.snapshots import Text
from desk.tidying import LEFT
from tests import cast
from tests.desk.screens import fields, press, said, signed_in, story, tab

pytestmark = pytest.mark.django_db
LONG = "<p>" + "The first carriages left at dusk. " * 20 + "</p>"
SECTION = "/admin/articles/section/{}/change/"


def head(variant):
    variant.refresh_from_db()
    return Text.from_json(Revision.objects.get(pk=variant.head_id).data)


def strict(variant, **levels):
    Section.objects.filter(pk=variant.section_id).update(checklist=levels or {"tag": "block"})
    return variant


def log(variant):
    return LogEntry.objects.filter(article=variant.article_id).first()


def in_an_hour():
    return timezone.localtime(timezone.now() + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")


# ---------------------------------------------------------------------------------------------------- beside the button


def test_the_tab_says_what_is_to_be_put_right_before_and_after_a_save():
    variant = cast.draft(headline="Night train returns.")
    client = signed_in(cast.elena())
    page = client.get(tab(variant)).content.decode()
    assert "The headline ends with “.”" in page and "blocks it" not in page
    press(client, tab(variant), "save", headline="Night train returns", standfirst="At last.")
    page = client.get(tab(variant)).content.decode()
    assert "The headline ends" not in page
    assert "The story has no tag." in page


def test_who_may_only_read_is_shown_no_checklist():
    page = signed_in(cast.tigran()).get(tab(cast.draft(headline="Night train."))).content.decode()
    assert "Before publishing" not in page


def test_the_checklist_of_unsaved_words_saves_nothing():
    variant = cast.draft()
    client = signed_in(cast.elena())
    count = Revision.objects.count()
    data = {**fields(client.get(tab(variant))), "headline": "Ночной поезд"}
    page = client.post(tab(variant) + "check/", data).content.decode()
    assert "Headline: words in another alphabet (Ночной поезд)" in page
    assert "<html" not in page
    assert Revision.objects.count() == count and head(variant).headline == cast.HEADLINES["en"]


@pytest.mark.parametrize(
    ("who", "status"), [(cast.elena, 200), (cast.anna, 200), (cast.tigran, 403), (cast.oscar, 404)]
)
def test_the_checklist_of_unsaved_words_is_for_who_writes_there(who, status):
    variant = cast.draft()
    data = {"headline": "A", "expected_head": variant.head_id}
    response = signed_in(who()).post(tab(variant) + "check/", data)
    assert response.status_code == status


def test_a_story_of_another_section_has_no_checklist():
    variant = cast.draft(in_section="politics")
    response = signed_in(cast.anna()).post(tab(variant) + "check/", {"headline": "A", "expected_head": 1})
    assert response.status_code == 404


@pytest.mark.parametrize("path", ["de/check/", "ru/check/", "en/check/x/"])
def test_a_language_that_is_not_there_has_no_checklist(path):
    assert signed_in(cast.elena()).post(story(cast.draft()) + path).status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"expected_head": "99999999999999999999"},
        {"expected_head": "1", "headline": "x" * 10_000},
        {"expected_head": "1", "headline": "a\x00"},
        {"expected_head": "1", "body": "<blockquote>" * 5000},
        {"expected_head": "1", "body": "<p>" * 50_000},
        {"expected_head": "1", "is_minor": "maybe", "schedule_at": "soon"},
    ],
)
@pytest.mark.parametrize("where", ["check/", "tidy", "tidied"])
def test_bad_input_is_refused_in_words_and_nothing_is_saved(data, where):
    variant = cast.draft()
    url = tab(variant) + (where if where == "check/" else "")
    response = signed_in(cast.elena()).post(url, {**data, "do": where, "tidy": ["body", "expected_head", "\x00"]})
    assert response.status_code == 422
    assert head(variant).headline == cast.HEADLINES["en"]


# -------------------------------------------------------------------------------------------------- blocked, overridden


@pytest.mark.parametrize("do", ["publish", "schedule"])
def test_what_blocks_is_named_the_words_are_saved_and_nothing_is_public(do):
    variant = strict(cast.draft(body=LONG))
    client = signed_in(cast.elena())
    response = press(client, tab(variant), do, headline="Second thoughts", schedule_at=in_an_hour())
    page = response.content.decode()
    assert response.status_code == 422
    assert "This section’s checklist blocks it:" in page and "The story has no tag." in page
    assert "There is no standfirst" in page  # beside the button, which only warns
    assert "Say why in a few words" not in page
    assert head(variant).headline == "Second thoughts"
    assert (variant.status, variant.visible_from) == ("draft", None)


@pytest.mark.parametrize("do", ["publish", "schedule"])
def test_a_reason_publishes_all_the_same_and_stands_in_the_log(do):
    variant = strict(cast.draft(body=LONG))
    client = signed_in(cast.elena())
    blocked = press(client, tab(variant), do, schedule_at=in_an_hour())
    unsaid = client.post(tab(variant), {**fields(blocked), "reason": "  ", "do": do})
    assert unsaid.status_code == 422 and "Say why in a few words" in unsaid.content.decode()
    done = client.post(tab(variant), {**fields(unsaid), "reason": "Nobody else has it.", "do": do})
    assert done.status_code == 302
    variant.refresh_from_db()
    assert variant.status == "published"
    assert (log(variant).reason, log(variant).details["overridden"]) == ("Nobody else has it.", ["tag"])
    assert log(variant).user == cast.elena()


def test_a_reason_longer_than_the_log_holds_is_refused():
    variant = strict(cast.draft(body=LONG))
    client = signed_in(cast.elena())
    blocked = press(client, tab(variant), "publish")
    response = client.post(tab(variant), {**fields(blocked), "reason": "x" * 301, "do": "publish"})
    assert response.status_code == 422
    variant.refresh_from_db()
    assert variant.visible_from is None


def test_a_brief_is_published_with_a_warning_only():
    variant = strict(cast.draft())
    client = signed_in(cast.elena())
    assert "finding--block" not in client.get(tab(variant)).content.decode()
    assert press(client, tab(variant), "publish").status_code == 302
    variant.refresh_from_db()
    assert variant.visible_from is not None and log(variant).reason == ""


def test_a_reporter_cannot_publish_with_a_reason_either():
    variant = strict(cast.draft(body=LONG, by=cast.anna()))
    assert press(signed_in(cast.anna()), tab(variant), "publish", reason="I say so").status_code == 403
    variant.refresh_from_db()
    assert variant.visible_from is None


def test_hostile_words_are_shown_as_words():
    variant = strict(cast.draft(body=LONG), wrong_script="block")
    client = signed_in(cast.elena())
    page = press(client, tab(variant), "publish", headline="<script>тут</script>", reason="").content.decode()
    assert "<script>тут" not in page and "тут" in page


# ------------------------------------------------------------------------------------------------------------- sections


def test_a_chief_decides_per_section_what_warns_and_what_blocks():
    section = cast.section()
    client = signed_in(cast.mariam())
    page = client.get(SECTION.format(section.pk))
    assert "as everywhere: warns" in page.content.decode() and "as everywhere: blocks" in page.content.decode()
    rules = list(page.context["adminform"].form.fields["checklist"].widget.widgets_names)
    data = {"names_en": "Region", "ink": "region", "position": "0"}
    data |= {f"checklist{name}": level for name, level in zip(rules, ["off", "", "block"], strict=False)}
    assert client.post(SECTION.format(section.pk), data).status_code == 302
    section.refresh_from_db()
    assert section.checklist == {"headline_length": "off", "standfirst": "block"}
    assert f"checklist{rules[2]}" in client.get(SECTION.format(section.pk)).content.decode()


@pytest.mark.parametrize("level", ["gossip", "\x00", "x" * 10_000])
def test_a_level_that_is_none_is_refused(level):
    section = cast.section()
    data = {"names_en": "Region", "ink": "region", "position": "0", "checklist_tag": level}
    assert signed_in(cast.mariam()).post(SECTION.format(section.pk), data).status_code == 200
    section.refresh_from_db()
    assert section.checklist == {}


def test_who_does_not_rule_neither_sees_nor_changes_the_rules():
    section = cast.section()
    client = signed_in(cast.elena())
    page = client.get(SECTION.format(section.pk))
    assert page.status_code == 200 and "Checklist before publishing" not in page.content.decode()
    assert "checklist_tag" not in page.content.decode()
    data = {"names_en": "Region", "ink": "region", "position": "0", "checklist_tag": "block"}
    assert client.post(SECTION.format(section.pk), data).status_code == 403


# ----------------------------------------------------------------------------------------------------------- typography

TYPED = {"headline": 'Поезд "Севан" - вернулся', "body": '<p>"Первые" <strong>вагоны</strong>.</p><p>Билетов нет.</p>'}


def test_typography_is_proposed_and_nothing_is_saved():
    variant = cast.draft("ru")
    before = head(variant)
    response = press(signed_in(cast.elena()), tab(variant), "tidy", **TYPED)
    page = response.content.decode()
    assert response.status_code == 200
    assert "<del>&quot;</del>" in page and "<ins>«</ins>" in page
    assert "Билетов нет" not in page.partition("suggestion")[2].partition("</section>")[0]  # it would not change
    assert response.context["form"]["headline"].value() == TYPED["headline"]
    assert head(variant) == before


def test_spaces_that_would_not_break_are_counted_and_those_that_go_are_drawn():
    words = {
        "headline": "Он был в доме и у реки",
        "standfirst": "Первый , второй",
        "body": '<p>В "Севане"  и дома</p>',
    }
    response = press(signed_in(cast.elena()), tab(cast.draft("ru")), "tidy", **words)
    headline, standfirst, body = response.context["suggestions"]
    assert (headline.no_break, headline.passages) == (3, [])
    assert (standfirst.no_break, body.no_break) == (0, 2)
    shown = response.content.decode().partition("suggestion")[2].partition("</section>")[0]
    assert "3 spaces become no-break" in shown and "2 spaces become no-break" in shown
    assert '<del><span class="space" role="img" lang="en" aria-label="space">␣</span></del>' in shown
    assert "<del> " not in shown and "\u00a0" not in shown
    assert "<ins>«</ins>Севане<del>" in shown and "и дома</p>" in shown
    assert '<span class="space" role="img" lang="en" aria-label="space">␣␣</span></del>' in shown


def test_what_no_rule_can_put_right_is_left_to_the_editor():
    page = press(signed_in(cast.elena()), tab(cast.draft("hy", headline="Ինչու?")), "tidy").content.decode()
    shown = page.partition('class="suggestion')[2].partition("</section>")[0]
    assert "Latin ? or ! in Armenian (Ինչու?)" in shown
    assert 'value="tidied"' not in page and "in order" not in page


def test_what_is_accepted_comes_into_the_form_and_is_saved_only_then():
    variant = cast.draft("ru")
    client = signed_in(cast.elena())
    proposed = press(client, tab(variant), "tidy", **TYPED)
    taken = client.post(tab(variant), {**fields(proposed), "tidy": ["body"], "do": "tidied"})
    form = taken.context["form"]
    assert form["headline"].value() == TYPED["headline"]
    assert form["body"].value() == "<p>«Первые» <strong>вагоны</strong>.</p><p>Билетов нет.</p>"
    assert head(variant).body == cast.BODIES["ru"]
    assert client.post(tab(variant), {**fields(taken), "do": "save"}).status_code == 302
    assert head(variant).body.startswith("<p>«Первые»")


def test_a_picture_in_the_text_keeps_the_address_at_which_the_desk_shows_it():
    from photos.models import Photo

    photo = Photo.objects.create(digest="d", width=6, height=4, credit="Nora Vale", created_at=cast.NOW)
    variant = cast.draft("ru", body=f'<p>"Мост"</p><figure><img src="/media/{photo.key}/w720.jpg" alt="Мост"></figure>')
    taken = press(signed_in(cast.elena()), tab(variant), "tidied", tidy=["body"])
    assert f'src="/admin/photos/photo/file/{photo.key}/w720.jpg"' in taken.context["form"]["body"].value()


def test_typography_in_order_is_said_to_be_so():
    page = press(signed_in(cast.elena()), tab(cast.draft("hy")), "tidy").content.decode()
    assert "The typography is in order." in page and 'value="tidied"' not in page
    assert "not saved yet" not in page


def test_what_is_left_as_it_is_comes_again_only_with_another_text():
    variant, client = cast.draft("ru"), signed_in(cast.elena())
    proposed = press(client, tab(variant), "tidy", **TYPED)
    headline, body = proposed.context["suggestions"]
    left = client.post(tab(variant), {**fields(proposed), "do": f"leave:{headline.sign}"})
    assert [one.name for one in left.context["suggestions"]] == ["body"]
    assert left.context["form"]["headline"].value() == TYPED["headline"] and head(variant).body == cast.BODIES["ru"]
    last = client.post(tab(variant), {**fields(left), "do": f"leave:{body.sign}"}).content.decode()
    assert "Nothing more is proposed" in last and "in order" not in last
    again = press(client, tab(variant), "tidy", **{**TYPED, "headline": 'Поезд "Севан" - опоздал'})
    assert [one.name for one in again.context["suggestions"]] == ["headline"]
    for somebody, some in ((signed_in(cast.mariam()), variant), (client, cast.draft("ru"))):
        assert len(press(somebody, tab(some), "tidy", **TYPED).context["suggestions"]) == 2


def test_who_left_something_as_it_is_can_have_it_proposed_again():
    variant, client = cast.draft("ru"), signed_in(cast.elena())
    page = press(client, tab(variant), "tidy", **TYPED)
    for one in page.context["suggestions"]:
        page = client.post(tab(variant), {**fields(page), "do": f"leave:{one.sign}"})
    assert page.context["suggestions"] == [] and page.content.decode().count('value="propose:') == 2
    headline = page.context["left"][0]
    page = client.post(tab(variant), {**fields(page), "do": f"propose:{headline.sign}"})
    assert [one.sign for one in page.context["suggestions"]] == [headline.sign]
    assert [one.name for one in page.context["left"]] == ["body"] and headline.sign not in client.session[LEFT]
    assert page.context["form"]["headline"].value() == TYPED["headline"] and head(variant).body == cast.BODIES["ru"]


@pytest.mark.parametrize("sign", ["", "x", "0" * 17, "../", "\x00"])
def test_a_sign_that_is_none_leaves_nothing(sign):
    variant, client = cast.draft("ru"), signed_in(cast.elena())
    page = press(client, tab(variant), f"leave:{sign}", **TYPED)
    assert len(page.context["suggestions"]) == 2 and LEFT not in client.session


def test_tidying_calls_only_words_unsaved_that_are_not_saved():
    variant, client = cast.draft("ru", body='<p>"Первые" вагоны.</p>'), signed_in(cast.elena())
    note = "Your text is in the form below, not saved yet."
    assert note not in press(client, tab(variant), "tidy").content.decode()
    assert note in press(client, tab(variant), "tidy", headline="Другой").content.decode()
    assert "Nothing was changed." in press(client, tab(variant), "tidied").content.decode()


@pytest.mark.parametrize("do", ["tidy", "tidied", "leave:0123456789abcdef", "propose:0123456789abcdef"])
def test_who_may_not_write_tidies_nothing(do):
    assert press(signed_in(cast.tigran()), tab(cast.draft()), do).status_code == 403


# ---------------------------------------------------------------------------------------------------------------- minor


def public(language="en", **text):
    return cast.live(language, at=timezone.now() - timedelta(hours=2), **text)


def test_a_small_change_of_a_live_original_is_proposed_as_minor():
    variant = cast.write(public(), headline="Night trains return to the coast")
    client = signed_in(cast.elena())
    page = client.get(tab(variant))
    assert page.context["form"]["is_minor"].value() is True
    assert "Proposed: two words or fewer differ" in page.content.decode()
    before = variant.published_revision.content_key
    assert press(client, tab(variant), "publish").status_code == 302
    variant.refresh_from_db()
    assert variant.published_revision.content_key == before
    assert log(variant).details == {"is_minor": True}


def test_a_proposal_does_not_hold_for_a_change_that_has_grown():
    variant = cast.write(public(), headline="Night trains return to the coast")
    client = signed_in(cast.elena())
    response = press(client, tab(variant), "publish", body="<p>Quite another text than before.</p>")
    assert "The change has grown: translators are told of it." in said(client, response)
    assert log(variant).details == {}


def test_who_ticks_the_box_decides():
    variant = cast.write(public(), headline="Night trains return to the coast")
    client = signed_in(cast.elena())
    data = {
        **fields(client.get(tab(variant))),
        "body": "<p>Quite another text.</p>",
        "minor_proposed": "",
        "do": "publish",
    }
    client.post(tab(variant), data)
    assert log(variant).details == {"is_minor": True}


TOLD = {"correction_kind": "correction", "correction_text": "It is more than one train.", "correction_with_text": "on"}


def test_a_proposal_does_not_hold_for_what_readers_are_told_of():
    variant = cast.write(public(), headline="Night trains return to the coast")
    client = signed_in(cast.elena())
    before = variant.published_revision.content_key
    response = press(client, tab(variant), "correct", **TOLD)
    assert "A correction is no minor change: translators are told of it." in said(client, response)
    variant.refresh_from_db()
    assert variant.published_revision.content_key != before


def test_who_ticks_the_box_decides_for_a_correction_too():
    variant = cast.write(public(), headline="Night trains return to the coast")
    client = signed_in(cast.elena())
    before = variant.published_revision.content_key
    response = press(client, tab(variant), "correct", minor_proposed="", is_minor="on", **TOLD)
    assert not [words for words in said(client, response) if "translators" in words]
    variant.refresh_from_db()
    assert variant.published_revision.content_key == before
    assert variant.headline == "Night trains return to the coast"


@pytest.mark.parametrize("headline", ["Five trains return to 9 coasts", "Night train returns to Batumi"])
def test_a_figure_or_a_name_is_not_proposed_as_minor(headline):
    variant = cast.write(public(), headline=headline)
    assert not signed_in(cast.elena()).get(tab(variant)).context["form"]["is_minor"].value()


def test_a_translation_and_a_draft_are_not_proposed_as_minor():
    source = public()
    target = cast.publish(cast.translate(source, "ru"), at=timezone.now() - timedelta(hours=1))
    cast.write(target, headline="Ночные поезда возвращается к морю")
    client = signed_in(cast.elena())
    for variant in (target, cast.draft(headline="Night trains")):
        assert not client.get(tab(variant)).context["form"]["is_minor"].value()


# ----------------------------------------------------------------------------------------------------- original language


def original(variant, client, language, expected="en"):
    return client.post(story(variant), {"do": "original", "language": language, "expected": expected})


def test_the_original_language_is_changed_in_the_storys_tab():
    variant = public()
    cast.translate(variant, "ru")
    client = signed_in(cast.elena())
    assert '<option value="ru"' in client.get(story(variant)).content.decode()
    assert said(client, original(variant, client, "ru")) == ["Saved."]
    variant.article.refresh_from_db()
    assert variant.article.original_language == "ru"


@pytest.mark.parametrize(
    ("language", "expected"), [("hy", "en"), ("xx", "en"), ("\x00", "en"), ("", ""), ("ru", "hy"), ("x" * 10_000, "en")]
)
def test_an_original_language_that_cannot_be_is_refused_in_words(language, expected):
    variant = public()
    cast.translate(variant, "ru")
    client = signed_in(cast.elena())
    assert said(client, original(variant, client, language, expected)) != ["Saved."]
    variant.article.refresh_from_db()
    assert variant.article.original_language == "en"


def test_a_reporter_does_not_change_the_original_language_of_what_is_public():
    variant = public()
    cast.translate(variant, "hy")
    client = signed_in(cast.anna())
    assert 'form="original"' not in client.get(story(variant)).content.decode()
    assert original(variant, client, "hy").status_code == 403


def test_the_tab_asks_no_more_than_it_needs(django_assert_max_num_queries):
    variant = cast.write(public(), headline="Night trains return to the coast")
    target = cast.publish(cast.translate(variant, "ru"), at=timezone.now() - timedelta(hours=1))
    client = signed_in(cast.elena())
    for one in (variant, target):
        with django_assert_max_num_queries(22):
            assert client.get(tab(one)).status_code == 200
    assert ArticleVariant.objects.count() == 2
