"""Times an import and an export of a large Ohjaamo: `bench_import.py [VISITS]` (100,000 unless given).

Makes invented tables, and a database of its own in a folder that vanishes afterwards. Prints each command's time as a
multiple of a yardstick taken in the same run, in seconds, and the peak memory of its own process: the first import,
the same again, one with every visit changed, the export.
"""

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
THEMES = ["employment", "education", "housing", "finances", "wellbeing", "leisure", "legal", "other"]
CONTACTS = ["walk_in", "booked", "phone", "online", "message"]
CLIENTS, EXPERTS, SITES = 3_000, 80, 3


def table(folder: Path, name: str, header: str, rows) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header.split())
        writer.writerows(rows)


def make_tables(folder: Path, visits: int, minutes: int) -> None:
    """The same invented tables each time; `minutes` differs between two versions of all visits."""
    dice = random.Random(7)  # noqa: S311, not for secrets
    sites = [f"site-{n}" for n in range(SITES)]
    experts = [f"expert-{n}" for n in range(EXPERTS)]
    table(folder, "sites", "key name municipality age_limit", ([key, f"Ohjaamo {key}", "908", 30] for key in sites))
    table(folder, "agencies", "key name_fi sector", [["kela", "Kela", "kela"]])
    table(
        folder,
        "experts",
        "key first_name last_name agency sites",
        ([key, "Aino", f"Äyräs {key}", "kela", "|".join(sites)] for key in experts),
    )
    table(
        folder,
        "clients",
        "key first_name last_name birth_date gender home_site",
        (
            [f"client-{n}", "Veera", f"Nuori {n}", date(2002, 1, 1) + timedelta(days=n), "female", dice.choice(sites)]
            for n in range(CLIENTS)
        ),
    )
    table(
        folder,
        "visits",
        "key date time site contact_type client themes minutes experts language",
        (visit(n, dice, sites, experts, minutes) for n in range(visits)),
    )


def visit(number: int, dice: random.Random, sites: list[str], experts: list[str], minutes: int) -> list:
    return [
        f"visit-{number}",
        date(2021, 1, 1) + timedelta(days=dice.randrange(1_000)),
        f"{dice.randrange(8, 16):02}:{dice.randrange(60):02}",
        dice.choice(sites),
        dice.choice(CONTACTS),
        f"client-{dice.randrange(CLIENTS)}" if dice.random() < 0.7 else "",
        "|".join(dice.sample(THEMES, dice.randrange(1, 4))),
        dice.randrange(5, 60) + minutes,
        "|".join(dice.sample(experts, dice.randrange(0, 3))),
        "fi",
    ]


def reading(folder: Path) -> float:
    """Seconds that plain Python takes to read the same files ten times: the measure that machines differ by."""
    start = time.monotonic()
    for _ in range(10):
        for path in folder.iterdir():
            with path.open(encoding="utf-8", newline="") as file:
                for _row in csv.DictReader(file):
                    pass
    return time.monotonic() - start


def measure(title: str, *arguments: str, environment: dict, yardstick: float) -> None:
    start = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.monotonic() - start
    busy = usage.ru_utime + usage.ru_stime
    ratio, peak = seconds / yardstick, usage.ru_maxrss / 1024
    print(f"{title}: {ratio:.1f} × ({seconds:.1f} s, {busy:.1f} s of its own work), peak {peak:.0f} MB", flush=True)
    if child.returncode:
        sys.exit(f"{title} failed with exit code {child.returncode}")


def main() -> None:
    visits = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as place:
        folder, changed = Path(place, "tables"), Path(place, "changed")
        for path, minutes in ((folder, 0), (changed, 1)):
            path.mkdir()
            make_tables(path, visits, minutes)
        yardstick = reading(folder)
        print(f"1 × = {yardstick:.1f} s: reading the files ten times in plain Python", flush=True)
        run = partial(measure, environment=os.environ | {"OHJAAMO_DATA": str(Path(place, "data"))}, yardstick=yardstick)
        run("making the database", "import_data", str(folder), "--dry-run", "-v0")
        for title, path in (("import", folder), ("the same again", folder), ("every visit changed", changed)):
            run(title, "import_data", str(path), "-v0")
        for ending in ("", ".zip", ".xlsx"):
            out = str(Path(place, f"out{ending}"))
            run(f"export to {ending or 'a folder'}", "export_data", out, "-v0")
        run("import of the .xlsx", "import_data", str(Path(place, "out.xlsx")), "-v0")


if __name__ == "__main__":
    main()
