from django.db import migrations, models


class Migration(migrations.Migration):
    """Where the languages of a story stand, and which stories a time is of, without their rows."""

    dependencies = [("articles", "0021_long_texts_last")]

    operations = [
        migrations.RemoveIndex("articlevariant", "next_due_and_sitemaps"),
        migrations.AddIndex(
            "articlevariant", models.Index(fields=["visible_from", "article"], name="due_and_sitemaps_and_times")
        ),
        migrations.AddIndex(
            "articlevariant",
            models.Index(
                fields=["article", "visible_from", "language", "confirmed_source"], name="where_a_story_stands"
            ),
        ),
    ]
