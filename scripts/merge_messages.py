"""Extracts all texts and fills in translations: `merge_messages.py FILE.json …`.

A file maps each English text to its Finnish and Swedish: {"Save": ["Tallenna", "Spara"]}; a plural is keyed
"singular\\0plural" with a list of two forms per language, a context is put before the text with "\\u0004".
A translation that stands is never changed: mend it in the catalogue itself. Needs GNU gettext for the extraction.
Prints what is still untranslated.
"""

import fcntl
import json
import subprocess
import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "ohjaamo" / "locale"
LANGUAGES = ("fi", "sv")


def extract() -> None:
    """Bring the catalogues up to date with the code, without guesses and without line numbers."""
    for language in LANGUAGES:
        (LOCALE / language / "LC_MESSAGES").mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "--no-location", "--no-obsolete", "--no-wrap", "-v0"]
        + [part for language in LANGUAGES for part in ("-l", language)]
        + ["-i", "node_modules", "-i", ".venv", "-i", "var", "-i", "staticfiles", "-i", "tests"],
        cwd=ROOT,
        check=True,
    )


def entry_key(entry: polib.POEntry) -> str:
    key = entry.msgid + (f"\0{entry.msgid_plural}" if entry.msgid_plural else "")
    return f"{entry.msgctxt}\4{key}" if entry.msgctxt else key


def fill(catalogue: polib.POFile, translations: dict, position: int) -> list[str]:
    """Put the translations of one language in place; returns the keys still missing."""
    missing = []
    for entry in catalogue:
        given = translations.get(entry_key(entry))
        if entry.fuzzy:
            entry.flags.remove("fuzzy")
            entry.msgstr, entry.msgstr_plural = "", dict.fromkeys(entry.msgstr_plural, "")
            entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
        if given and entry.translated():
            # What stands there is said elsewhere too: another meaning of the same English needs a context.
            if given[position] not in (entry.msgstr, list(entry.msgstr_plural.values())):
                print(f"kept as it was: {entry_key(entry)!r}: {entry.msgstr or entry.msgstr_plural!r}")
        elif given and entry.msgid_plural:
            entry.msgstr_plural = dict(enumerate(given[position]))
        elif given:
            entry.msgstr = given[position]
        if not entry.translated():
            missing.append(entry_key(entry))
    return missing


def main(paths: list[str]) -> None:
    translations = {}
    for path in paths:
        translations |= json.loads(Path(path).read_text(encoding="utf-8"))
    with (LOCALE / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        extract()
        for position, language in enumerate(LANGUAGES):
            path = LOCALE / language / "LC_MESSAGES" / "django.po"
            catalogue = polib.pofile(str(path), wrapwidth=0)
            missing = fill(catalogue, translations, position)
            # A date in the header would make every extraction a change.
            catalogue.metadata.pop("POT-Creation-Date", None)
            catalogue.metadata_is_fuzzy = False
            catalogue.save()
            catalogue.save_as_mofile(str(path.with_suffix(".mo")))
            print(f"{language}: {len(catalogue)} texts, {len(missing)} untranslated")
            for key in missing[:200]:
                print(f"  {key!r}")


if __name__ == "__main__":
    main(sys.argv[1:])
