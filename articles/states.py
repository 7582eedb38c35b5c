"""Where each language of a story stands, derived from what is stored and from the time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.models import Act, Article, ArticleVariant, LogEntry, Status, TranslationTask
from text.languages import LANGUAGES, Language


class State(TextChoices):
    MISSING = "missing", _("missing")
    WAIVED = "waived", _("not needed")
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("in review")
    READY = "ready", _("ready")
    SCHEDULED = "scheduled", _("scheduled")
    LIVE = "live", _("live")
    OUTDATED = "outdated", _("outdated")
    WITHDRAWN = "withdrawn", _("withdrawn")


@dataclass(frozen=True)
class Cell:
    """One language of a story on the desk. `at`: live since, scheduled for, outdated since, withdrawn at."""

    language: Language
    state: State
    at: datetime | None = None
    variant: ArticleVariant | None = None
    is_ahead: bool = False  # saved words wait to be published over what is public
    task: TranslationTask | None = None

    @property
    def person(self) -> User | None:
        """Whose work it is: who was asked for this language, else who began it."""
        assignee = self.task.assignee if self.task else None
        return assignee or (self.variant.translator if self.variant else None)


def cells(
    articles: Iterable[Article], now: datetime, *, with_tasks: bool = True, with_people: bool = True
) -> dict[int, list[Cell]]:
    """{article id: a cell per language}; two queries however many articles, one without what was asked of whom.

    Without people, `person` of a cell is not to be asked: it would cost up to two queries each.
    """
    by_article = {article.pk: article for article in articles}
    found: dict[int, dict[str, ArticleVariant]] = {pk: {} for pk in by_article}
    for variant in variants_of(list(by_article), with_people=with_people):
        found[variant.article_id][variant.language] = variant
    asked = TranslationTask.objects.filter(article__in=by_article) if with_tasks else TranslationTask.objects.none()
    asked = asked.select_related("assignee") if with_people else asked
    tasks = {(task.article_id, task.language): task for task in asked}
    return {
        pk: [
            cell(found[pk], language, article.original_language, now, tasks.get((pk, language.code)))
            for language in LANGUAGES.values()
        ]
        for pk, article in by_article.items()
    }


OF_VARIANTS = (
    "article_id", "language", "headline", "slug", "status", "published_at", "visible_from", "withdrawn_at", "head_id",
    "published_revision_id", "section_id",
)  # fmt: skip
OF_TRANSLATORS = ("translator__username", "translator__first_name", "translator__last_name")


def variants_of(article_ids: list[int], *, with_people: bool = True) -> QuerySet[ArticleVariant]:
    """What the states need of these articles' variants, and no text; one query.

    Adds the key of what they say, `said`, since when, `said_at`, and of what their source said when last confirmed, `confirmed`.
    """
    found = ArticleVariant.objects.filter(article__in=article_ids).annotate(
        said=F("published_revision__content_key"),
        said_at=F("published_revision__published_at"),
        confirmed=F("confirmed_source__content_key"),
    )
    return (
        found.select_related("translator").only(*OF_VARIANTS, *OF_TRANSLATORS)
        if with_people
        else found.only(*OF_VARIANTS)
    )


def cell(
    variants: dict[str, ArticleVariant],
    language: Language,
    original: str,
    now: datetime,
    task: TranslationTask | None = None,
) -> Cell:
    """The cell of one language, from the story's variants_of() by language; no query."""
    variant = variants.get(language.code)
    if variant is None:
        return Cell(language, State.WAIVED if task and task.is_waived else State.MISSING, task=task)
    state = State(variant.status) if variant.status != Status.PUBLISHED else State.LIVE
    at: datetime | None = None
    is_ahead = variant.published_revision_id is not None and variant.published_revision_id != variant.head_id
    source = variants.get(original) if language.code != original else None
    if variant.is_scheduled(now):
        state, at = State.SCHEDULED, variant.visible_from
    elif variant.is_live(now) and source is not None and _differ(source.said, variant.confirmed):  # type: ignore[attr-defined]
        state, at = State.OUTDATED, source.said_at  # type: ignore[attr-defined]
    elif variant.is_live(now):
        at = variant.visible_from
    elif state == State.WITHDRAWN:
        at = variant.withdrawn_at
    return Cell(language, state, at, variant, is_ahead, task)


def is_outdated(variant: ArticleVariant, source: ArticleVariant) -> bool:
    """Whether the source says something else now than what was last confirmed (architecture.md, rule 9)."""
    said, confirmed = source.published_revision, variant.confirmed_source
    return _differ(said.content_key if said else None, confirmed.content_key if confirmed else None)


def _differ(said: str | None, confirmed: str | None) -> bool:
    return said is not None and said != confirmed


def confirmations(variant: ArticleVariant) -> QuerySet[LogEntry]:
    """Where a person said that it tells what its source told then; beginning and publishing it only take that as given."""
    said = LogEntry.objects.filter(article=variant.article_id, language=variant.language, act=Act.CONFIRMED)
    return said.filter(details__source=variant.confirmed_source_id)


def outdated(variants: QuerySet[ArticleVariant], now: datetime) -> QuerySet[ArticleVariant]:
    """Those of `variants` whose cell would read “outdated”: is_outdated() for a whole list, in the database.

    Adds `said_at`, when the source was last published. No query of its own.
    """
    source = ArticleVariant.objects.filter(
        article=OuterRef("article"), language=OuterRef("article__original_language")
    )  # fmt: skip
    is_another = ~Q(confirmed_source=F("said_in"))
    return (
        variants.filter(visible_from__lte=now)
        .exclude(language=F("article__original_language"))
        .annotate(
            said_in=Subquery(source.values("published_revision")[:1]),
            said=Subquery(source.values("published_revision__content_key")[:1]),
            said_at=Subquery(source.values("published_revision__published_at")[:1]),
        )
        # By the revision's number first: for its key another row is read, and most say the same.
        .filter(Q(confirmed_source=None, said_in__isnull=False) | Q(confirmed_source__isnull=False) & is_another)
        .filter(Q(confirmed_source=None) | ~Q(confirmed_source__content_key=F("said")))
    )
