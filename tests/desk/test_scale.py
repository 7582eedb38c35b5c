"""However much there is, a screen of the desk asks as many questions, and none of them reads a whole table."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.forms import Select
from django.test.html import parse_html
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from articles.models import (
    Act,
    Article,
    ArticleVariant,
    Author,
    AuthorName,
    BulkChange,
    Byline,
    LogEntry,
    Membership,
    PreviewLink,
    Revision,
    Tag,
    TaggedArticle,
    TagName,
    TranslationTask,
    WireSource,
)
from articles.workflow import move_to_bin
from desk.fields import LongSelect
from desk.finding import find_stories
from photos.models import Photo
from tests import cast
from tests.desk.screens import signed_in, story, tab

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"
FIRST = 10_000  # where the numbers of what grow() makes begin


def grow(variant, count):
    """So many more of everything, round a story that is there already."""
    now, section, chief = timezone.now(), variant.section, cast.mariam()
    start = FIRST + LogEntry.objects.count()
    numbers = range(start, start + count)
    people = User.objects.bulk_create([User(username=f"p{n}", is_staff=True) for n in numbers])
    Membership.objects.bulk_create([Membership(user=one, role="translator", section=section) for one in people])
    tags = Tag.objects.bulk_create([Tag(name=f"topic-{n}", slug=f"topic-{n}") for n in numbers])
    TagName.objects.bulk_create([TagName(tag=one, language="en", text=one.slug, folded=one.slug) for one in tags])
    authors = Author.objects.bulk_create([Author(slug=f"author-{n}") for n in numbers])
    AuthorName.objects.bulk_create(
        [AuthorName(author=one, language="en", text=one.slug, folded=one.slug) for one in authors]
    )
    WireSource.objects.bulk_create([WireSource(slug=f"wire-{n}", name=f"Wire {n}") for n in numbers])
    photos = Photo.objects.bulk_create(
        [
            Photo(
                digest=f"{n:064x}", look=f"{n:016x}", width=6, height=4, credit="topic", search_text="topic", created_at=now
            )
            for n in numbers
        ]
    )  # fmt: skip
    stories = Article.objects.bulk_create(
        [
            Article(section=section, original_language="en", created_at=now, changed_at=now, created_by=chief)
            for _n in numbers
        ]
    )
    texts = ArticleVariant.objects.bulk_create(
        [
            ArticleVariant(
                article=one, language="en", section=section, headline=f"Topic {one.pk}", slug="topic", desk_text=f" topic {one.pk} "
            )
            for one in stories
        ]
    )  # fmt: skip
    data = variant.head.data
    heads = Revision.objects.bulk_create(
        [Revision(article=one.article, variant=one, data=data, created_at=now, created_by=chief) for one in texts]
    )
    for text, head in zip(texts, heads, strict=True):
        text.head = head
    ArticleVariant.objects.bulk_update(texts, ["head"])
    TaggedArticle.objects.bulk_create([TaggedArticle(tag=tags[0], content_object=one) for one in stories])
    Byline.objects.bulk_create([Byline(author=authors[0], article=one) for one in stories])
    Article.objects.filter(pk__in=[one.pk for one in stories]).update(lead_photo=photos[0])
    TranslationTask.objects.bulk_create(
        [TranslationTask(article=one, language="hy", assignee=chief, assigned_at=now) for one in stories]
    )
    Revision.objects.bulk_create(
        [
            Revision(article=variant.article, variant=variant, data=data, created_at=now, created_by=one)
            for one in people
        ]
    )
    acts = [Act.SAVED, Act.PUBLISHED, Act.TAKEN_OVER]
    LogEntry.objects.bulk_create(
        [
            LogEntry(at=now, user=one, act=acts[place % 3], article=article, language="en", details={"before": "x"})
            for place, one in enumerate(people)
            for article in (variant.article, stories[place])
        ]
    )
    PreviewLink.objects.bulk_create(
        [
            PreviewLink(digest=f"{n:x}", revision=variant.head, created_at=now, expires_at=now + cast.HOUR)
            for n in numbers
        ]
    )


def screens(variant):
    """Every list and screen of the desk, by its address."""
    revisions = list(variant.revisions.order_by("pk").values_list("pk", flat=True))
    tags, authors = (list(model.objects.order_by("pk")[:2]) for model in (Tag, Author))
    photo, wire, person = Photo.objects.earliest("pk"), WireSource.objects.earliest("pk"), cast.anna()
    change = BulkChange.objects.earliest("pk")
    names, pictures, people = "/admin/articles/", "/admin/photos/photo/", "/admin/accounts/user/"
    choose = "/admin/autocomplete/?app_label=articles&model_name="
    drafts = "&".join(
        f"variant={pk}" for pk in ArticleVariant.objects.filter(status="draft").values_list("pk", flat=True)[:3]
    )
    return [
        *("/admin/", "/admin/?period=week", "/admin/?period=all", f"/admin/?period=all&person={cast.mariam().pk}"),
        *("/admin/?period=all&language=hy", "/admin/?period=all&missing=hy", "/admin/?period=all&outdated=ru"),
        *("/admin/translations/", "/admin/calendar/", f"/admin/release/?{drafts}", f"/admin/bulk/{change.pk}/"),
        *("/admin/names/", "/admin/names/?language=hy", "/admin/find/?q=", "/admin/find/?q=topic", "/admin/find/?q=to"),
        *(LIST, f"{LIST}?state=draft", f"{LIST}?state=live", f"{LIST}?section=region", f"{LIST}?lacks=ru"),
        *(f"{LIST}?bin=1", f"{LIST}?q=topic", f"{LIST}?q=to", f"{LIST}?o=5", f"{LIST}add/"),
        *(story(variant), tab(variant), f"{tab(variant)}wall/", f"{tab(variant)}links/"),
        f"{story(variant)}ru/?beside=en",
        *(f"{story(variant)}history/", f"{story(variant)}compare/?old={revisions[0]}&new={revisions[-1]}"),
        *("/admin/log/", "/admin/log/?act=published", f"/admin/log/?person={person.pk}"),
        *(f"/admin/log/?day={timezone.localdate()}", f"/admin/log/?story={variant.article_id}"),
        *(pictures, f"{pictures}?q=topic", f"{pictures}?only=unused", f"{pictures}choose/", f"{pictures}{photo.pk}/change/"),
        *(f"{names}tag/", f"{names}tag/?o=2", f"{names}tag/?q=topic", f"{names}tag/{tags[0].pk}/change/"),
        *(f"{names}tag/{tags[0].pk}/merge/?q=topic", f"{names}tag/{tags[0].pk}/merge/?into={tags[1].pk}"),
        *(f"{names}author/", f"{names}author/?q=author", f"{names}author/{authors[0].pk}/change/"),
        *(f"{names}author/{authors[0].pk}/merge/?into={authors[1].pk}", f"{names}author/add/"),
        *(f"{names}wiresource/", f"{names}wiresource/{wire.pk}/change/", f"{names}section/"),
        *(f"{names}section/{variant.section_id}/change/", f"{names}sitesettings/1/change/"),
        *(f"{choose}taggedarticle&field_name=tag&term=topic", f"{choose}byline&field_name=author&term=author"),
        *(people, f"{people}{person.pk}/change/", f"{people}rights/", f"{people}rights/?verb=publish"),
    ]  # fmt: skip


def asked(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return [query["sql"] for query in queries]


def test_every_screen_asks_as_many_questions_however_much_there_is():
    variant = cast.live(at=timezone.now() - cast.HOUR)
    cast.publish(cast.translate(variant, "ru"), at=timezone.now() - cast.HOUR)
    BulkChange.objects.create(kind="bin", asked_at=timezone.now(), asked_by=cast.ada())
    variant.refresh_from_db()
    grow(variant, 10)
    client = signed_in(cast.ada())
    addresses = screens(variant)
    for address in addresses:  # what is asked once, and remembered
        client.get(address)
    few = {address: len(asked(client, address)) for address in addresses}
    grow(variant, 120)
    many = {address: len(asked(client, address)) for address in addresses}
    assert many == few


# ------------------------------------------------------------------------------------- what is read to answer, and how


def steps(client, address):
    """(question, step) of how SQLite answers all that the page asks."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads a small table whole, whatever index it has")
    for sql in asked(client, address):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            yield from ((sql, row[3]) for row in cursor.fetchall())


