"""Secrets made here and kept in the data folder: the database roles' passwords and the signing key."""

import json
import os
import secrets
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent


def make_folder(data: Path) -> None:
    """Makes the data folder, for nobody else to read; our own `var` is closed even if it was there before."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = data.stat().st_mode
    if data == BASE_DIR / "var" and mode & 0o066:
        data.chmod(mode & 0o7711)


def signing_key(data: Path) -> str:
    """The key that signs sessions and links, made at the first call; the same for processes that start at once."""
    path = data / "secret_key"
    if not path.exists():
        make_folder(data)
        new = data / f"secret_key.{os.getpid()}"
        _write(new, secrets.token_urlsafe(64))
        try:
            os.link(new, path)
        except FileExistsError:
            pass  # another process was faster
        finally:
            new.unlink()
    return path.read_text()


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
        _write(new, json.dumps(kept | {key: complete}, indent=2))
        new.replace(path)
    return complete


def _write(path: Path, text: str) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
