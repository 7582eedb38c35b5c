from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Unsaved words are kept apart by the window they were typed in."""

    dependencies = [
        ("articles", "0010_undo_of_bulk_changes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="autosave",
            name="one_autosave_a_person_and_variant",
        ),
        migrations.AddField(
            model_name="autosave",
            name="window",
            field=models.CharField(default="", max_length=32),
        ),
        migrations.AddConstraint(
            model_name="autosave",
            constraint=models.UniqueConstraint(fields=("variant", "user", "window"), name="one_autosave_a_window"),
        ),
    ]
