from django.conf import settings
from django.db import migrations, models

from photos.models import LookPart


class Migration(migrations.Migration):
    """An index of each part of a look: pictures that look alike have one in common."""

    dependencies = [
        ("photos", "0004_a_file_once"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="photo",
            index=models.Index(LookPart("look", start=start), name=f"look_from_{start}"),
        )
        for start in (1, 5, 9, 13)
    ]
