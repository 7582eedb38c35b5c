from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('photos', '0001_pictures'),
    ]

    operations = [
        migrations.AddField(
            model_name='photo',
            name='expires_on',
            field=models.DateField(blank=True, db_index=True, help_text='From this day on readers no longer see it. Empty: ours for good.', null=True, verbose_name='rights end on'),
        ),
    ]
