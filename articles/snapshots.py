"""What a `Revision` holds: JSON with a schema number, made from a variant's text or from a story's shared facts."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any, Self

from text.html import plain_text

SCHEMA = 1
OF_ONE_LANGUAGE = ("slug", "byline_override")
SHOWN = re.compile(r'(?:href|alt|data-id)="([^"]*)"|src="/media/([0-9a-f]{32})/')  # beside the words


class Snapshot:
    """Reads and writes `Revision.data`; keys of an older schema that are no longer known are left out."""

    def to_json(self) -> dict[str, Any]:
        return {"schema": SCHEMA, **asdict(self)}  # type: ignore[call-overload]

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        known = {field.name for field in fields(cls)}  # type: ignore[arg-type]
        return cls(**{key: value for key, value in data.items() if key in known})


@dataclass(frozen=True)
class Text(Snapshot):
    """The text of one variant. `body` is clean HTML (text.html.clean_html); the rest is plain."""

    headline: str
    kicker: str = ""
    standfirst: str = ""
    slug: str = ""
    dateline: str = ""
    byline_override: str = ""
    body: str = ""
    photo_caption: str = ""
    photo_alt: str = ""
    photo_is_decorative: bool = False

    def content_key(self) -> str:
        """Equal for two texts that say the same to a translator.

        Links, pictures, their words and embeds count; layout, no-break spaces, the address word and "signed as" (of one language) do not.
        """
        said: dict[str, Any] = {key: value for key, value in asdict(self).items() if key not in OF_ONE_LANGUAGE}
        said["body"] = [plain_text(self.body), SHOWN.findall(self.body)]
        words = json.dumps(said, sort_keys=True, ensure_ascii=False).replace("\u00a0", " ")
        return hashlib.sha256(words.encode()).hexdigest()


@dataclass(frozen=True)
class Facts(Snapshot):
    """What all languages of a story share. `section`, `tags`, `authors` and `wire_source` are keys and slugs."""

    section: str
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    lead_photo: int | None = None
    wire_source: str = ""
    wire_id: str = ""
    embargo_until: str = ""  # ISO 8601, or empty
    is_breaking: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "tags", tuple(self.tags))  # JSON gives lists back
        object.__setattr__(self, "authors", tuple(self.authors))

    def embargo(self) -> datetime | None:
        return datetime.fromisoformat(self.embargo_until) if self.embargo_until else None
