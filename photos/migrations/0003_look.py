from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('photos', '0002_end_of_rights'),
    ]

    operations = [
        migrations.AddField(
            model_name='photo',
            name='look',
            field=models.CharField(default='', editable=False, max_length=16),
        ),
    ]