def read_whole(client, address):
    """The tables that the page's questions walk from end to end, without an index."""
    found = set()
    for sql, step in steps(client, address):
        if match := re.match(r"SCAN (\w+)\Z", step):
            found |= set(re.findall(rf'"(\w+)" {match[1]}\b', sql)) or {match[1]}
    return found


@pytest.mark.parametrize("query", ["act=binned", "day=2026-11-23", "day=2026-11-23&act=published"])
def test_the_log_is_filtered_without_reading_all_of_it(query):
    cast.live()
    for user in (cast.ada(), cast.anna()):
        assert "articles_logentry" not in read_whole(signed_in(user), f"/admin/log/?{query}")


def test_a_person_of_a_small_section_reads_its_lines_alone():
    mine = cast.draft(in_section="region")
    cast.draft(in_section="politics")
    client = signed_in(cast.anna())
    for address in ("/admin/log/", "/admin/"):
        assert "articles_logentry" not in read_whole(client, address), address
    assert {line.entry.article_id for line in client.get("/admin/log/").context["lines"]} == {mine.article_id}


@pytest.mark.parametrize("reader", [cast.ada, cast.tigran])
def test_what_is_outdated_is_sought_among_the_stories_of_a_week(reader):
    """Without statistics, as in every paper's own file, SQLite took all that was ever public."""
    variant = cast.live(at=timezone.now() - cast.HOUR)
    cast.publish(cast.translate(variant, "ru"), at=timezone.now() - cast.HOUR)
    taken = [step for sql, step in steps(signed_in(reader()), "/admin/") if '"said_in"' in sql]
    sought = [step for step in taken if step.startswith("SEARCH articles_articlevariant ")]
    assert sought and all("(article_id=?" in step for step in sought)


