"""The permission oracle: every address of the desk, read and sent to, by everybody, in every state of a story.

What must come out stands in tests/desk/rulebook.py, where an address without a row fails the build.
"""

import re
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from articles import workflow
from articles.bulk import Plan, ask
from articles.models import BulkKind, Revision
from articles.snapshots import Text
from desk.forms import FactsForm, TextForm
from tests import cast
from tests.desk.rulebook import PEOPLE, SEE, STATES, TABLE, Case, answer

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


def query(name, place, the_world):
    """What a reader's address carries."""
    heads = {"old": place.variant.head_id, "new": place.variant.head_id} if place.variant else {}
    return {
        "articles_article_compare": heads,
        "autocomplete": {"app_label": "articles", "model_name": "taggedarticle", "field_name": "tag", "term": "x"},
        "release": {"variant": place.variant.pk if place.variant else ""},
    }.get(name, {})


def steps(the_world, state, case_of):
    """(name, method, address, form, case, the gates it must pass) of everything that can be asked of this world."""
    for name, row in TABLE.items():
        for section, language, filled in the_world.places(row.at):
            case, place = case_of(section, language), the_world.place(section, language)
            if row.at == "sent" and language == "hy":
                continue  # there is no number to send
            url = address(name, {} if row.at == "sent" else filled)
            yield name, "get", url, query(name, place, the_world), case, row.get
            if state == "draft":
                yield name, "head", url, query(name, place, the_world), case, row.get
            for form, gates in row.post.values():
                yield name, "post", url, form(the_world, place), case, gates


@pytest.mark.parametrize("state", STATES)
def test_everybody_gets_at_every_address_what_the_rulebook_says(media, state):
    the_world, wrong = world(state), []
    for who, person in PEOPLE.items():
        client = Browser(the_world.people.get(who))
        for name, method, url, data, case, gates in steps(the_world, state, lambda *of: Case(who, state, *of)):
            expected = TABLE[name].door if person is None else answer(gates, case)
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
