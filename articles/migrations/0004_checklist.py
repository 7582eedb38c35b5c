from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_log'),
    ]

    operations = [
        migrations.AddField(
            model_name='section',
            name='checklist',
            field=models.JSONField(blank=True, default=dict, verbose_name='checklist'),
        ),
    ]
