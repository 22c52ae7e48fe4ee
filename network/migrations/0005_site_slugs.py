"""Sites that exist already get an address for their public page, made from their name."""

import re

from django.db import migrations, models
from django.utils.text import slugify


def fill(apps, schema_editor):
    Site = apps.get_model("network", "Site")
    taken = set()
    for site in Site.objects.filter(slug="").order_by("pk"):
        wanted = slugify(re.sub(r"^ohjaamo\s+", "", site.name, flags=re.IGNORECASE))[:50] or "ohjaamo"
        slug, number = wanted, 1
        while slug in taken:
            number += 1
            slug = f"{wanted}-{number}"
        taken.add(slug)
        site.slug = slug
        site.save(update_fields=["slug"])


class Migration(migrations.Migration):
    dependencies = [("network", "0004_directory")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="site",
            name="slug",
            field=models.SlugField(
                blank=True,
                help_text="The end of the public page's address, such as valkeakoski. Empty = made from the name.",
                max_length=60,
                unique=True,
                verbose_name="web address",
            ),
        ),
    ]
