"""A new database in one step; one that has some of these migrations already goes on with them as they are."""

from django.db import migrations

from network.together import AtOnce

REPLACED = [
    "0001_initial",
    "0002_row_security",
    "0003_gathering_event",
    "0004_paths",
    "0005_path_security",
    "0006_outcome_history",
]


class Migration(migrations.Migration):
    replaces = [("clients", name) for name in REPLACED]
    dependencies = [
        ("network", "0006_guardians"),
        ("services", "0003_sign_ups_and_changes"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]
    operations = [AtOnce("clients", REPLACED)]
