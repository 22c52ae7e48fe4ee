"""Fails when a text of the code has no Finnish or Swedish translation, or one that loses a placeholder."""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")


def extracted() -> set[tuple]:
    """The texts of the code as it is now, extracted into a copy so that nothing in the tree changes."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "tree"
        ignore = shutil.ignore_patterns("node_modules", ".venv", "var", "staticfiles", "tests", ".git", "*.po", "*.mo")
        shutil.copytree(ROOT, copy, ignore=ignore)
        (copy / "ohjaamo/locale/fi/LC_MESSAGES").mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [sys.executable, "manage.py", "makemessages", "-l", "fi", "--no-location", "-v0"],
            cwd=copy,
            check=True,
        )
        catalogue = polib.pofile(str(copy / "ohjaamo/locale/fi/LC_MESSAGES/django.po"))
        return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue}


def placeholders(text: str) -> set[str]:
    return {match[0] for match in PLACEHOLDER.finditer(text)}


def faults(language: str, wanted: set[tuple]) -> list[str]:
    """What is wrong with one language's catalogue."""
    path = ROOT / "ohjaamo" / "locale" / language / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(path))
    translated = {(e.msgctxt, e.msgid, e.msgid_plural) for e in catalogue if e.translated() and not e.fuzzy}
    found = [f"untranslated: {text!r}" for _context, text, _plural in sorted(wanted - translated, key=str)]
    for entry in catalogue:
        forms = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())[-1:]
        source = entry.msgid_plural or entry.msgid
        found += [
            f"placeholders differ: {entry.msgid!r} → {form!r}"
            for form in forms
            if form and placeholders(form) != placeholders(source)
        ]
    return found


def main() -> int:
    wanted = extracted()
    problems = [f"{language}: {fault}" for language in ("fi", "sv") for fault in faults(language, wanted)]
    print("\n".join(problems) or f"{len(wanted)} texts, all in Finnish and Swedish")
    return bool(problems)


if __name__ == "__main__":
    sys.exit(main())
