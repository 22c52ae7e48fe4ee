"""The municipalities of 2026 (Statistics Finland, CC BY 4.0), from network/data."""

import csv
from pathlib import Path

from django.db import migrations

DATA = Path(__file__).resolve().parent.parent / "data" / "municipalities-2026.csv"


def load(apps, schema_editor):
    Municipality = apps.get_model("network", "Municipality")
    with DATA.open(encoding="utf-8", newline="") as file:
        Municipality.objects.bulk_create(Municipality(**row) for row in csv.DictReader(file))


def unload(apps, schema_editor):
    apps.get_model("network", "Municipality").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("network", "0002_access_context")]
    operations = [migrations.RunPython(load, unload)]
