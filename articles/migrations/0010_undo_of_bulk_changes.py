from django.db import migrations, models


class Migration(migrations.Migration):
    """An undo that lost its worker is told by when it was asked itself."""

    dependencies = [
        ("articles", "0009_sections_named_in_rights"),
    ]

    operations = [
        migrations.AddField(
            model_name="bulkchange",
            name="undo_asked_at",
            field=models.DateTimeField(null=True),
        ),
    ]
