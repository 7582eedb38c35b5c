"""The permission oracle: every address of the desk, read and sent to, by everybody, in every state of a story.

What must come out stands in tests/desk/rulebook.py, where an address without a row fails the build.
"""

import os
import re
from types import SimpleNamespace
from typing import NamedTuple
from uuid import uuid4

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from articles import workflow
from articles.bulk import Plan, ask
from articles.models import BulkChange, BulkKind, Membership, PreviewLink, Revision
from articles.snapshots import Text
from desk.forms import FactsForm, TextForm
from tests import cast
from tests.desk.rulebook import ALWAYS, NO_SUCH_STEP, PEOPLE, SEE, STATES, TABLE, Case, answer
from tests.desk.screens import as_sent, signed_in

pytestmark = pytest.mark.django_db
SECTIONS = ("region", "politics")
SEALED = {"region": "Sealed words of the region", "politics": "Sealed words of politics"}
SECRETS = re.compile("Sealed")  # in every headline, tag, caption and name of these worlds, and in no word of the desk
WORDS = {"en": "en", "ru": "ru", "hy": "arm"}


def routes(patterns=None, prefix=""):
    """{name, or the route where it has none: route} of the desk, as Django resolves them."""
    found = {}
    for entry in admin.site.get_urls() if patterns is None else patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            found |= routes(entry.url_patterns, route)
        elif isinstance(entry, URLPattern):
            found[entry.name or route] = route
    return found


def test_every_address_of_the_desk_has_a_row_in_the_rulebook():
    assert set(routes()) == set(TABLE)


# ------------------------------------------------------------------------------------------------------------- the world


class Place(SimpleNamespace):
    """A story, and one of its languages."""

    def typed(self):
        """What the tab's form sends back unchanged."""
        variant = self.variant or self.article.variants.get(language="en")
        values = TextForm.values_of(Text.from_json(Revision.objects.get(pk=variant.head_id).data))
        sent = {"expected_head": variant.head_id, "schedule_at": "2099-11-24T10:00", "reason": "For the oracle."}
        return {name: value for name, value in {**values, **sent}.items() if value not in (None, False)}

    def facts(self):
        return FactsForm(self.world.people["ada"], self.article, initial=FactsForm.initial_of(self.article))


class World(SimpleNamespace):
    """A story in each section, in English and Russian, both in one state; and things that no story holds."""

    def numbers(self):
        return ",".join(str(article.pk) for article in self.stories.values())

    def places(self, at):
        """(section, language, what stands in the address) of everything there is at this kind of address."""
        if at == "story":
            return [(section, None, {"article_id": story.pk}) for section, story in self.stories.items()]
        if at in ("tab", "sent"):
            return [
                (section, code, {"article_id": story.pk, "word": WORDS[code]})
                for section, story in self.stories.items()
                for code in WORDS
                if at == "tab" or code != "hy"  # of which there is no number to send
            ]
        return [(None, None, self.things.get(at, {}))]

    def place(self, section, language):
        story = self.stories.get(section)
        variants = {variant.language: variant for variant in story.variants.all()} if story else {}
        facts = story and story.revisions.filter(variant=None).latest("pk")
        variant = variants.get(language or "en")
        return Place(world=self, article=story, facts_revision=facts, variant=variant)


def world(state):
    people = {name: getattr(cast, name)() for name in PEOPLE if name not in ("nobody", "vera")}
    people["vera"] = cast.person("vera", role="editor", sections=("politics",), languages=("ru",))
    tag = cast.tag("sealed", en="Sealed tag", ru="Sealed tag", hy="Sealed tag")
    author = cast.author("sealed", en="Sealed Author")
    photo = cast.photo(captions={"en": "Sealed caption"}, alts={"en": "Sealed picture"})
    stories = {}
    for section in SECTIONS:
        first = cast.draft(in_section=section, headline=SEALED[section])
        cast.arrange(first, tags=(tag.slug,), authors=(author.slug,), lead_photo=photo.pk)
        for variant in (first, cast.translate(first, "ru", headline=f"{SEALED[section]}, po-russki")):
            bring(variant, state)
        if state == "binned":
            workflow.move_to_bin(user=cast.mariam(), now=cast.NOW, article_id=first.article_id)
        first.article.refresh_from_db()
        stories[section] = first.article
    plan = Plan(BulkKind.BIN)
    change = ask(user=people["mariam"], now=cast.NOW, plan=plan, article_ids=[], key="0" * 32)
    spare = cast.section("spare")
    file = cast.photo(colour=(9, 9, 9), captions={"en": "Sealed spare"})
    things = {
        "change": {"change_id": change.pk},
        "tag": {"object_id": cast.tag("spare", en="Sealed spare").pk},
        "author": {"object_id": cast.author("spare", en="Sealed spare").pk},
        "section": {"object_id": spare.pk},
        "wiresource": {"object_id": cast.wire().pk},
        "sitesettings": {"object_id": 1},
        "photo": {"object_id": file.pk},
        "file": {"key": photo.key, "name": "c240.jpg"},
        "user": {"object_id": people["oscar"].pk},
        "app": {"app_label": "articles"},
        "shortcut": {"content_type_id": 1, "object_id": 1},
    }
    return World(people=people, stories=stories, tag=tag, author=author, spare=spare, sections={one: cast.section(one) for one in SECTIONS}, things=things)  # fmt: skip


