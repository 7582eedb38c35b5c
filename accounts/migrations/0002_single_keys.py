from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_people'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='has_single_keys',
            field=models.BooleanField(default=True, help_text='j, k, Enter and ? at the desk. Never while you type in a field.', verbose_name='single keys'),
        ),
    ]
