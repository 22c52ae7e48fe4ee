"""The passwords of the database roles, made here and kept in `database.json` of the data folder."""

import json
import os
import secrets
from pathlib import Path


def read(data: Path, key: str) -> dict[str, str]:
    """Passwords by kind of role ("owner", "app") of the database that the key names; {} when not kept."""
    try:
        return json.loads((data / "database.json").read_text()).get(key, {})
    except FileNotFoundError:
        return {}


def make_missing(data: Path, key: str) -> dict[str, str]:
    """The passwords of both roles; those not kept yet are made and kept first."""
    path = data / "database.json"
    kept = json.loads(path.read_text()) if path.exists() else {}
    known = kept.get(key, {})
    complete = {kind: known.get(kind) or secrets.token_urlsafe(24) for kind in ("owner", "app")}
    if complete != known:
        new = path.with_suffix(".new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(kept | {key: complete}, file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    return complete