def bring(variant, state):
    now = timezone.now()
    if state == "in review":
        variant.refresh_from_db()
        workflow.submit_for_review(user=cast.mariam(), now=now, variant_id=variant.pk, expected_head=variant.head_id)
    elif state == "scheduled":
        cast.schedule(variant, at=now.replace(year=2098), now=now)
    elif state in ("live", "withdrawn"):
        cast.publish(variant, at=now)
        if state == "withdrawn":
            cast.withdraw(variant, now=now)


# --------------------------------------------------------------------------------------------------------------- walking


class Browser(Client):
    """Django's, without the copies of every context it makes for tests that look at them."""

    def __init__(self, user):
        super().__init__(headers={"accept-language": "en"})
        if user:
            self.force_login(user)

    def request(self, **environment):
        return self.handler(self._base_environ(**environment))


class Writes:
    """Counts what a request writes, besides the session."""

    def __init__(self):
        self.made = []

    def __call__(self, execute, sql, params, many, context):
        if re.match("INSERT|UPDATE|DELETE", sql) and "django_session" not in sql:
            self.made.append(sql)
        return execute(sql, params, many, context)


def ask_for(client, method, url, data):
    """(the answer, its text, what it wrote); everything it did is undone."""
    writes = Writes()
    with transaction.atomic(), connection.execute_wrapper(writes):
        response = getattr(client, method)(url, data)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        transaction.set_rollback(True)
    return response, body.decode(errors="replace"), writes.made


def address(name, filled):
    """Where it stands: by its name, or, where it has none, by its route."""
    if name.isidentifier():
        numbers = {"id": filled["object_id"]} if name == "auth_user_password_change" else filled
        return reverse(f"admin:{name}", kwargs=numbers)
    return "/admin/" + name.replace("<path:object_id>", str(filled.get("object_id"))).replace(
        "(?P<url>.*)$", "nothing/"
    )


def query(name, place):
    """What a reader's address carries."""
    heads = {"old": place.variant.head_id, "new": place.variant.head_id} if place.variant else {}
    return {
        "articles_article_compare": heads,
        "autocomplete": {"app_label": "articles", "model_name": "taggedarticle", "field_name": "tag", "term": "x"},
        "release": {"variant": place.variant.pk if place.variant else ""},
    }.get(name, {})


class Step(NamedTuple):
    """One request, and what the rulebook must be asked about it."""

    name: str
    method: str
    address: str
    data: dict
    case: Case
    gates: tuple


OTHERS = ("put", "patch", "delete", "options")
FORMS = [
    (name, row, method, form, gates)
    for name, row in TABLE.items()
    for method, form, gates in (
        ("get", None, row.get),
        ("head", None, row.get),
        *(("post", form, gates) for form, gates in row.post.values()),
        *((method, None, (ALWAYS(row.other),)) for method in OTHERS),
    )
]  # everything that can be asked of somebody, somewhere


def steps(the_world, who, state, chosen):
    """What this person asks in this state, and at which of its places: as `chosen` says."""
    for number, (name, row, method, form, gates) in enumerate(FORMS):
        places = the_world.places(row.at)
        for section, language, filled in chosen(number, row, method, places):
            place = the_world.place(section, language)
            url = address(name, {} if row.at == "sent" else filled)
            data = form(the_world, place) if form else query(name, place) if method in ("get", "head") else {}
            yield Step(name, method, url, data, Case(who, state, section, language), gates)


