"""Text made comparable: documents and queries go through the same fold()."""

import re
import unicodedata

DROPPED = re.compile("[\u055a-\u055f\u00ad\u0301]")  # Armenian marks stand inside words; soft hyphens; stress marks
YEV = re.compile("եւ|եվ")
WORD = re.compile(r"[^\W_]+")


def fold(value: str) -> str:
    """NFKC, lower case, ё as е, եւ and եվ as և, marks dropped, white space single (languages.md 2.11). Idempotent."""
    value = DROPPED.sub("", unicodedata.normalize("NFKC", value).lower())
    value = YEV.sub("և", value.replace("ё", "е"))
    # NFKC takes և apart into եւ and a stress mark dropped may leave a pair to join, so joining comes last.
    return " ".join(value.split())


def words(value: str) -> list[str]:
    """The folded words of a text or query: letters and digits of any script, no operators."""
    return WORD.findall(fold(value))
