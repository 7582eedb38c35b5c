from django.db import migrations, models


class Migration(migrations.Migration):
    """Readers are told why a story was withdrawn; and what was withdrawn lately is found without a walk through everything."""

    dependencies = [
        ("articles", "0014_full_texts_in_feeds"),
    ]

    operations = [
        migrations.AddField(
            model_name="articlevariant",
            name="withdrawn_because",
            field=models.CharField(blank=True, default="", editable=False, max_length=300),
        ),
        migrations.AddIndex(
            model_name="articlevariant",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", False)),
                fields=["language", "-withdrawn_at"],
                name="withdrawn_lately",
            ),
        ),
    ]
