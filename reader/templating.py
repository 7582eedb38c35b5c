"""The engine of the readers' templates: Jinja, with what they may call. The desk's are Django's own."""

import html
import operator
from calendar import monthcalendar
from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.template import engines
from django.templatetags.static import static
from django.utils import translation
from django.utils.text import capfirst
from django.utils.timezone import localdate
from jinja2 import Environment, FileSystemBytecodeCache, StrictUndefined, Template
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import Call, Expr, Getattr
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from reader import furniture, layout
from reader.addresses import path_to
from reader.shared import shared
from text import dates, numbers


def render(template: str, context: dict[str, Any]) -> str:
    """A template of `templates/reader`, which is told nothing but this."""
    return engines["readers"].get_template(template).render(context)


class Compiled(FileSystemBytecodeCache):
    """What was compiled before, as Python keeps its modules, so that a start need not; a full disk costs only that."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)


WRITTEN_BY = "direct2"  # count on when Direct writes other code: what the one before wrote lies in DATA_DIR still


class Direct(CodeGenerator):
    """Writes a call as a call and an attribute as an attribute. Jinja's own asks each time whether what is called wants to
    know the context, and whether what has no such attribute has such an item; nothing here does.
    """

    def visit_Call(self, node: Call, frame: Frame, forward_caller: bool = False) -> None:
        self.write("environment.call(")
        self.visit(node.node, frame)
        self.signature(node, frame, {"caller": "caller"} if forward_caller else None)
        self.write(")")

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("environment.")  # its Macro, which is Part
        super().macro_def(macro_ref, frame)

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        self.write("environment.written(")


active: ContextVar[str] = ContextVar("active")


class Page(Template):
    """Rendered in the language that is active; Django is asked for it once, and not for each word."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        token = active.set(translation.get_language())
        try:
            return super().render(*args, **kwargs)
        finally:
            active.reset(token)


def written(value: object) -> str:
    """Escaped, if it is not yet; Jinja's own copies what is, and makes markup of what only goes into the page."""
    kind = type(value)
    if kind is Markup:
        return value  # type: ignore[return-value]
    return html.escape(value) if kind is str else escape(value)  # type: ignore[arg-type]


class Part(Macro):
    """A macro of ours takes its arguments and nothing else; Jinja's own looks at each call for what else there might be."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        if self.caller or self.catch_kwargs or self.catch_varargs:
            raise TypeError(f"{self!r} asks for a caller, kwargs or varargs: name its arguments.")

    def __call__(self, *given: Any, **named: Any) -> Markup:
        rest = [named.pop(name, missing) for name in self.arguments[len(given) :]]
        if named or len(given) > len(self.arguments):
            raise TypeError(f"{self!r} takes ({', '.join(self.arguments)}), not {given} and {named}")
        return Markup(self._func(*given, *rest))  # noqa: S704 - the templates escape what they write


class Engine(Environment):
    template_class = Page
    Macro = Part
    code_generator_class = Direct
    call: Callable[..., Any] = operator.call
    written = staticmethod(written)

    def make_globals(self, d: Mapping[str, Any] | None) -> dict[str, Any]:  # type: ignore[override]
        """Copied for each page, so no chain of mappings, whose copy takes ten times as long."""
        return {**self.globals, **(d or {})}


class Parts:
    """`parts.byline(…)` in a template is the macro `byline` of `parts/byline.html`: it sees its arguments and nothing else."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment

    def __getattr__(self, name: str) -> Callable[..., Markup]:
        macro = getattr(self.environment.get_template(f"parts/{name}.html").module, name)
        if not self.environment.auto_reload:
            setattr(self, name, macro)
        return macro


def gettext(message: str, /, **values: object) -> Markup:
    """Our own words are markup already; what is put into them is escaped."""
    text = said(active.get(), message)
    return text % values if values else text


@lru_cache(maxsize=10_000)
def said(language: str, message: str) -> Markup:
    with translation.override(language):
        return Markup(translation.gettext(message))  # noqa: S704 - from our catalogues


def ngettext(one: str, many: str, number: int, /, **values: object) -> Markup:
    text = counted(active.get(), one, many, number)
    return text % values if values else text


@lru_cache(maxsize=10_000)
def counted(language: str, one: str, many: str, number: int) -> Markup:
    with translation.override(language):
        return Markup(translation.ngettext(one, many, number))  # noqa: S704 - from our catalogues


def pgettext(context: str, message: str, /) -> Markup:
    return Markup(translation.pgettext(context, message))  # noqa: S704 - from our catalogues


def shared_part(name: str, *depends_on: Any, caller: Callable[[], Markup]) -> Markup:
    """`{% call shared('name', value, …) %}…{% endcall %}`, made once while the site stays as it is: the values, and the language, are all that the part depends on."""
    return shared(("part", name, active.get(), *depends_on), caller)


def in_query(words: str) -> str:
    return quote(words, safe="")


FUNCTIONS = (
    furniture.account_on_x, furniture.apps, furniture.article_data, furniture.early_script, furniture.feeds,
    furniture.followed, furniture.front_data, furniture.languages, furniture.paper_colours, furniture.shares,
    furniture.social_card, furniture.switch_to, furniture.threads, furniture.trail_data, ngettext, pgettext, static,
)  # fmt: skip
FILTERS = (
    capfirst, furniture.bare, furniture.body, furniture.found_in, furniture.locale, furniture.named,
    furniture.of_language, furniture.section_name, furniture.summary_of, furniture.tint, in_query,
    layout.along_the_hours, layout.by_day, layout.ids, localdate,
)  # fmt: skip
# Each takes the language, so that nothing depends on a thread.
WRITTEN = {
    "house_date": dates.format_date, "house_datetime": dates.format_datetime, "house_time": dates.format_time,
    "iso": dates.iso, "month_alone": dates.month_alone,
    "number": numbers.format_number, "weekday": dates.format_weekday, "zone": dates.format_zone,
}  # fmt: skip


def environment(**options: Any) -> Environment:
    """What settings.TEMPLATES names. A name that is not there is an error, not an empty word."""
    folder = settings.DATA_DIR / "templates"
    folder.mkdir(exist_ok=True)
    options |= {
        "bytecode_cache": Compiled(str(folder), f"{WRITTEN_BY}_%s.cache"),
        "undefined": StrictUndefined,
        "trim_blocks": True,
    }
    made = Engine(**options)
    made.globals |= {function.__name__: function for function in FUNCTIONS}
    made.globals |= {
        "_": gettext,
        "address": path_to,
        "month_name": dates.format_month,
        "parts": Parts(made),
        "shared": shared_part,
        "weekdays": dates.weekdays,
        "weeks": monthcalendar,
    }
    made.filters |= {function.__name__: function for function in FILTERS} | WRITTEN
    return made
