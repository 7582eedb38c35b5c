"""The languages this newsroom publishes in. The one place to add another (`docs/` names the other files to touch)."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Language:
    """One language, under each of the names it has outside.

    `code` is BCP 47: the database, `lang`, `hreflang`, feeds and every other machine.
    `word` is what stands in the URL, `label` on the switch, `name` in menus (each in its own language).
    `font` is the file of its letters, in static/.
    `script` is ISO 15924: the letters it is written in (text/scripts.py).
    `said` and `inside` are for the desk's sentences, in the language of the desk: “Russian”, “in Russian”.
    """

    code: str
    word: str
    label: str
    name: str
    locale: str
    font: str = "fonts/source-serif-latin.woff2"
    script: str = "Latn"
    direction: str = "ltr"
    said: Any = field(default="", compare=False)
    inside: Any = field(default="", compare=False)


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language(
            "en",
            word="en",
            label="EN",
            name="English",
            locale="en_GB",
            said=pgettext_lazy("language", "English"),
            inside=pgettext_lazy("language", "in English"),
        ),
        Language(
            "ru",
            word="ru",
            label="РУ",
            name="Русский",
            locale="ru_RU",
            font="fonts/source-serif-cyrillic.woff2",
            script="Cyrl",
            said=pgettext_lazy("language", "Russian"),
            inside=pgettext_lazy("language", "in Russian"),
        ),
        Language(
            "hy",
            word="arm",
            label="ՀԱՅ",
            name="Հայերեն",
            locale="hy_AM",
            font="fonts/noto-serif-armenian.woff2",
            script="Armn",
            said=pgettext_lazy("language", "Armenian"),
            inside=pgettext_lazy("language", "in Armenian"),
        ),
    )  # fmt: skip
}
BY_WORD: dict[str, Language] = {language.word: language for language in LANGUAGES.values()}


def language_choices() -> list[tuple[str, str]]:
    """Choices for model and form fields; a function, so that a language never enters a migration."""
    return [(language.code, language.name) for language in LANGUAGES.values()]


def language_names() -> list[tuple[str, Any]]:
    """The same choices as the desk calls them in its own language."""
    return [(language.code, capfirst(language.said)) for language in LANGUAGES.values()]