def test_the_log_is_the_same_however_many_stories_one_sees(monkeypatch):
    cast.draft(in_section="region"), cast.live(in_section="region"), cast.draft(in_section="politics")
    client = signed_in(cast.anna())
    few = [line.entry.pk for line in client.get("/admin/log/").context["lines"]]
    monkeypatch.setattr("desk.log.FEW", 1)
    assert few == [line.entry.pk for line in client.get("/admin/log/").context["lines"]] != []


@pytest.mark.parametrize("state", ["draft", "review", "ready", "scheduled", "withdrawn"])
def test_what_few_stories_are_is_found_without_reading_all_of_them(state):
    cast.live()
    assert "articles_article" not in read_whole(signed_in(cast.ada()), f"{LIST}?state={state}")


def test_a_pictures_own_page_reads_neither_all_stories_nor_all_pictures():
    cast.arrange(cast.live(), lead_photo=cast.photo().pk)
    photo = Photo.objects.get()
    Photo.objects.filter(pk=photo.pk).update(look="0123456789abcdef")
    client, address = signed_in(cast.mariam()), f"/admin/photos/photo/{photo.pk}/change/"
    assert not read_whole(client, address) & {"articles_articlevariant", "articles_article"}
    assert not [step for _sql, step in steps(client, address) if step.startswith("SCAN photos_photo")]


def test_choosing_a_tag_counts_no_stories():
    variant = cast.live()
    tag = cast.tag()
    cast.arrange(variant, tags=(tag.slug,))
    client = signed_in(cast.mariam())
    for address in (
        "/admin/autocomplete/?app_label=articles&model_name=taggedarticle&field_name=tag&term=rail",
        f"/admin/articles/tag/{cast.tag('rail', en='Rail').pk}/merge/?q=railways",
    ):
        assert not [sql for sql in asked(client, address) if "articles_taggedarticle" in sql], address


def test_tags_tell_how_many_stories_have_them_and_are_sorted_by_it():
    few, many, none = cast.tag("few", en="Few"), cast.tag("many", en="Many"), cast.tag("none", en="None")
    for _n in range(2):
        cast.arrange(cast.draft(), tags=("many",))
    cast.arrange(cast.draft(), tags=("few",))
    client = signed_in(cast.mariam())
    for query, order in (("", [few, many, none]), ("?o=2", [none, few, many]), ("?o=-2", [many, few, none])):
        listed = client.get(f"/admin/articles/tag/{query}").context["cl"].result_list
        assert [(tag.pk, tag.story_count) for tag in listed] == [
            (tag.pk, {few: 1, many: 2, none: 0}[tag]) for tag in order
        ], query


