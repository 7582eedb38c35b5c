from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from articles.listings import facts_of
from articles.models import Article, ArticleVariant, Revision
from articles.snapshots import Facts, Text
from tests import cast
from tests.desk.screens import fields, press, said, signed_in, story, tab

pytestmark = pytest.mark.django_db


def head(variant):
    variant.refresh_from_db()
    return Text.from_json(Revision.objects.get(pk=variant.head_id).data)


def begin(client, **changes):
    data = {"section": cast.section().pk, "language": "hy", "headline": cast.HEADLINES["hy"], "form_key": str(uuid4())}
    return client.post("/admin/articles/article/add/", {**data, **changes})


def test_a_story_begins_in_armenian_and_opens_its_tab():
    response = begin(signed_in(cast.anna()))
    variant = ArticleVariant.objects.get()
    assert (variant.language, variant.headline) == ("hy", cast.HEADLINES["hy"])
    assert response.headers["Location"] == tab(variant)


def test_a_form_sent_twice_makes_one_story():
    client, key = signed_in(cast.anna()), str(uuid4())
    first, second = (begin(client, form_key=key) for _click in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Article.objects.count() == 1


def test_a_story_without_a_headline_is_refused_in_words():
    response = begin(signed_in(cast.anna()), headline="")
    assert response.status_code == 422
    assert "This field is required" in response.content.decode()
    assert not Article.objects.exists()


def test_a_reporter_cannot_begin_in_a_language_that_is_not_theirs():
    assert begin(signed_in(cast.anna()), language="ru").status_code == 422
    assert not Article.objects.exists()


def test_a_translator_cannot_begin_a_story():
    assert begin(signed_in(cast.tigran()), language="ru").status_code == 403


def test_saving_keeps_the_words_and_publishes_nothing():
    variant = cast.draft()
    client = signed_in(cast.elena())
    response = press(client, tab(variant), "save", headline="The train is late", body="<p>By an hour.</p>")
    assert response.status_code == 302
    assert said(client, response) == ["Saved."]
    assert (head(variant).headline, head(variant).body) == ("The train is late", "<p>By an hour.</p>")
    assert variant.visible_from is None


def test_saving_one_language_never_touches_another():
    variant = cast.draft()
    other = cast.translate(variant, "ru")
    before = ArticleVariant.objects.filter(pk=other.pk).values().get()
    press(signed_in(cast.elena()), tab(variant), "save", headline="Another headline")
    assert ArticleVariant.objects.filter(pk=other.pk).values().get() == before


def test_a_change_of_a_live_story_waits_until_somebody_publishes_it():
    variant = cast.live(at=timezone.now() - timedelta(hours=1))
    client = signed_in(cast.elena())
    press(client, tab(variant), "save", headline="A better headline")
    variant.refresh_from_db()
    assert variant.headline == cast.HEADLINES["en"]
    page = client.get(tab(variant)).content.decode()
    assert "Unpublished changes" in page
    press(client, tab(variant), "publish")
    variant.refresh_from_db()
    assert variant.headline == "A better headline"


def test_publishing_what_readers_see_already_says_that_nothing_was_changed():
    variant = cast.live()
    client = signed_in(cast.elena())
    told = [said(client, press(client, tab(variant), "publish", headline=words)) for words in ("New", "New")]
    assert told == [["Published. Readers see it now."], ["Nothing was changed: readers see these words already."]]


def test_a_stale_save_is_refused_with_both_texts_and_nothing_lost():
    variant = cast.draft()
    elena, mariam = signed_in(cast.elena()), signed_in(cast.mariam())
    url = tab(variant)
    mine = fields(elena.get(url))
    press(mariam, url, "save", body="<p>What Mariam wrote.</p>")
    response = elena.post(url, {**mine, "body": "<p>What Elena wrote.</p>", "do": "publish"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Mariam" in page and "Elena" in page and "both changed it" in page
    assert response.context["form"]["body"].value() == "<p>What Elena wrote.</p>"
    assert head(variant).body == "<p>What Mariam wrote.</p>"
    assert variant.visible_from is None
    again = elena.post(url, {**fields(response), "base": response.context["base"].pk, "do": "save"})
    assert again.status_code == 302
    assert head(variant).body == "<p>What Elena wrote.</p>"
    assert Revision.objects.filter(variant=variant, data__body="<p>What Mariam wrote.</p>").exists()


def test_the_same_words_sent_twice_are_no_conflict():
    variant = cast.draft()
    client = signed_in(cast.elena())
    data = {**fields(client.get(tab(variant))), "headline": "Once", "do": "save"}
    assert [client.post(tab(variant), data).status_code for _click in range(2)] == [302, 302]


def test_an_editor_publishes_schedules_takes_back_and_withdraws():
    variant = cast.draft()
    client = signed_in(cast.elena())
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert said(client, press(client, tab(variant), "schedule", schedule_at=tomorrow))[0].startswith("Scheduled")
    variant.refresh_from_db()
    assert variant.is_scheduled(timezone.now())
    press(client, tab(variant), "unschedule")
    variant.refresh_from_db()
    assert (variant.status, variant.visible_from) == ("ready", None)
    press(client, tab(variant), "publish")
    variant.refresh_from_db()
    assert variant.is_live(timezone.now())
    press(client, tab(variant), "withdraw")
    variant.refresh_from_db()
    assert variant.status == "withdrawn"


def test_new_words_of_a_scheduled_story_are_scheduled_once_more():
    variant = cast.draft()
    at = timezone.now().replace(second=0, microsecond=0) + timedelta(days=1)
    cast.schedule(variant, at=at, now=timezone.now())
    client = signed_in(cast.elena())
    press(client, tab(variant), "save", headline="Second thoughts")
    assert "schedule again to include them" in client.get(tab(variant)).content.decode()
    press(client, tab(variant), "schedule")
    variant.refresh_from_db()
    assert (variant.headline, variant.visible_from) == ("Second thoughts", at)
    assert "schedule again to include them" not in client.get(tab(variant)).content.decode()


def test_shared_facts_sent_twice_are_no_conflict():
    variant = cast.draft()
    client = signed_in(cast.elena())
    data = {**fields(client.get(story(variant))), "is_breaking": "on", "do": "save"}
    assert [client.post(story(variant), data).status_code for _click in range(2)] == [302, 302]


def test_a_schedule_without_a_time_says_what_to_do_and_keeps_the_words():
    variant = cast.draft()
    client = signed_in(cast.elena())
    response = press(client, tab(variant), "schedule", headline="Kept", schedule_at="")
    assert said(client, response) == ["Choose the date and time first."]
    assert head(variant).headline == "Kept"


def test_a_reporter_sends_to_review_and_has_no_publish_button():
    variant = cast.draft(by=cast.anna())
    client = signed_in(cast.anna())
    assert 'value="publish"' not in client.get(tab(variant)).content.decode()
    assert press(client, tab(variant), "publish").status_code == 403
    press(client, tab(variant), "review")
    variant.refresh_from_db()
    assert (variant.status, variant.visible_from) == ("review", None)


def test_a_translator_reads_another_language_and_cannot_change_it():
    variant = cast.draft()
    client = signed_in(cast.tigran())
    page = client.get(tab(variant))
    assert page.status_code == 200
    assert "You may read this, but not change it." in page.content.decode()
    assert press(client, tab(variant), "save", headline="Mine").status_code == 403
    assert head(variant).headline == cast.HEADLINES["en"]


def test_every_page_of_a_language_is_headed_in_that_language():
    variant = cast.draft("hy")
    cast.translate(variant, "ru")
    client = signed_in(cast.elena())
    revision = variant.article.variants.get(language="ru").revisions.latest("pk")
    pages = {
        "ru/": "ru",
        "ru/wall/": "ru",
        "ru/links/": "ru",
        "history/?language=ru": "ru",
        f"compare/?old={revision.pk}&new={revision.pk}": "ru",
        "arm/wall/": "hy",
        "arm/links/": "hy",
        "en/": "hy",  # there is none yet, and none for the desk: the original's
        "history/": "hy",
        "": "hy",
    }
    for path, language in pages.items():
        page = client.get(story(variant) + path)
        assert (page.context["title"], page.context["title_language"]) == (cast.HEADLINES[language], language), path
    cast.translate(variant, "en")
    assert client.get(story(variant)).context["title"] == cast.HEADLINES["en"]  # the desk's own language


def test_rarely_used_fields_are_folded_until_they_are_filled():
    variant = cast.draft()
    client = signed_in(cast.elena())

    def unfolded():
        main, folded = client.get(tab(variant)).content.decode().split('<details class="desk-more"')
        return [name for name in ("kicker", "dateline") if f'name="{name}"' in main], folded.startswith(" open")

    assert unfolded() == ([], False)
    cast.write(variant, kicker="Railways", dateline="Yerevan", photo_alt="A train.")
    assert unfolded() == (["kicker", "dateline"], True)


def test_an_empty_tab_begins_the_language():
    variant = cast.draft()
    url = f"/admin/articles/article/{variant.article_id}/ru/"
    client = signed_in(cast.tigran())
    assert "Begin in Russian" in client.get(url).content.decode()
    assert client.post(url).headers["Location"] == f"{url}?beside=en"
    assert variant.article.variants.filter(language="ru", translator=cast.tigran()).exists()


def test_a_language_begun_by_mistake_is_removed_with_one_button_and_goes_by_the_originals_name_until_then():
    variant = cast.live(at=timezone.now() - timedelta(hours=1))
    tigran, here = signed_in(cast.tigran()), f"{story(variant)}ru/"
    tigran.post(here)
    today = tigran.get("/admin/").content.decode()
    assert "…</a>" not in today and today.count(f'lang="en">{cast.HEADLINES["en"]}</a>') >= 2
    page = tigran.get(here)
    assert 'value="unbegin"' in page.content.decode()
    assert 'value="unbegin"' not in tigran.get(tab(variant)).content.decode()
    kept = tigran.post(here, {**fields(page), "headline": "Слово", "do": "unbegin"})
    assert kept.status_code == 422 and kept.context["form"]["headline"].value() == "Слово"
    response = tigran.post(here, {**fields(page), "do": "unbegin"})
    assert response.headers["Location"] == tab(variant)
    assert said(tigran, response) == ["Removed: this language is missing again."]
    assert ArticleVariant.objects.count() == 1


def test_a_story_of_another_section_is_not_there():
    variant = cast.draft(in_section="politics")
    client = signed_in(cast.anna())
    for url in (tab(variant), story(variant), story(variant) + "history/"):
        assert client.get(url).status_code == 404


def test_nothing_to_change_confirms_without_touching_the_text():
    source = cast.live(at=timezone.now() - timedelta(hours=3))
    target = cast.publish(cast.translate(source, "ru"), at=timezone.now() - timedelta(hours=2))
    cast.publish(cast.write(source, body="<p>Another text.</p>"), at=timezone.now() - timedelta(hours=1))
    client = signed_in(cast.tigran())
    assert "Nothing to change" in client.get(tab(target)).content.decode()
    before = head(target)
    press(client, tab(target), "confirm")
    assert "Nothing to change" not in client.get(tab(target)).content.decode()
    assert head(target) == before


def test_a_correction_is_told_to_the_readers():
    variant = cast.live(at=timezone.now() - timedelta(hours=1))
    client = signed_in(cast.elena())
    press(client, tab(variant), "correct", correction_kind="correction", correction_text="It was Tuesday.")
    assert "It was Tuesday." in client.get(cast.address(variant)).content.decode()


def test_a_preview_link_is_made_of_what_was_typed(client):
    variant = cast.draft(body="<p>Not public.</p>")
    editor = signed_in(cast.elena())
    response = press(editor, tab(variant), "preview", body="<p>Not public yet.</p>")
    assert response.headers["Location"] == f"{tab(variant)}links/"
    link = editor.post(f"{tab(variant)}links/", {"do": "make", "hours": "48"}).context["made"]
    assert "Not public yet." in client.get(link.removeprefix("http://testserver")).content.decode()


def test_shared_facts_are_saved_with_tags_and_bylines_in_the_order_chosen():
    variant = cast.draft()
    first, second = cast.author("nora-vale"), cast.author("aram-tun", en="Aram Tun")
    tag = cast.tag()
    press(signed_in(cast.elena()), story(variant), "save", tags=[tag.pk], authors=[second.pk, first.pk])
    assert list(variant.article.bylines.values_list("author__slug", flat=True)) == ["aram-tun", "nora-vale"]
    assert [row.tag for row in variant.article.tagged_articles.all()] == [tag]


def late_facts(**theirs):
    """Elena's Story tab slept while Mariam saved the shared facts: her client, the variant and what her tab holds."""
    variant = cast.draft()
    client = signed_in(cast.elena())
    page = client.get(story(variant))
    opened = {**fields(page), "base": page.context["base"]}
    cast.arrange(variant, **theirs)
    return client, variant, opened


def chosen_in(page, **chosen):
    """The three-way view as it is sent back: what is proposed, and what was chosen otherwise."""
    proposed = {one.name: "theirs" if one.takes_theirs else "mine" for one in page.context["choices"]}
    return {**fields(page), "base": page.context["base"].pk, **proposed, **chosen}


def test_stale_facts_get_both_sides_fact_by_fact_and_overwrite_nothing_unseen():
    client, variant, opened = late_facts(tags=(cast.tag().slug,), wire_source=cast.wire().slug, wire_id="A-1")
    mine = {**opened, "is_breaking": "on", "wire_source": cast.wire("steppe", "Steppe Wire").pk, "do": "save"}
    page = client.post(story(variant), mine)
    assert page.status_code == 409 and "mariam saved this" in page.content.decode()
    sides = [(one.name, one.side) for one in page.context["choices"]]
    assert sides == [
        ("keep-tags", "theirs"),
        ("keep-wire_source", "both"),
        ("keep-wire_id", "theirs"),
        ("keep-is_breaking", "mine"),
    ]
    assert "<ins>Railways ·" in page.content.decode()
    assert not Article.objects.get().is_breaking
    assert client.post(story(variant), {**chosen_in(page), "do": "save"}).status_code == 302
    saved = facts_of(Article.objects.get())
    assert saved == Facts(section="region", tags=("railways",), wire_source="steppe", wire_id="A-1", is_breaking=True)


def test_of_stale_facts_each_may_be_chosen_otherwise():
    picture, other = cast.photo(), cast.photo((10, 90, 160))
    until = timezone.now().replace(microsecond=0, second=0) + timedelta(days=1)
    client, variant, opened = late_facts(
        lead_photo=picture.pk, embargo_until=until.isoformat(), authors=(cast.author().slug,), tags=(cast.tag().slug,)
    )
    page = client.post(story(variant), {**opened, "lead_photo": other.pk, "do": "save"})
    assert page.content.decode().count('class="thumbnail"') == 2
    sent = chosen_in(page, **{"keep-lead_photo": "theirs", "keep-authors": "mine"})
    written = client.post(story(variant), {**sent, "do": "write"})  # to go on with: nothing is saved
    assert written.status_code == 200 and written.context["form"]["lead_photo"].value() == str(picture.pk)
    assert Article.objects.get().bylines.count() == 1
    assert client.post(story(variant), {**fields(written), "do": "save"}).status_code == 302
    saved = facts_of(Article.objects.get())
    assert (saved.lead_photo, saved.embargo(), saved.authors, saved.tags) == (picture.pk, until, (), ("railways",))


def test_a_third_save_of_the_facts_meanwhile_shows_both_sides_again():
    client, variant, opened = late_facts(is_breaking=True)
    page = client.post(story(variant), {**opened, "wire_source": cast.wire().pk, "do": "save"})
    cast.arrange(variant, tags=(cast.tag().slug,))
    again = client.post(story(variant), {**chosen_in(page), "do": "save"})
    assert again.status_code == 409
    sides = [(one.name, one.side) for one in again.context["choices"]]
    assert sides == [("keep-tags", "theirs"), ("keep-wire_source", "mine")]
    assert client.post(story(variant), {**chosen_in(again), "do": "save"}).status_code == 302
    saved = facts_of(Article.objects.get())
    assert (saved.is_breaking, saved.tags, saved.wire_source) == (True, ("railways",), "caspian-wire")


@pytest.mark.parametrize("base", ["", "7777", "99999999999999999999", "x\x00"])
def test_stale_facts_of_which_the_beginning_is_gone_are_shown_all_the_same(base):
    client, variant, opened = late_facts(is_breaking=True)
    page = client.post(story(variant), {**opened, "base": base, "wire_source": cast.wire().pk, "do": "save"})
    assert page.status_code == 409
    sides = {one.name: one.side for one in page.context["choices"]}
    assert (sides["keep-is_breaking"], sides["keep-wire_source"]) == ("theirs", "mine")


def test_stale_facts_of_who_may_not_change_them_are_refused():
    _client, variant, opened = late_facts(is_breaking=True)
    assert signed_in(cast.tigran()).post(story(variant), {**opened, "do": "save"}).status_code == 403


def test_the_bin_takes_a_draft_and_refuses_what_was_public():
    variant, public = cast.draft(), cast.live(at=timezone.now() - timedelta(hours=1))
    client = signed_in(cast.elena())
    press(client, story(variant), "bin")
    variant.article.refresh_from_db()
    assert variant.article.binned_at
    assert "withdraw it" in said(client, press(client, story(public), "bin"))[0]
    press(client, story(variant), "unbin")
    variant.article.refresh_from_db()
    assert variant.article.binned_at is None


HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"><a href="javascript:alert(3)">x</a>'
PLAIN = ["headline", "kicker", "standfirst", "dateline", "byline_override", "photo_caption", "photo_alt"]


def test_hostile_markup_in_any_field_never_becomes_markup():
    variant = cast.draft()
    client = signed_in(cast.elena())
    kept = dict.fromkeys(PLAIN, HOSTILE[:60]) | {"body": f"<p>kept</p>{HOSTILE}", "slug": HOSTILE[:80]}
    press(client, tab(variant), "publish", **kept)
    variant.refresh_from_db()
    assert variant.is_live(timezone.now())
    assert variant.body == "<p>kept</p>x"
    for page in (client.get(cast.address(variant)), client.get(tab(variant)), client.get(story(variant) + "history/")):
        assert page.status_code == 200
        text = page.content.decode().lower()
        assert "<script>alert" not in text and "<img src=x" not in text and 'href="javascript:' not in text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("headline", "x" * 1_000_000),
        ("headline", "nul\x00here"),
        ("body", "x" * 500_000),
        ("correction_kind", "gossip"),
        ("expected_head", "x"),
    ],
)
def test_bad_input_is_refused_in_words_and_nothing_is_saved(field, value):
    variant = cast.draft()
    before = head(variant)
    response = press(signed_in(cast.elena()), tab(variant), "save", **{field: value})
    assert response.status_code == 422
    assert "errorlist" in response.content.decode()
    assert head(variant) == before


def test_characters_that_are_none_are_dropped():
    variant = cast.draft()
    response = press(signed_in(cast.elena()), tab(variant), "save", headline="Ok\ufffe\u200e now\ufdd0")
    assert response.status_code == 302
    assert head(variant).headline == "Ok\u200e now"


@pytest.mark.parametrize(
    "path", ["99999999999999999999/", "99999999999999999999/en/", "7777/", "7777/en/", "7777/history/"]
)
def test_a_story_that_is_not_there_answers_404(path):
    assert signed_in(cast.mariam()).get(f"/admin/articles/article/{path}").status_code == 404


def test_an_unknown_language_answers_404():
    assert signed_in(cast.mariam()).get(story(cast.draft()) + "de/").status_code == 404


def test_views_are_shown_a_language_and_in_total():
    from audience.models import ViewTotal

    variant = cast.live(at=timezone.now() - timedelta(hours=1))
    other = cast.publish(cast.translate(variant, "ru"), at=timezone.now() - timedelta(hours=1))
    ViewTotal.objects.create(variant=variant, views=1200)
    ViewTotal.objects.create(variant=other, views=34)
    client = signed_in(cast.elena())
    assert "1,200 views" in client.get(tab(variant)).content.decode()
    assert "1,234" in client.get(story(variant)).content.decode()
    assert "1,234" in client.get("/admin/articles/article/").content.decode()
