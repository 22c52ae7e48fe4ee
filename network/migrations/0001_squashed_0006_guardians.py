"""A new database in one step; one that has some of these migrations already goes on with them as they are."""

from django.db import migrations

from network.together import AtOnce

REPLACED = [
    "0001_initial",
    "0002_access_context",
    "0003_municipalities",
    "0004_directory",
    "0005_site_slugs",
    "0006_guardians",
]


class Migration(migrations.Migration):
    replaces = [("network", name) for name in REPLACED]
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]
    operations = [AtOnce("network", REPLACED)]
