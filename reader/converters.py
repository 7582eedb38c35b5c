from text.languages import BY_WORD, LANGUAGES


class LanguageConverter:
    """The word in an address (en, ru, arm) and the code everywhere else (en, ru, hy)."""

    regex = "|".join(BY_WORD)

    def to_python(self, value: str) -> str:
        return BY_WORD[value].code

    def to_url(self, value: str) -> str:
        return LANGUAGES[value].word
