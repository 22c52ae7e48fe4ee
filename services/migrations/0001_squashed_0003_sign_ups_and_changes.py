"""A new database in one step; one that has some of these migrations already goes on with them as they are."""

from django.db import migrations

from network.together import AtOnce

REPLACED = [
    "0001_initial",
    "0002_programme",
    "0003_sign_ups_and_changes",
]


class Migration(migrations.Migration):
    replaces = [("services", name) for name in REPLACED]
    dependencies = [
        ("network", "0006_guardians"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]
    operations = [AtOnce("services", REPLACED)]
