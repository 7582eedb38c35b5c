"""Which pictures of the library: by words, by day, by how long we may still show them, by how they look."""

from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from photos.models import LOOK_PARTS, LookPart, Photo
from text.folding import words

WARNING = timedelta(days=7)
MOST_WORDS = 10
BITS_APART = 6  # of 64: saved again, made smaller or brighter, it is still the same picture
MOST_COMPARED = 500


def found(photos: QuerySet[Photo], asked: str, since: date | None = None, until: date | None = None) -> QuerySet[Photo]:
    """Every word in the caption, the picture text or the credit, in any language; added on these days of the paper."""
    for word in words(asked)[:MOST_WORDS]:
        photos = photos.filter(search_text__contains=word)
    if since:
        photos = photos.filter(created_at__gte=timezone.make_aware(datetime.combine(since, time.min)))
    if until:
        after = datetime.combine(until + timedelta(days=1), time.min)
        photos = photos.filter(created_at__lt=timezone.make_aware(after))
    return photos


def ending_soon(now: datetime, photos: QuerySet[Photo] | None = None) -> QuerySet[Photo]:
    """Readers still see these, and will not in seven days; what ends first comes first."""
    today = timezone.localdate(now)
    photos = Photo.objects.all() if photos is None else photos
    return photos.filter(expires_on__gt=today, expires_on__lte=today + WARNING).order_by("expires_on", "pk")


def is_ended(now: datetime, prefix: str = "") -> Q:
    """The condition of a picture that no reader may see any more. `prefix`: the path to it."""
    return Q(**{f"{prefix}expires_on__lte": timezone.localdate(now)})


def alike(photo: Photo, limit: int = 6) -> list[Photo]:
    """Other pictures that look the same, the most alike first; one query.

    Pictures up to three bits apart have one of the four parts in common, which an index finds.
    """
    if not photo.look:
        return []
    near = Q(pk__in=[])
    shared = Photo.objects.exclude(pk=photo.pk).exclude(look="")
    for start in LOOK_PARTS:
        shared = shared.alias(**{f"part_{start}": LookPart("look", start=start)})
        near |= Q(**{f"part_{start}": photo.look[start - 1 :][:4]})
    ranked = [(apart(photo.look, other.look), -other.pk, other) for other in shared.filter(near)[:MOST_COMPARED]]
    return [other for bits, _newest, other in sorted(ranked, key=lambda row: row[:2]) if bits <= BITS_APART][:limit]


def apart(look: str, other: str) -> int:
    """In how many bits two looks differ."""
    return (int(look, 16) ^ int(other, 16)).bit_count()
