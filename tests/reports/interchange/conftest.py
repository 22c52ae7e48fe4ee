import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from network.access import acting_as_system
from reports.interchange.tables import TABLES


@pytest.fixture
def run_import():
    """Runs import_data; gives (exit code, lines of standard output, lines of warnings)."""

    def run(path: Path, **options) -> tuple[int, list[str], list[str]]:
        out, errors, code = io.StringIO(), io.StringIO(), 0
        try:
            call_command("import_data", path, stdout=out, stderr=errors, verbosity=0, **options)
        except CommandError as error:
            code = error.returncode
            errors.write(f"{error}\n")
        return code, out.getvalue().splitlines(), errors.getvalue().splitlines()

    return run


@pytest.fixture
def count_rows():
    """Gives the number of rows of each table of the interchange."""

    def count() -> dict[str, int]:
        with acting_as_system("test"):
            return {table.name: table.model.objects.count() for table in TABLES}

    return count
