from datetime import timedelta

import pytest
from django.utils import timezone

from articles.vocabulary import choose_chips
from photos.models import Photo
from photos.uploads import take_in
from tests import cast


@pytest.fixture
def paper(db, media):
    """One story, live in three languages, with everything a story can have."""
    now = timezone.now()
    cast.paper(), cast.section("politics")
    photo = take_in(
        cast.jpeg((900, 600)),
        user=None,
        now=now,
        credit="Nora Vale",
        captions={"en": "A bridge"},
        alts={"en": "An arch"},
    )
    from photos.renditions import make_renditions

    make_renditions.func(photo.pk)
    variant = cast.live(at=now - timedelta(hours=3), standfirst="The line had been closed for six years.")
    cast.arrange(
        variant,
        now=now,
        tags=(cast.tag().slug,),
        authors=(cast.author().slug,),
        wire_source=cast.wire().slug,
        lead_photo=photo.pk,
    )
    choose_chips(user=cast.mariam(), section=variant.section, tags=[cast.tag()])
    variants = [
        variant,
        *(cast.publish(cast.translate(variant, code), at=now - timedelta(hours=2)) for code in ("ru", "hy")),
    ]
    from reader.social import make_card

    for one in variants:
        one.refresh_from_db()
        one.article.refresh_from_db()
        make_card.func(one.pk)
    variants[0].photo = Photo.objects.get(pk=photo.pk)
    return variants
