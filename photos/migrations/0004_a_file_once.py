from typing import Any

from django.db import migrations, models


def keep_the_first(apps: Any, schema_editor: Any) -> None:
    """Of files that came in more than once only the first is found again by its digest."""
    photos = apps.get_model("photos", "Photo").objects
    earlier = photos.filter(digest=models.OuterRef("digest"), pk__lt=models.OuterRef("pk"))
    again = list(photos.filter(models.Exists(earlier)).values_list("pk", flat=True))
    photos.filter(pk__in=again).update(digest="")


class Migration(migrations.Migration):
    """The same file becomes one picture, also when it is sent twice at one moment."""

    dependencies = [
        ("photos", "0003_look"),
    ]

    operations = [
        migrations.RunPython(keep_the_first, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.UniqueConstraint(
                fields=["digest"], condition=models.Q(("digest", ""), _negated=True), name="a_file_once"
            ),
        ),
    ]
