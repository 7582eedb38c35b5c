"""Numbers as each language writes them."""

NBSP = "\u00a0"
GROUPS = {"en": ",", "ru": NBSP, "hy": NBSP}
DECIMALS = {"en": ".", "ru": ",", "hy": ","}


def format_number(value: int | float, language: str) -> str:
    """12,345 · 12 345 (no-break space); digits are grouped from five places on in Russian and Armenian."""
    if isinstance(value, int):
        whole, fraction = f"{value:,}", ""
    else:
        whole, _, fraction = f"{value:,}".partition(".")
    if language != "en" and abs(value) < 10_000:
        whole = whole.replace(",", "")
    whole = whole.replace(",", GROUPS[language])
    return f"{whole}{DECIMALS[language]}{fraction}" if fraction else whole


def plural_form(n: int, language: str) -> str:
    """The CLDR category of a whole number: one, few, many or other."""
    if language == "ru":
        if n % 10 == 1 and n % 100 != 11:
            return "one"
        return "few" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "many"
    return "one" if n == 1 or (language == "hy" and n == 0) else "other"
