"""Open data as files: a folder or a .zip with one JSON file per kind of object."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

from services.opendata import hsds, ptv

# Zip entries carry no time of making, so that the same data gives the same bytes.
EPOCH = (1980, 1, 1, 0, 0, 0)


def to_json(data) -> bytes:
    """JSON as people can read it: letters as they are, indented, ending in a line end."""
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def hsds_files(day: date) -> dict[str, bytes]:
    """{file name: content} of HSDS 3.0 on `day`, with datapackage.json saying what is in which."""
    found = hsds.tables(day)
    package = {
        "name": "ohjaamo-hsds",
        "title": "Ohjaamo, HSDS 3.0",
        "version": hsds.VERSION,
        "profile": "data-package",
        "created": day.isoformat(),
        "resources": [
            {"name": table, "path": f"{file}.json", "format": "json", "mediatype": "application/json"}
            for table, file in hsds.TABLES.items()
        ],
    }
    rows = {f"{file}.json": to_json(found[table]) for table, file in hsds.TABLES.items()}
    return {"datapackage.json": to_json(package)} | rows


def ptv_files(day: date) -> dict[str, bytes]:
    """{file name: content} of the PTV-shaped services and service channels on `day`."""
    return {f"{name}.json": to_json(items) for name, items in ptv.catalogue(day).items()}


def zipped(files: dict[str, bytes]) -> bytes:
    """The files in one .zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def write_files(files: dict[str, bytes], path: Path) -> None:
    """Write a .zip if `path` ends so, else a folder, which is made if it is not there. Raises OSError."""
    if path.suffix.lower() == ".zip":
        path.write_bytes(zipped(files))
        return
    path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (path / name).write_bytes(content)
