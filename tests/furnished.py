"""A story with everything that a story can have around it: the heaviest page of a paper, and the fullest."""

from pathlib import Path

from articles import workflow
from articles.models import WireSource
from audience.models import ViewHour
from audience.queries import count_most_read
from tests import cast
from text.html import plain_text

DATA = Path(__file__).resolve().parent / "data" / "udhr"
THREE = {"en": "eng", "ru": "rus", "hy": "hye"}
SECTIONS = {
    "politics": ("Politics", "Политика", "Քաղաքականություն"),
    "economy": ("Economy", "Экономика", "Տնտեսություն"),
    "world": ("World", "Мир", "Աշխարհ"),
    "society": ("Society", "Общество", "Հասարակություն"),
    "culture": ("Culture", "Культура", "Մշակույթ"),
    "opinion": ("Opinion", "Мнения", "Կարծիք"),
    "science": ("Science and health", "Наука и здоровье", "Գիտություն և առողջություն"),
}
CORRECTIONS = {"en": "Six years, not seven.", "ru": "Шесть лет, а не семь.", "hy": "Վեց տարի, ոչ թե յոթ։"}
TABLE = (
    "<table><thead><tr><th>2025</th><th>2026</th></tr></thead><tbody><tr><td>12</td><td>18</td></tr></tbody></table>"
)
EMBED = '<figure data-embed="youtube" data-id="dQw4w9WgXcQ"></figure>'


def declaration(language):
    """The Declaration of Human Rights: words as varied as news are."""
    words = plain_text((DATA / f"{THREE[language]}.html").read_text(encoding="utf-8"))
    return [line.strip() for line in words.split("\n") if line.strip()]


def long(language, letters=3500):
    """A text of as many letters."""
    words = "\n".join(declaration(language))[:letters]
    return "".join(f"<p>{line}</p>" for line in words.split("\n"))


def headlines(language, count):
    """Sentences of the Declaration, as long as headlines are."""
    lines = [line for line in declaration(language) if len(line) > 90]
    return [line[:75].rpartition(" ")[0] for line in lines[-count:]]


def furnish(variants, now, *, others=8):
    """Eight sections, a long text with a table and an embed, an agency, a correction; stories related to it, in the band
    and read most."""
    for place, (key, names) in enumerate(SECTIONS.items(), start=1):
        section = cast.section(key)
        section.names, section.ink, section.position = dict(zip(cast.LANGUAGES, names, strict=True)), key, place
        section.save()
    source = cast.wire()
    WireSource.objects.filter(pk=source.pk).update(
        licences={"en": "For news.", "ru": "Для новостей.", "hy": "Լուրերի համար։"}
    )
    cast.arrange(
        variants[0], now=now, tags=(cast.tag().slug,), authors=(cast.author().slug,), wire_source=source.slug, is_breaking=True
    )  # fmt: skip
    words = {variant.language: headlines(variant.language, others) for variant in variants}
    for place in range(others):
        other = cast.draft(variants[0].language, headline=words[variants[0].language][place], now=now - 3 * cast.HOUR)
        if place < 4:
            cast.arrange(other, now=now, tags=("railways",))
        told = [other]
        told += [
            cast.translate(other, one.language, headline=words[one.language][place], now=now - 3 * cast.HOUR)
            for one in variants[1:]
        ]
        for one in told:
            cast.publish(one, at=now - 2 * cast.HOUR)
            ViewHour.objects.create(variant=one, hour=now.replace(minute=0, second=0, microsecond=0), views=90 - place)
    for variant in variants:
        body = long(variant.language) + TABLE + EMBED
        cast.publish(cast.write(variant, body=body, now=now, kicker="2026"), at=now)
        workflow.correct(
            user=cast.mariam(), now=now, variant_id=variant.pk, kind="correction", text=CORRECTIONS[variant.language]
        )
        variant.refresh_from_db()
    count_most_read(now)
    return variants
