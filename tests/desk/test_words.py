"""A crawl of every screen of the desk in Russian and Armenian: no word of the interface is left in English."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone, translation

from articles import workflow
from articles.bulk import Plan, ask, make_change
from articles.checklist import RULES
from articles.models import BulkKind, Tag
from articles.snapshots import Text
from tests import cast
from tests.desk.rulebook import NO_SUCH_STEP, TABLE
from tests.desk.screens import fields, signed_in, story, tab
from tests.site.test_pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
# Names, keys, brands, addresses and file types are written like this in every language.
NAMES = re.compile(
    r"LDAP|Single Sign-On|Ctrl(?:[+ ]\w)?|Enter|Shift|\bEsc\b|JPEG|WebP|AVIF|Telegram|YouTube|Instagram|Facebook|App Store|Google Play|WhatsApp|Viber|Vimeo|Caspian Wire|Nora Vale"
    r"|Spare Vale|https?://\S+|testserver\S*|example\.\w+|\S+@\S+|WebAuthn|[\w./-]+\.(?:jpg|csv)|\b[a-z]+(?:-[a-z]+)+\b|\w{2,6}\*{6,}"  # the last: a masked hash
)
OF_THE_PAPER = {
    *cast.HEADLINES.values(), *(name for names in cast.NAMES.values() for name in names.values()), *cast.WORDS.values(),
    '"Quoted" -- words', "Another train", "Typed meanwhile", "Saved meanwhile", "Typed", "Put right.", "Railways", "Железные дороги", "Երկաթուղի", "Нора Вейл", "Նորա Վեյլ",
    "English", "Русский", "Հայերեն", "anna", "tigran", "elena", "mariam", "ada", "oscar", "empty", "spare", "region", "politics", "Three Threads", "Три нити", "Երեք թել", "railways",
}  # fmt: skip
CONTENT = re.compile("|".join(sorted(map(re.escape, OF_THE_PAPER), key=len, reverse=True)))
# What is no page of words, or leads to one.
NO_PAGE = {"login", "logout", "password_change", "jsi18n", "view_on_site", "(?P<url>.*)$", "photos_photo_file", "autocomplete", "log_export"}  # fmt: skip


@pytest.fixture
def newsroom(language):
    """{address name: addresses} of a desk in the middle of its work, and the answers to some buttons."""
    translation.activate(language)
    now = timezone.now()
    mariam, elena, anna = cast.mariam(), cast.elena(), cast.anna()
    cast.tigran(), cast.ada(), cast.oscar()
    photo = cast.photo(captions={"ru": "Мост", "hy": "Կամուրջ"}, expires_on=timezone.localdate() + timedelta(days=3))
    first = cast.live(at=now - timedelta(hours=3), standfirst="The line had been closed.")
    cast.arrange(first, tags=(cast.tag().slug,), authors=(cast.author().slug,), lead_photo=photo.pk, now=now)
    others = {code: cast.translate(first, code, now=now) for code in ("ru", "hy")}
    cast.publish(others["ru"], at=now - timedelta(hours=2))
    cast.write(first, headline="Another train", body="<p>All of it is new.</p>", now=now)
    cast.publish(first, at=now)
    workflow.correct(user=mariam, now=now, variant_id=first.pk, kind="correction", text="Put right.")
    for number in range(3):
        cast.write(others["hy"], kicker=f"K{number}", by=elena, now=now)
    workflow.name_revision(user=mariam, now=now, revision_id=others["hy"].head_id, name="Ա")
    workflow.keep_lock(user=elena, now=now, variant_id=others["hy"].pk)
    draft, alone = cast.draft(), cast.draft("ru", in_section="politics")
    workflow.autosave(
        user=mariam, now=now, variant_id=draft.pk, base_id=draft.head_id,
        text=Text(**{**{k: v for k, v in Text.from_json(draft.head.data).to_json().items() if k != "schema"}, "headline": "Typed"}),
    )  # fmt: skip
    cast.schedule(alone, at=now + timedelta(hours=2), now=now)
    workflow.assign_translation(user=mariam, now=now, article_id=draft.article_id, language="ru", assignee=mariam)
    workflow.waive_translation(user=mariam, now=now, article_id=alone.article_id, language="hy", is_waived=True)
    gone = cast.withdraw(cast.live(at=now - timedelta(hours=5)), now=now)
    binned = cast.draft(in_section="politics")
    workflow.move_to_bin(user=mariam, now=now, article_id=binned.article_id)
    workflow.make_preview_link(user=mariam, now=now, revision_id=draft.head_id)
    cast.person("empty", role="translator", languages=("hy",))
    tag = cast.tag("spare", en="spare")
    LogEntry.objects.create(
        user=mariam, content_type=ContentType.objects.get_for_model(Tag), object_id=str(tag.pk), object_repr="spare",
        action_flag=CHANGE, change_message="[]",
    )  # fmt: skip
    changes = []
    for kind in (BulkKind.ADD_TAG, BulkKind.BIN):
        plan = Plan(kind, tag=cast.tag() if kind == BulkKind.ADD_TAG else None)
        ids = [first.article_id, draft.article_id if kind == BulkKind.ADD_TAG else alone.article_id]
        changes.append(ask(user=mariam, now=now, plan=plan, article_ids=ids, key=uuid4()))
        make_change.func(changes[-1].pk)
    translation.deactivate()
    return {
        "variants": [first, *others.values(), draft, alone, gone, binned], "changes": changes, "photo": photo, "tag": tag,
        "draft": draft, "anna": anna,
    }  # fmt: skip


def addresses(made):
    """Every screen of the rulebook that answers reading, with something in the place of its parameters; and some questions."""
    variants, photo, tag = made["variants"], made["photo"], made["tag"]
    heads = "&".join(f"variant={variant.pk}" for variant in variants[3:5])
    things = {
        "tag": [tag.pk, cast.tag().pk], "author": [cast.author().pk], "section": [cast.section().pk], "wiresource": [cast.wire().pk],
        "sitesettings": [1], "photo": [photo.pk], "user": [made["anna"].pk],
    }  # fmt: skip
    yield from (f"/admin/articles/{kind}/?q=zzz" for kind in ("article", "tag", "author", "wiresource"))
    yield from (
        "/admin/?period=week&missing=hy",
        "/admin/?section=none",
        "/admin/log/?day=x",
        "/admin/photos/photo/?q=zzz",
        "/admin/photos/photo/?since=x",
    )
    yield from (f"/admin/articles/article/?state={state}" for state in ("live", "zzz"))
    yield from (
        "/admin/articles/article/?bin=1",
        "/admin/articles/article/?lacks=hy&section=region",
        "/admin/nothing/",
        "/admin/?q=%00",
    )
    yield f"/admin/articles/tag/{tag.pk}/merge/?q=rail"
    yield f"/admin/articles/tag/{tag.pk}/merge/?into={cast.tag().pk}"
    yield f"/admin/release/?{heads}"
    yield from (f"{tab(variants[2])}?beside=en", f"{tab(variants[1])}?beside=en", f"{tab(made['draft'])}?words=1")
    for name, row in TABLE.items():
        if name in NO_PAGE or NO_SUCH_STEP in row.get or name == "release" or not name.isidentifier():
            continue
        if row.at == "desk":
            yield reverse(f"admin:{name}")
        elif row.at == "app":
            yield "/admin/articles/"
        elif row.at == "change":
            yield from (reverse(f"admin:{name}", args=[change.pk]) for change in made["changes"])
        elif row.at == "story":
            old = {variant.article_id: variant for variant in variants}.values()
            for variant in old:
                states = list(variant.revisions.order_by("pk").values_list("pk", flat=True))
                asked = f"?old={states[0]}&new={states[-1]}" if name.endswith("compare") else ""
                yield reverse(f"admin:{name}", args=[variant.article_id]) + asked
        elif row.at == "tab" and not name.endswith("_lock"):
            for variant in {variant.article_id: variant for variant in variants}.values():
                yield from (reverse(f"admin:{name}", args=[variant.article_id, word]) for word in cast.WORDS.values())
        elif row.at in things:
            yield from (reverse(f"admin:{name}", args=[pk]) for pk in things[row.at])


def sent(client, made):
    """(what was pressed, the answer): pages that only a button shows."""
    draft, first = made["draft"], made["variants"][0]
    stale = {**fields(client.get(tab(first))), "headline": "Typed meanwhile"}
    cast.write(first, headline="Saved meanwhile", by=cast.elena(), now=timezone.now())
    yield "conflict", client.post(tab(first), {**stale, "do": "save"})
    section = cast.section()
    section.checklist = dict.fromkeys(RULES, "block")
    section.save()
    workflow.forget_autosave(user=cast.mariam(), variant_id=draft.pk)
    yield "blocked", client.post(tab(draft), {**fields(client.get(tab(draft))), "do": "publish"})
    yield (
        "blocked without a reason",
        client.post(tab(draft), {**fields(client.get(tab(draft))), "do": "publish", "reason": ""}),
    )
    for do in ("tidy", "save", "write"):
        typed = {**fields(client.get(tab(draft))), "headline": '"Quoted" -- words', "do": do}
        yield do, client.post(tab(draft), typed, follow=True)
    yield (
        "no headline",
        client.post(tab(draft), {**fields(client.get(tab(draft))), "headline": "x" * 400, "schedule_at": "x"}),
    )
    yield "no time", client.post(tab(draft), {**fields(client.get(tab(draft))), "do": "schedule"}, follow=True)
    yield (
        "facts",
        client.post(
            story(draft), {**fields(client.get(story(draft))), "section": "", "tags": ["x"], "embargo_until": "x"}
        ),
    )
    stale = {**fields(client.get(story(draft))), "expected_revision": 1}
    cast.arrange(draft, is_breaking=True)
    yield "facts conflict", client.post(story(draft), {**stale, "do": "save"})
    yield "a link", client.post(f"{tab(draft)}links/", {"do": "make", "hours": "48"})
    ids = f"{draft.article_id},{first.article_id}"
    for kind in BulkKind:
        yield (
            f"bulk {kind}",
            client.post(
                "/admin/bulk/",
                {"kind": kind.value, "ids": ids, "key": uuid4(), "section": section.pk, "tag": made["tag"].pk},
            ),
        )
    yield (
        "list action",
        client.post("/admin/articles/article/", {"action": "section", "_selected_action": [draft.article_id]}),
    )
    yield "no list action", client.post("/admin/articles/article/", {"action": "bin"}, follow=True)
    yield "release", client.post("/admin/release/", {"variant": draft.pk, f"head-{draft.pk}": draft.head_id})
    for address in (
        "articles/article/add",
        "articles/tag/add",
        "articles/section/add",
        "articles/wiresource/add",
        "photos/photo/add",
        "photos/photo/choose",
    ):
        yield address, client.post(f"/admin/{address}/", {})
    yield "a name", client.post("/admin/names/", {"kind": "tag", "id": made["tag"].pk, "language": "hy", "name": ""})
    wrong = {"file": SimpleUploadedFile("x.txt", b"words", "text/plain"), "credit": "Nora Vale"}
    yield "no picture", client.post("/admin/photos/photo/add/", wrong)
    yield "delete", client.post(f"/admin/photos/photo/{made['photo'].pk}/delete/", {"post": "yes"}, follow=True)


def foreign_words(response):
    """What of a page's own words is in no script of its language."""
    if not response.headers.get("Content-Type", "").startswith("text/html"):
        return []
    text = response.content.decode()
    page = Page(text if "<html" in text else f'<html lang="{response.headers["Content-Language"]}">{text}</html>')
    assert page.language in ("ru", "hy")
    other = {"ru": "[A-Za-z]{4,}|[\u0531-\u0587]{3,}", "hy": "[A-Za-z]{4,}|[А-яё]{3,}"}[page.language]
    found = []
    for words in page.words:
        rest = NAMES.sub("", CONTENT.sub("", words))
        if re.search(other, rest):
            found.append(words[:120])
    return found


@pytest.mark.parametrize("language", ["ru", "hy"])
def test_no_screen_of_the_desk_has_a_word_of_another_language(newsroom, language):
    wrong, walked = {}, 0
    for user in (cast.mariam(), cast.ada(), cast.anna()):
        user.interface_language = language
        user.save()
        client = signed_in(user)
        for address in addresses(newsroom):
            if (user.username != "mariam") != ("/accounts/" in address or "/add/" in address):
                continue
            response = client.get(address)
            assert response.status_code < 500, address
            walked += 1
            for words in foreign_words(response):
                wrong.setdefault(words, address)
    client = signed_in(cast.mariam())
    for pressed, response in sent(client, newsroom):
        walked += 1
        for words in foreign_words(response):
            wrong.setdefault(words, pressed)
    assert walked > 150
    assert not wrong, "\n".join(f"{address}: {words}" for words, address in wrong.items())
