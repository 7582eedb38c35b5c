from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0013_chosen_for_the_fronts"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="has_full_feeds",
            field=models.BooleanField(
                default=False,
                help_text="Feeds carry the whole text of a story. Otherwise its summary, and who wants more comes to the site.",
                verbose_name="full texts in feeds",
            ),
        ),
    ]
