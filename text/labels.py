"""Names of small things, kept as a JSON map per language: {"en": "Region", "hy": "Տարածաշրջան"}."""

from collections.abc import Mapping

from text.intake import clean_text
from text.languages import LANGUAGES


def clean_names(names: Mapping[str, object]) -> dict[str, str]:
    """Only languages we publish in, only text, nothing empty."""
    cleaned = {code: clean_text(name) for code in LANGUAGES if isinstance(name := names.get(code), str)}
    return {code: name for code, name in cleaned.items() if name}


def label(names: Mapping[str, str], language: str) -> str | None:
    """The name in this language, or None: never another language's."""
    return names.get(language) or None
