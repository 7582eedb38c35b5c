"""The people and stories the tests talk about. Plain functions, each with one obvious result.

Anna reports in Region (en, hy). Tigran translates into Russian. Elena edits Region and Politics in every language.
Mariam is chief editor. Ada administers. Oscar signed in but belongs to nothing.
"""

from datetime import UTC, datetime, timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.models import User
from articles import workflow
from articles.listings import facts_of
from articles.models import Author, AuthorName, Membership, Section, SiteSettings, Tag, TagName, WireSource
from articles.snapshots import Text
from text.folding import fold

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
LANGUAGES = ("en", "ru", "hy")
WORDS = {"en": "en", "ru": "ru", "hy": "arm"}
NAMES = {
    "region": {"en": "Region", "ru": "Регион", "hy": "Տարածաշրջան"},
    "politics": {"en": "Politics", "ru": "Политика", "hy": "Քաղաքականություն"},
}
HEADLINES = {
    "en": "Night train returns to the coast",
    "ru": "Ночной поезд возвращается к морю",
    "hy": "Գիշերային գնացքը վերադառնում է ծովափ",
}
BODIES = {
    "en": "<p>The first carriages left at dusk.</p><p>Tickets were sold out.</p>",
    "ru": "<p>Первые вагоны отошли в сумерках.</p><p>Билетов не осталось.</p>",
    "hy": "<p>Առաջին վագոնները մեկնեցին մթնշաղին։</p><p>Տոմսեր չմնացին։</p>",
}


def paper():
    """The paper's own words."""
    return SiteSettings.objects.get_or_create(
        pk=1, defaults={"names": {"en": "Three Threads", "ru": "Три нити", "hy": "Երեք թել"}}
    )[0]


def section(key="region"):
    paper()
    names = NAMES.get(key, {"en": key, "ru": key, "hy": key})
    return Section.objects.get_or_create(key=key, defaults={"names": names, "ink": "region"})[0]


def person(username, *, role=None, sections=(None,), languages=("",), **fields):
    user, is_new = User.objects.get_or_create(
        username=username, defaults={"is_staff": True, "email": f"{username}@example.org", **fields}
    )
    if is_new:
        user.set_password("correct horse battery")
        user.save()
        if role:
            for key in sections:
                for language in languages:
                    Membership.objects.create(user=user, role=role, section=key and section(key), language=language)
    return User.objects.get(pk=user.pk)


def anna():
    return person("anna", role="reporter", sections=("region",), languages=("en", "hy"))


def tigran():
    return person("tigran", role="translator", languages=("ru",))


def elena():
    return person("elena", role="editor", sections=("region", "politics"))


def mariam():
    return person("mariam", role="chief")


def ada():
    return person("ada", is_superuser=True)


def oscar():
    return person("oscar")


def tag(slug="railways", **names):
    names = names or {"en": "Railways", "ru": "Железные дороги", "hy": "Երկաթուղի"}
    found, is_new = Tag.objects.get_or_create(slug=slug, defaults={"name": slug})
    if is_new:
        for language, text in names.items():
            TagName.objects.create(tag=found, language=language, text=text, folded=fold(text))
    return found


def author(slug="nora-vale", **names):
    names = names or {"en": "Nora Vale", "ru": "Нора Вейл", "hy": "Նորա Վեյլ"}
    found, is_new = Author.objects.get_or_create(slug=slug)
    if is_new:
        for language, text in names.items():
            AuthorName.objects.create(author=found, language=language, text=text, folded=fold(text))
    return found


def wire(slug="caspian-wire", name="Caspian Wire"):
    return WireSource.objects.get_or_create(slug=slug, defaults={"name": name, "url": "https://example.org/wire"})[0]


def draft(language="en", *, in_section="region", now=NOW - 2 * HOUR, by=None, **text):
    """A new story with one variant that was never public."""
    by = by or mariam()
    words = {"headline": HEADLINES[language], "body": BODIES[language], **text}
    variant = workflow.start_article(
        user=by, now=now, section=section(in_section), language=language, headline=words["headline"]
    )
    return write(variant, by=by, now=now, **words)


def write(variant, *, by=None, now=NOW - 2 * HOUR, **text):
    """Save other words over what the variant's head says."""
    variant.refresh_from_db()
    old = Text.from_json(variant.head.data).to_json()
    old.pop("schema")
    workflow.save_draft(
        user=by or mariam(), now=now, variant_id=variant.pk, expected_head=variant.head_id, text=Text(**{**old, **text})
    )
    variant.refresh_from_db()
    return variant


def translate(variant, language, *, now=NOW - 2 * HOUR, by=None, **text):
    """Another language of the same story, as a draft."""
    by = by or mariam()
    other = workflow.start_translation(user=by, now=now, article_id=variant.article_id, language=language)
    return write(other, by=by, now=now, **{"headline": HEADLINES[language], "body": BODIES[language], **text})


def publish(variant, *, at=NOW - HOUR, by=None, **options):
    variant.refresh_from_db()
    workflow.publish(user=by or mariam(), now=at, variant_id=variant.pk, expected_head=variant.head_id, **options)
    variant.refresh_from_db()
    return variant


def bring_back(variant, *, at=NOW, by=None):
    variant.refresh_from_db()
    workflow.publish_again(user=by or mariam(), now=at, variant_id=variant.pk, expected_head=variant.head_id)
    variant.refresh_from_db()
    return variant


def schedule(variant, *, at, now=NOW, by=None):
    variant.refresh_from_db()
    workflow.schedule(user=by or mariam(), now=now, variant_id=variant.pk, expected_head=variant.head_id, at=at)
    variant.refresh_from_db()
    return variant


def withdraw(variant, *, now=NOW, by=None):
    variant.refresh_from_db()
    workflow.withdraw(user=by or mariam(), now=now, variant_id=variant.pk, expected_head=variant.head_id)
    variant.refresh_from_db()
    return variant


def live(language="en", *, at=NOW - HOUR, **options):
    """A story that is public in one language."""
    return publish(draft(language, now=at - HOUR, **options), at=at)


def arrange(variant, *, by=None, now=NOW, **facts):
    """Change some of the story's shared facts."""
    from dataclasses import replace

    variant.article.refresh_from_db()
    article = workflow.save_facts(
        user=by or mariam(), now=now, article_id=variant.article_id, expected_revision=variant.article.revision,
        facts=replace(facts_of(variant.article), **facts),
    )  # fmt: skip
    variant.refresh_from_db()
    return article


def jpeg(size=(600, 400), name="picture.jpg", colour=(160, 60, 40), **options):
    """An uploaded JPEG."""
    buffer = BytesIO()
    Image.new("RGB", size, colour).save(buffer, "JPEG", **options)
    return SimpleUploadedFile(name, buffer.getvalue(), "image/jpeg")


def photo(colour=(160, 60, 40), **told):
    """A picture of the library, by Nora Vale."""
    from photos.uploads import take_in

    return take_in(jpeg((900, 600), colour=colour), user=None, now=NOW, credit="Nora Vale", **told)


def address(variant):
    """The variant's public path."""
    return f"/{WORDS[variant.language]}/{variant.article_id}/{variant.slug}/"
