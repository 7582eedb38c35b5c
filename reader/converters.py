from text.languages import BY_WORD, LANGUAGES


class LanguageConverter:
    """The word in an address (en, ru, arm) and the code everywhere else (en, ru, hy)."""

    regex = "|".join(BY_WORD)

    def to_python(self, value: str) -> str:
        return BY_WORD[value].code

    def to_url(self, value: str) -> str:
        return LANGUAGES[value].word


class NumberConverter:
    """A row's number: never larger than a database can hold, so that a foolish address is a 404."""

    regex = "[0-9]{1,19}"

    def to_python(self, value: str) -> int:
        number = int(value)
        if number >= 2**63:
            raise ValueError(value)
        return number

    def to_url(self, value: int) -> str:
        return str(value)


class WindowConverter:
    """A most-read list beside that of 24 hours, which has the shorter address."""

    regex = "1h|7d"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
