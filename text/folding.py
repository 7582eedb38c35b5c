"""Text made comparable: documents and queries go through the same fold()."""

import re
import unicodedata

# Armenian marks and soft hyphens stand inside words; a NUL stands in no database.
INSIDE = re.compile("[\u055a-\u055f\u00ad\x00]")
# Stress marks, and the dot that İ leaves: whatever NFKC could not join to a letter.
LOOSE = re.compile("[\u0300-\u036f]")
YEV = re.compile("եւ|եվ")
WORD = re.compile(r"[^\W_]+")


def fold(value: str) -> str:
    """NFKC, lower case, ё as е, ı as i, եւ and եվ as և, marks and NUL dropped, white space single. Idempotent."""
    value = LOOSE.sub("", unicodedata.normalize("NFKC", INSIDE.sub("", value)).lower())
    # NFKC takes և apart into եւ, and a mark dropped may leave a pair to join, so joining comes last.
    value = YEV.sub("և", value.replace("ё", "е").replace("ı", "i"))
    return " ".join(value.split())


def words(value: str) -> list[str]:
    """The folded words of a text or query: letters and digits of any script, no operators."""
    return WORD.findall(fold(value))