def spread(who, state):
    """Of all that can be asked, so much that everybody meets every state, every section and every language with it.

    Of a story everybody asks everything in every state, each time at another place of it: by the sixth they were at all
    of them. What is no story's is asked by everybody in one of the states, HEAD by every second person, and any other
    method once. ORACLE=all asks everything of everybody everywhere, but the other methods: a quarter of an hour.
    """
    person, turn, is_whole = list(PEOPLE).index(who), STATES.index(state), os.environ.get("ORACLE") == "all"

    def chosen(number, row, method, places):
        is_turn = (number + person) % len(STATES) == turn
        if method in OTHERS:
            return places[:1] if number % (len(STATES) * len(PEOPLE)) == turn * len(PEOPLE) + person else []
        if is_whole:
            return places
        if row.is_story and method != "head":
            return [places[(number + person + turn) % len(places)]]
        return [places[person % len(places)]] if is_turn and (method != "head" or (number + person // 2) % 2) else []

    return chosen


@pytest.mark.parametrize("state", STATES)
def test_everybody_gets_at_every_address_what_the_rulebook_says(media, monkeypatch, state):
    monkeypatch.setattr("desk.board.counters", lambda user, now: {})  # numbers, which cost a third of every page
    the_world, wrong = world(state), []
    for who, person in PEOPLE.items():
        client = Browser(the_world.people.get(who))
        for name, method, url, data, case, gates in steps(the_world, who, state, spread(who, state)):
            row = TABLE[name]
            by_method = method in OTHERS or (row.door == 403 and gates == (NO_SUCH_STEP,))  # whoever asks
            expected = row.door if person is None and not by_method else answer(gates, case)
            response, body, writes = ask_for(client, method, url, data)
            asked = f"{who} {method} {url} {data.get('do', '')} ({state})"
            if response.status_code != expected:
                wrong.append(f"{asked}: {response.status_code}, not {expected}")
            keeps = name == "articles_article_variant" and method == "post"  # the words first, whatever the button
            if expected in (403, 404, 405) and (SECRETS.search(body) or (writes and not keeps)):
                wrong.append(f"{asked}: is refused, and tells or does something: {writes}")
            hidden = [SEALED[one] for one in SECTIONS if person is None or not person.may(SEE, one)]
            if any(words in body for words in hidden):
                wrong.append(f"{asked}: names a story that this person does not see")
    assert not wrong, "\n".join(wrong)


# ---------------------------------------------------------------------------- numbers of what is not this person's


@pytest.fixture
def anna_and_politics(media):
    """(anna's client, the world of drafts, her own place, the place of a story she does not see)."""
    the_world = world("draft")
    return (
        signed_in(the_world.people["anna"]),
        the_world,
        the_world.place("region", "en"),
        the_world.place("politics", "en"),
    )


def test_numbers_of_stories_one_does_not_see_lead_nowhere(anna_and_politics):
    anna, the_world, mine, theirs = anna_and_politics
    story, tab = f"/admin/articles/article/{mine.article.pk}/", f"/admin/articles/article/{mine.article.pk}/en/"
    foreign = theirs.variant.head_id
    editor = signed_in(cast.person("nina", role="editor", sections=("region",)))
    for answered in (
        anna.get(f"{story}compare/?old={mine.variant.head_id}&new={foreign}"),
        anna.post(f"{story}restore/", {"revision": foreign, "expected": mine.variant.head_id}),
        anna.post(f"{story}name/", {"revision": foreign, "name": "Mine now"}),
        anna.post(f"{tab}autosave/", {**mine.typed(), "headline": "Other", "expected_head": foreign}),
        anna.post(tab, {**mine.typed(), "do": "save", "base": foreign}),
        anna.post(f"{tab}links/", {"do": "end", "link": link_of(theirs.variant)}),
        editor.post("/admin/release/", {"variant": [mine.variant.pk, theirs.variant.pk]}),
        editor.get(f"/admin/release/?variant={mine.variant.pk}&variant={theirs.variant.pk}"),
        editor.post("/admin/calendar/move/", {"variant": theirs.variant.pk, "expected_head": foreign, "at": "2099-01-01T10:00"}),
        editor.post(f"/admin/board/{theirs.article.pk}/arm/", {"do": "begin"}),
        anna.get(reverse("admin:bulk_result", kwargs=the_world.things["change"])),
    ):  # fmt: skip
        assert answered.status_code == 404, answered.request["PATH_INFO"]
        assert not SECRETS.search(answered.content.decode())
    theirs.variant.refresh_from_db()
    assert (theirs.variant.head_id, Revision.objects.get(pk=foreign).name) == (foreign, "")


def link_of(variant):
    ada = cast.ada()
    workflow.make_preview_link(user=ada, now=timezone.now(), revision_id=variant.head_id)
    return PreviewLink.objects.latest("pk").pk


def test_a_save_that_began_from_another_storys_state_shows_nothing_of_it(anna_and_politics):
    anna, _world, mine, theirs = anna_and_politics
    tab = f"/admin/articles/article/{mine.article.pk}/en/"
    answered = anna.post(
        tab, {**mine.typed(), "headline": "Other", "do": "save", "expected_head": theirs.variant.head_id}
    )
    assert answered.status_code == 409
    assert SEALED["politics"] not in answered.content.decode()


def test_many_stories_are_changed_only_where_one_sees_them(anna_and_politics):
    _anna, the_world, mine, theirs = anna_and_politics
    nina = signed_in(cast.person("nina", role="editor", sections=("region",)))
    ids = [mine.article.pk, theirs.article.pk]
    page = nina.post("/admin/articles/article/", {"action": "bin", "_selected_action": ids})
    assert SEALED["region"] in page.content.decode() and SEALED["politics"] not in page.content.decode()
    form = {"kind": "bin", "ids": the_world.numbers(), "key": uuid4()}
    page = nina.post("/admin/bulk/", form)
    assert SEALED["region"] in page.content.decode() and SEALED["politics"] not in page.content.decode()
    nina.post("/admin/bulk/", {**form, "do": "run"})
    change = BulkChange.objects.latest("pk")
    assert change.article_ids == [mine.article.pk]
    assert SEALED["politics"] not in nina.get(f"/admin/bulk/{change.pk}/").content.decode()


def test_what_is_looked_for_names_no_story_one_does_not_see(anna_and_politics):
    anna, the_world, mine, theirs = anna_and_politics
    number, photo = theirs.article.pk, theirs.article.lead_photo_id
    asked = "app_label=articles&model_name=articlevariant&field_name=article"
    for address in (
        f"/admin/find/?q={number}", "/admin/find/?q=politics", f"/admin/articles/article/?q={number}",
        f"/admin/log/?story={number}", f"/admin/log/export/?story={number}", "/admin/?period=all", "/admin/calendar/",
        f"/admin/autocomplete/?{asked}&term={number}", f"/admin/autocomplete/?{asked}&term=", f"/admin/photos/photo/{photo}/change/",
        f"/admin/articles/tag/{the_world.tag.pk}/change/", "/admin/names/?language=hy", f"/admin/articles/author/{the_world.author.pk}/history/",
    ):  # fmt: skip
        answered = anna.get(address)
        assert answered.status_code in (200, 403), address
        body = b"".join(answered.streaming_content) if answered.streaming else answered.content
        assert SEALED["politics"] not in body.decode(), address
    assert SEALED["region"] in anna.get(f"/admin/photos/photo/{photo}/change/").content.decode()  # where it is hers


def test_rights_are_given_only_by_an_administrator_whatever_is_sent(anna_and_politics):
    anna, the_world, mine, _theirs = anna_and_politics
    before = set(Membership.objects.values_list("user", "role", "section", "language"))
    own = the_world.people["anna"]
    line = {
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "0",
        "memberships-0-role": "chief",
        "memberships-0-user": own.pk,
    }
    account = {"username": "anna", "is_superuser": "on", **line}
    rights = {"do": "give", "to": own.pk, "role": "chief"}
    for client in (anna, signed_in(the_world.people["mariam"])):
        assert client.post(f"/admin/accounts/user/{own.pk}/change/", account).status_code == 403
        assert client.post("/admin/accounts/user/rights/", rights).status_code == 403
    moved = {**as_sent(mine.facts()), "section": cast.section("politics").pk, "do": "save"}
    assert anna.post(f"/admin/articles/article/{mine.article.pk}/", moved).status_code == 422  # not one of her sections
    assert set(Membership.objects.values_list("user", "role", "section", "language")) == before
    assert not type(own).objects.get(pk=own.pk).is_superuser


def test_a_password_alone_opens_nothing_to_those_who_need_a_second_factor(media, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    the_world = world("draft")
    client = Browser(the_world.people["elena"])
    one_each = lambda number, row, method, places: [] if method in OTHERS else places[:1]  # noqa: E731
    for name, method, url, data, _case, _gates in steps(the_world, "elena", "draft", one_each):
        response, body, writes = ask_for(client, method, url, data)
        wanted = (403, 405) if TABLE[name].door == 403 else (302,)
        assert response.status_code in wanted or name == "login", url
        assert not SECRETS.search(body), url
        assert not writes, url
