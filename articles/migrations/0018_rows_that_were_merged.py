from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0017_site_state"),
    ]

    operations = [
        migrations.AddField(
            model_name="redirect",
            name="old_id",
            field=models.BigIntegerField(null=True),
        ),
    ]
