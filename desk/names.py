"""Tags and authors at the desk."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import ValidationError
from django.db.models import Count, Exists, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from articles.merging import AUTHORS, TAGS, Kind, merge_authors, merge_tags
from articles.models import Author, AuthorName, Tag, TaggedArticle, TagName
from articles.permissions import Verb
from articles.vocabulary import in_words, save_author, save_tag
from desk.base import DeskAdmin, person
from desk.fields import LanguageMapField, PersonField, WordsField
from desk.merging import merge_page
from desk.site import model_url
from text.folding import fold
from text.languages import LANGUAGES


class NamesForm(forms.ModelForm):
    """The name per language and the other words people look for; saved by a verb of articles.vocabulary."""

    names = LanguageMapField(label=_("Names"), max_length=120)
    synonyms = WordsField(
        label=_("Other search words"),
        max_length=1000,
        help_text=_("Separated by commas. Used for finding, never shown."),
    )
    slug = forms.SlugField(
        label=_("Address word"),
        max_length=80,
        required=False,
        help_text=_("Empty: made from the name. It does not change later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            rows = list(self.instance.names.all())
            self.initial["names"] = {row.language: row.text for row in rows if not row.is_synonym}
            spoken: dict[str, list[str]] = {}
            for row in rows:
                if row.is_synonym:
                    spoken.setdefault(row.language, []).append(row.text)
            self.initial["synonyms"] = spoken
            self.fields["slug"].disabled = True

    def _post_clean(self) -> None:
        """The verb validates; the row's own columns are not this form's business."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors:
            try:
                self.instance = self.save_by_verb(data)
            except ValidationError as error:
                self._update_errors(error)  # type: ignore[attr-defined]
        return data

    def save_by_verb(self, data: dict[str, Any]) -> Any:
        raise NotImplementedError

    def save(self, commit: bool = True) -> Any:
        return self.instance

    def save_m2m(self) -> None:
        """Nothing is left to save."""


class TagForm(NamesForm):
    user: User

    class Meta:
        model = Tag
        fields: tuple[str, ...] = ()

    def save_by_verb(self, data: dict[str, Any]) -> Tag:
        tag = self.instance if self.instance.pk else None
        return save_tag(user=self.user, tag=tag, names=data["names"], synonyms=data["synonyms"], slug=data["slug"])


class AuthorForm(NamesForm):
    user: User
    about = LanguageMapField(label=_("In one line"), max_length=300)
    account = PersonField(User.objects.filter(is_active=True), label=_("Account at the desk"), required=False)

    class Meta:
        model = Author
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({"about": self.instance.about, "account": self.instance.user_id})

    def clean_account(self) -> User | None:
        account: User | None = self.cleaned_data["account"]
        if account and Author.objects.filter(user=account).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This account belongs to another author already."))
        return account

    def save_by_verb(self, data: dict[str, Any]) -> Author:
        return save_author(
            user=self.user,
            author=self.instance if self.instance.pk else None,
            names=data["names"],
            synonyms=data["synonyms"],
            about=data["about"],
            person=data["account"],
            slug=data["slug"],
        )


class NamesAdmin(DeskAdmin):
    verb = Verb.NAME
    change_form_template = "desk/names.html"
    change_list_template = "desk/names_list.html"
    search_fields = ("names__folded",)  # shows the box; get_search_results() does the work
    search_help_text = _("Any name or other word, in any language.")
    rows: type[Model]  # the name rows' model
    owner = ""  # its key to us
    kind: Kind

    def get_urls(self) -> list[URLPattern]:
        address = f"articles_{self.opts.model_name}_merge"
        return [
            path("<path:object_id>/merge/", self.admin_site.admin_view(self.merge_view), name=address),
            *super().get_urls(),
        ]

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Choose what this one becomes part of, see what will happen, do it."""
        return merge_page(self, request, self.get_object(request, object_id))

    def merge(self, user: User, old: Any, into: Any) -> None:
        raise NotImplementedError

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        shown = list(super().get_list_display(request))
        return [*shown, "merging"] if self.has_change_permission(request) else shown

    @admin.display(description=_("merge"))
    def merging(self, obj: Any) -> SafeString:
        address = model_url(obj, "merge", obj.pk)
        return format_html(
            '<a href="{}" aria-label="{}: {}">{}</a>', address, _("Merge"), self.in_words(obj), _("Merge…")
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("names")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        wanted = fold(search_term)
        if wanted:
            found = self.rows._default_manager.filter(folded__contains=wanted, **{self.owner: OuterRef("pk")})
            queryset = queryset.filter(Exists(found))
        return queryset, False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.user = person(request)  # type: ignore[attr-defined]
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if not self.has_change_permission(request, obj):
            return [(None, {"fields": ["every_name", "slug"]})]
        names = ["names", "synonyms", "about", "account", "slug"]
        return [(None, {"fields": [name for name in names if name in self.form.base_fields]})]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The form's verb has saved it."""

    @admin.display(description=_("Names"))
    def every_name(self, obj: Any) -> SafeString:
        """For those who may look and not change."""
        rows = sorted(obj.names.all(), key=lambda row: (row.is_synonym, list(LANGUAGES).index(row.language)))
        return format_html_join(" · ", '<span lang="{}">{}</span>', ((row.language, row.text) for row in rows))

    @admin.display(description=_("Names"))
    def in_words(self, obj: Any) -> str:
        return in_words(obj.names.all(), get_language() or "en")


STORIES = Coalesce(
    Subquery(
        TaggedArticle.objects.filter(tag=OuterRef("pk")).order_by().values("tag").annotate(n=Count("pk")).values("n")
    ),
    0,
)


@admin.register(Tag)
class TagAdmin(NamesAdmin):
    form = TagForm
    add_title = _("Add a tag")
    rows, owner, kind = TagName, "tag", TAGS
    list_display = ("in_words", "slug", "stories")
    ordering = ("slug",)

    def merge(self, user: User, old: Tag, into: Tag) -> None:
        merge_tags(user=user, now=timezone.now(), tag_id=old.pk, into_id=into.pk)

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Only the page's own rows are counted: one query a page."""
        listed = super().get_changelist_instance(request)
        tags = list(listed.result_list)
        counts = dict(Tag.objects.filter(pk__in=[tag.pk for tag in tags]).values_list("pk", STORIES))
        for tag in tags:
            tag.story_count = counts.get(tag.pk, 0)
        listed.result_list = tags
        return listed

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A tag that stories carry stays."""
        is_used = obj is not None and TaggedArticle.objects.filter(tag=obj).exists()
        return not is_used and super().has_delete_permission(request, obj)

    @admin.display(description=_("stories"), ordering=STORIES)
    def stories(self, obj: Any) -> int:
        return obj.story_count


@admin.register(Author)
class AuthorAdmin(NamesAdmin):
    form = AuthorForm
    add_title = _("Add an author")
    rows, owner, kind = AuthorName, "author", AUTHORS
    list_display = ("in_words", "slug", "user")
    list_select_related = ("user",)
    ordering = ("slug",)

    def merge(self, user: User, old: Author, into: Author) -> None:
        merge_authors(user=user, now=timezone.now(), author_id=old.pk, into_id=into.pk)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who signed a story stays."""
        return not (obj is not None and obj.bylines.exists()) and super().has_delete_permission(request, obj)
