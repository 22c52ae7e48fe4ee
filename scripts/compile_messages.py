"""Compiles the translations (.po to .mo) in pure Python, so that running Ohjaamo needs no gettext."""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "ohjaamo" / "locale"


def main() -> None:
    for source in sorted(LOCALE.rglob("*.po")):
        compiled = source.with_suffix(".mo")
        new = compiled.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(new))
        new.replace(compiled)


if __name__ == "__main__":
    main()
