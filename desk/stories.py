"""The list of stories: a cell per language, found by any word, number or address."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import BadRequest
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Article, ArticleVariant, BulkKind, Section, TranslationTask
from articles.permissions import Verb, may, seen_by
from articles.states import State, cells, outdated
from audience.queries import views_by_article
from desk import bulk, checking, history, marking, preview, variant, workspace, writing
from desk.base import DeskAdmin, person
from desk.finding import MOST_LISTED, find_stories
from desk.numbers import number
from desk.templatetags.desk import badge_parts, moment
from text.languages import LANGUAGES, language_names
from text.numbers import format_number


class SectionFilter(admin.SimpleListFilter):
    title = gettext_lazy("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(section.key, section.name(get_language() or "en") or section.key) for section in Section.objects.all()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        key = self.value()
        if not key:
            return queryset
        return queryset.filter(section__key=key) if key in dict(self.lookup_choices) else queryset.none()


class StateFilter(admin.SimpleListFilter):
    """Stories of which some language is in this state."""

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(state.value, state.label) for state in State if state not in (State.MISSING, State.WAIVED)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """The desk calls a language live or outdated; here what is outdated is live as well, because readers see it.

        Most stories are live: those are looked for story by story, and what is in another state is looked up first.
        """
        now, asked = timezone.now(), self.value()
        if asked not in dict(self.lookup_choices):
            return queryset
        variants = ArticleVariant.objects.filter(article=OuterRef("pk"))
        if asked == State.OUTDATED:
            return queryset.filter(Exists(outdated(variants, now)))
        if asked == State.LIVE:
            return queryset.filter(Exists(variants.visible(now)))
        few = Q(visible_from__gt=now) if asked == State.SCHEDULED else Q(visible_from=None, status=asked)
        return queryset.filter(pk__in=ArticleVariant.objects.filter(few).values("article"))


class LacksFilter(admin.SimpleListFilter):
    """Live in another language, not begun in this one, and needed there."""

    title = gettext_lazy("language still to make")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return language_names()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() not in LANGUAGES:
            return queryset
        variants = ArticleVariant.objects.filter(article=OuterRef("pk"))
        return queryset.filter(
            Exists(variants.visible(timezone.now())),
            ~Exists(variants.filter(language=self.value())),
            ~Exists(TranslationTask.objects.filter(article=OuterRef("pk"), language=self.value(), is_waived=True)),
        )


class BinFilter(admin.SimpleListFilter):
    title = gettext_lazy("bin")
    parameter_name = "bin"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("1", _("In the bin"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        return queryset.filter(binned_at__isnull=self.value() != "1")


@admin.register(Article)
class StoryAdmin(DeskAdmin):
    """Lists stories; everything else about one happens in its workspace."""

    verb = Verb.ARRANGE
    add_title = gettext_lazy("Add a story")
    list_display = ("story", *(f"in_{code}" for code in LANGUAGES), "in_section", "views", "changed")
    list_display_links = None
    list_filter = (SectionFilter, StateFilter, LacksFilter, BinFilter)
    search_fields = ("variants__desk_text",)  # shows the search box; get_search_results() does the work
    search_help_text = gettext_lazy(
        "Words of the headline or standfirst in any language, a story's number, or its public address."
    )
    ordering = ("-changed_at", "-id")
    actions = [kind.value for kind in BulkKind]
    show_facets = admin.ShowFacets.NEVER

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("", view(self.changelist_view), name="articles_article_changelist"),
            path("address-word/", view(workspace.address_word), name="articles_article_address_word"),
            path("add/", view(workspace.start), name="articles_article_add"),
            path("<int:article_id>/", view(workspace.facts), name="articles_article_change"),
            path("<int:article_id>/history/", view(history.history), name="articles_article_history"),
            path("<int:article_id>/compare/", view(history.compare), name="articles_article_compare"),
            path("<int:article_id>/restore/", view(require_POST(history.restore)), name="articles_article_restore"),
            path("<int:article_id>/name/", view(require_POST(history.name)), name="articles_article_name"),
            path("<int:article_id>/<slug:word>/", view(variant.variant), name="articles_article_variant"),
            path(
                "<int:article_id>/<slug:word>/check/",
                view(require_POST(checking.check)),
                name="articles_article_check",
            ),
            path(
                "<int:article_id>/<slug:word>/marks/", view(require_POST(marking.marks)), name="articles_article_marks"
            ),
            path("<int:article_id>/<slug:word>/wall/", view(preview.wall), name="articles_article_wall"),
            path("<int:article_id>/<slug:word>/links/", view(preview.links), name="articles_article_links"),
            *self.get_writing_urls(),
        ]

    def get_writing_urls(self) -> list[URLPattern]:
        """What a language's open tab asks. The first three have a door of their own, which never redirects."""
        view, here = self.admin_site.admin_view, "<int:article_id>/<slug:word>"
        return [
            path(f"{here}/lock/", writing.lock, name="articles_article_lock"),
            path(f"{here}/autosave/", writing.autosave, name="articles_article_autosave"),
            path(f"{here}/leave/", writing.leave, name="articles_article_leave"),
            path(f"{here}/take-over/", view(require_POST(writing.take_over)), name="articles_article_take_over"),
            path(f"{here}/forget/", view(require_POST(writing.forget)), name="articles_article_forget"),
            path("signed-in/", view(writing.signed_in), name="articles_article_signed_in"),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        return seen_by(person(request), Article.objects.select_related("section"))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return may(person(request), Verb.SEE)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Every word somewhere in one variant, whatever its case or spelling; or one story by its number or address.

        Filtered or sorted otherwise, the list has them all; else no more than it counts, those begun last.
        """
        most = MOST_LISTED if request.GET.keys() <= {"q", "p"} else None
        return find_stories(person(request), queryset, search_term, most), False

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """The page's rows get their cells, views and addresses here: two queries a page, whatever its length."""
        listed = super().get_changelist_instance(request)
        articles = list(listed.result_list)
        home = reverse("admin:articles_article_changelist")
        rows = cells(articles, timezone.now(), with_people=False)
        views = views_by_article([article.pk for article in articles])
        for article in articles:
            article.cells = {cell.language.code: cell for cell in rows[article.pk]}
            article.views = views.get(article.pk, {})
            article.address = f"{home}{article.pk}/"  # reverse() would be asked four times a row
        listed.result_list = articles
        return listed

    @admin.display(description=gettext_lazy("story"))
    def story(self, obj: Any) -> SafeString:
        named = obj.named_by((cell.variant for cell in obj.cells.values() if cell.variant), get_language() or "")
        if named is None or not named.headline:
            return format_html('<a href="{}">{}</a>', obj.address, _("Story %(number)d") % {"number": obj.pk})
        return format_html('<a href="{}" lang="{}">{}</a>', obj.address, named.language, named.headline)

    @admin.display(description=gettext_lazy("section"), ordering="section_id")
    def in_section(self, obj: Article) -> str:
        """Sorted by an index: one section after another, each with its newest first."""
        return obj.section.name(get_language() or "en") or obj.section.key

    @admin.display(description=gettext_lazy("views"))
    def views(self, obj: Any) -> SafeString | str:
        now = timezone.now()
        if not any(cell.variant and cell.variant.was_live(now) for cell in obj.cells.values()):
            return "–"
        language = get_language() or "en"
        each = " · ".join(
            f"{LANGUAGES[code].label} {format_number(count, language)}" for code, count in obj.views.items()
        )
        return format_html('<span title="{}">{}</span>', each, format_number(sum(obj.views.values()), language))

    @admin.display(description=gettext_lazy("changed"), ordering="changed_at")
    def changed(self, obj: Article) -> str:
        return moment(obj.changed_at)

    def response_action(
        self, request: HttpRequest, queryset: QuerySet[Article], *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Django's own takes a row's key for a number without looking."""
        if not all(number(key) for key in request.POST.getlist("_selected_action")):
            raise BadRequest
        return super().response_action(request, queryset, *args, **kwargs)


def _action(kind: BulkKind) -> Any:
    @admin.action(description=kind.label)
    def action(self: StoryAdmin, request: HttpRequest, queryset: QuerySet[Article]) -> Any:
        return bulk.begin(request, kind, queryset)

    return action


for _kind in BulkKind:
    setattr(StoryAdmin, _kind.value, _action(_kind))


def _column(code: str) -> Any:
    language = LANGUAGES[code]
    name = format_html('<span class="cell-language" lang="{}">{}</span>', code, language.name)

    @admin.display(description=capfirst(language.said))
    def cell(self: StoryAdmin, obj: Any) -> SafeString:
        badge = badge_parts(obj.cells[code])
        return format_html('<a href="{}{}/">{}{}{}{}</a>', obj.address, language.word, name, *badge)

    return cell


for _code in LANGUAGES:
    setattr(StoryAdmin, f"in_{_code}", _column(_code))