# ---------------------------------------------------------------------------------------------------- finding stories


def found(client, typed, **chosen):
    return [article.pk for article in client.get(LIST, {"q": typed, **chosen}).context["cl"].result_list]


def test_two_letters_are_the_beginning_of_a_word_and_one_alone_is_a_word():
    union = cast.draft("ru", headline="Совет «ЕС» одобрил", standfirst="Я и мост").article_id
    cast.draft("ru", headline="Место встречи", standfirst="Явка")
    client = signed_in(cast.mariam())
    for typed in ("ЕС", "ес", "од", "я", "ЕС о", "со ес"):
        assert found(client, typed) == [union], typed
    assert found(client, "щщ") == found(client, "щ") == []


@pytest.mark.parametrize("typed", ["EU", "a", "EU a"])
def test_short_words_are_found_by_the_index(typed):
    cast.draft(headline="A bridge of the EU")
    client = signed_in(cast.mariam())
    for address in (f"{LIST}?q={typed}", f"/admin/find/?q={typed}"):
        assert not read_whole(client, address) & {"articles_articlevariant", "articles_article"}, address
    assert len(found(client, typed)) == 1


def test_of_very_many_stories_with_a_word_the_newest_are_looked_at():
    stories = [cast.draft(headline=f"Bridge {number}").article_id for number in range(4)]
    listed = find_stories(cast.ada(), Article.objects.order_by("pk"), "bridge", most=2)
    assert [article.pk for article in listed] == stories[2:]


def test_what_is_in_the_bin_takes_nobodys_place():
    kept, binned = (cast.draft(headline=f"Bridge {number}") for number in range(2))
    move_to_bin(user=cast.mariam(), now=cast.NOW, article_id=binned.article_id)
    assert list(find_stories(cast.ada(), Article.objects.all(), "bridge", most=1)) == [kept.article]


def test_a_list_that_is_filtered_has_every_story_with_the_word(monkeypatch):
    monkeypatch.setattr("desk.stories.MOST_LISTED", 1)
    old = cast.draft(in_section="region", headline="Bridge").article_id
    new = cast.draft(in_section="politics", headline="Bridge").article_id
    client = signed_in(cast.mariam())
    assert found(client, "bridge") == [new]
    assert found(client, "bridge", section="region") == [old]
    assert found(client, "bridge", o="1") == [new, old]


def test_the_newest_are_those_one_may_see():
    mine = cast.draft(in_section="region", headline="Bridge").article
    for _n in range(3):
        cast.draft(in_section="politics", headline="Bridge")
    assert list(find_stories(cast.anna(), Article.objects.all(), "bridge", most=1)) == [mine]


def test_what_was_written_before_is_found_by_short_words_too():
    variant = cast.draft(headline="EU opens a bridge")
    ArticleVariant.objects.filter(pk=variant.pk).update(desk_text="eu opens a «bridge»")
    client = signed_in(cast.mariam())
    assert found(client, "eu") == []
    import_module("articles.migrations.0020_desk_at_scale").put_spaces(apps, None)
    assert found(client, "eu") == found(client, "br") == found(client, "bridge") == [variant.article_id]


# ------------------------------------------------------------------------------------------------------ lists of people


@pytest.mark.parametrize("value", [None, "", "2", 2, "<"])
def test_a_long_select_is_djangos_own(value):
    choices = [("", "Nobody"), (1, "Ada & co"), (2, "Anna"), ("<", "<b>")]
    look = {"id": "id_who", "required": True, "class": "a"}
    ours, theirs = (kind(choices=choices).render("who", value, look) for kind in (LongSelect, Select))
    assert parse_html(ours) == parse_html(theirs)


def test_who_is_chosen_stays_chosen_in_every_list_of_people():
    cast.draft(by=cast.anna())
    client = signed_in(cast.ada())
    author = cast.author()
    Author.objects.filter(pk=author.pk).update(user=cast.anna())
    pk = cast.anna().pk
    for address in (
        f"/admin/log/?person={pk}",
        f"/admin/articles/author/{author.pk}/change/",
        f"/admin/accounts/user/rights/?to={pk}",
        f"/admin/?person={pk}&period=all",
    ):
        assert f'<option value="{pk}" selected>anna</option>' in client.get(address).content.decode(), address
