"""Which of our languages a browser prefers. Django's own parsing never sees the header: it has been a weak spot."""

from text.languages import LANGUAGES

DEFAULT = next(iter(LANGUAGES))
LONGEST_HEADER = 500


def preferred_language(header: str) -> str:
    """The code of the best of our languages in an Accept-Language header; the first one when none is asked for."""
    best, best_weight = DEFAULT, 0.0
    for part in header[:LONGEST_HEADER].split(","):
        tag, _, parameter = part.strip().partition(";")
        code = tag.split("-")[0].lower()
        weight = _weight(parameter)
        if code in LANGUAGES and weight > best_weight:
            best, best_weight = code, weight
    return best


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
