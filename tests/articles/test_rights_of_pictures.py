"""A picture whose rights are over is not chosen any more; where it stands already, it stands in nobody's way."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from articles import workflow
from photos.models import Photo
from photos.uploads import take_in
from tests import cast
from tests.cast import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
LAST, OVER = date(2026, 11, 24), date(2026, 11, 23)  # NOW is the 23rd in Yerevan


def picture(ends, colour=(1, 2, 3)):
    photo = take_in(cast.jpeg(colour=colour), user=None, now=NOW, credit="Agency", captions={"en": "A bridge"})
    Photo.objects.filter(pk=photo.pk).update(expires_on=ends)
    return photo


def figure(photo):
    return f'<figure><img src="/media/{photo.key}/w1440.jpg" alt=""></figure>'


def test_a_lead_picture_is_chosen_on_its_last_day_and_refused_afterwards():
    variant = cast.draft()
    cast.arrange(variant, lead_photo=picture(LAST).pk)
    with pytest.raises(workflow.Refusal, match="“A bridge” have ended"):
        cast.arrange(variant, lead_photo=picture(OVER, (3, 2, 1)).pk)


def test_facts_of_a_story_with_an_old_lead_picture_can_still_be_saved():
    variant, photo = cast.draft(), picture(LAST)
    cast.arrange(variant, lead_photo=photo.pk)
    Photo.objects.update(expires_on=OVER)
    assert cast.arrange(variant, is_breaking=True).lead_photo_id == photo.pk


def test_a_picture_in_the_text_is_refused_at_its_field_and_an_old_one_stays():
    kept, over = picture(LAST), picture(OVER, (3, 2, 1))
    variant = cast.draft(body=figure(kept))
    with pytest.raises(ValidationError) as refusal:
        cast.write(variant, body=figure(kept) + figure(over), now=NOW)
    assert "have ended" in refusal.value.message_dict["body"][0]
    Photo.objects.update(expires_on=OVER)
    assert kept.key in cast.write(variant, body=f"{figure(kept)}<p>More words.</p>", now=NOW).head.data["body"]
