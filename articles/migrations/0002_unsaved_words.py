import articles.models.revision
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_single_keys'),
        ('articles', '0001_stories'),
    ]

    operations = [
        migrations.CreateModel(
            name='EditLock',
            fields=[
                ('variant', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='edit_lock', serialize=False, to='articles.articlevariant')),
                ('since', models.DateTimeField()),
                ('seen_at', models.DateTimeField()),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Autosave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('data', models.JSONField(encoder=articles.models.revision.AnyScriptEncoder)),
                ('typed_at', models.DateTimeField()),
                ('base', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.revision')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('variant', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='autosaves', to='articles.articlevariant')),
            ],
            options={
                'verbose_name': 'unsaved words',
                'verbose_name_plural': 'unsaved words',
                'constraints': [models.UniqueConstraint(fields=('variant', 'user'), name='one_autosave_a_person_and_variant')],
            },
        ),
    ]
