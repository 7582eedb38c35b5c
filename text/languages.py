"""The languages this newsroom publishes in. The one place to add another (`docs/` names the other files to touch)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """One language, under each of the names it has outside.

    `code` is BCP 47: the database, `lang`, `hreflang`, feeds and every other machine.
    `word` is what stands in the URL, `label` on the switch, `name` in menus (each in its own language).
    `script` is ISO 15924: the letters it is written in (text/scripts.py).
    """

    code: str
    word: str
    label: str
    name: str
    locale: str
    script: str = "Latn"
    direction: str = "ltr"


LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (
        Language("en", word="en", label="EN", name="English", locale="en_GB"),
        Language("ru", word="ru", label="РУ", name="Русский", locale="ru_RU", script="Cyrl"),
        Language("hy", word="arm", label="ՀԱՅ", name="Հայերեն", locale="hy_AM", script="Armn"),
    )
}
BY_WORD: dict[str, Language] = {language.word: language for language in LANGUAGES.values()}


def language_choices() -> list[tuple[str, str]]:
    """Choices for model and form fields; a function, so that a language never enters a migration."""
    return [(language.code, language.name) for language in LANGUAGES.values()]
