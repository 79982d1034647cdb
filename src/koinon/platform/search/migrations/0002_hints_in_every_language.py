"""The hint of a record found is kept in every language in which it reads otherwise."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [
        migrations.AlterField("searchentry", "hint", models.TextField(blank=True)),
    ]
