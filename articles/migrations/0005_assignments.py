from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_single_keys'),
        ('articles', '0004_checklist'),
    ]

    operations = [
        migrations.AddField(
            model_name='translationtask',
            name='assigned_at',
            field=models.DateTimeField(null=True, verbose_name='assigned'),
        ),
        migrations.AddIndex(
            model_name='translationtask',
            index=models.Index(fields=['assignee', 'language'], name='my_translations'),
        ),
    ]
