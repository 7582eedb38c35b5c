"""Where a list goes on: `?before=`, a moment and an id, so that page 5,000 costs what page 1 costs."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SHAPE = re.compile(r"\A([0-9]{1,17})-([0-9]{1,18})\Z", re.ASCII)


class BadCursor(ValueError):
    """Not a cursor of ours."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """After the row visible since `moment` with this variant id, newest first."""

    moment: datetime
    variant_id: int

    def __str__(self) -> str:
        return f"{(self.moment - EPOCH) // timedelta(microseconds=1)}-{self.variant_id}"

    @classmethod
    def parse(cls, text: str) -> "Cursor":
        match = SHAPE.match(text)
        if not match:
            raise BadCursor(text)
        try:
            return cls(EPOCH + timedelta(microseconds=int(match[1])), int(match[2]))
        except OverflowError as error:
            raise BadCursor(text) from error
