
import django.core.validators
import django.db.models.deletion
import photos.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(default=photos.models.new_key, editable=False, max_length=32, unique=True)),
                ('digest', models.CharField(db_index=True, editable=False, max_length=64, verbose_name='digest')),
                ('width', models.PositiveIntegerField(editable=False, verbose_name='width')),
                ('height', models.PositiveIntegerField(editable=False, verbose_name='height')),
                ('colour', models.CharField(default='d3cfc4', editable=False, max_length=6, verbose_name='dominant colour')),
                ('focal_x', models.FloatField(default=0.5, validators=[django.core.validators.MinValueValidator(0.0), django.core.validators.MaxValueValidator(1.0)], verbose_name='focal point, from the left')),
                ('focal_y', models.FloatField(default=0.5, validators=[django.core.validators.MinValueValidator(0.0), django.core.validators.MaxValueValidator(1.0)], verbose_name='focal point, from the top')),
                ('credit', models.CharField(max_length=200, verbose_name='credit')),
                ('captions', models.JSONField(blank=True, default=dict, verbose_name='captions')),
                ('alts', models.JSONField(blank=True, default=dict, verbose_name='picture texts')),
                ('search_text', models.TextField(default='', editable=False)),
                ('rendered_at', models.DateTimeField(editable=False, null=True)),
                ('created_at', models.DateTimeField(db_index=True, verbose_name='added')),
                ('created_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ['-created_at', '-id'],
            },
        ),
    ]
