"""Which operating system user runs PostgreSQL: ourselves, or as root an unprivileged one."""

import os
import pwd
import shutil
import stat
import subprocess
from functools import cache
from pathlib import Path

NAME = "ohjaamo-postgres"


class UserError(Exception):
    """The unprivileged user cannot be used; the message is one sentence."""


@cache
def postgres_user() -> pwd.struct_passwd | None:
    """The user who runs PostgreSQL, made when missing; None when that is ourselves."""
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        program = shutil.which("useradd", path=f"{os.defpath}:/usr/sbin:/sbin")
        if program is None:
            raise UserError(
                f"PostgreSQL does not run as root and there is no useradd: make a system user named {NAME}, "
                "or run this as an ordinary user."
            ) from None
    subprocess.run(  # noqa: S603
        [program, "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME],
        check=False,
        capture_output=True,
    )
    try:
        return pwd.getpwnam(NAME)  # also when another process was faster
    except KeyError:
        raise UserError(f"The system user {NAME}, who is to run PostgreSQL, could not be made.") from None


def run_as() -> dict:
    """Keywords for subprocess.run that make it run as that user."""
    user = postgres_user()
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


def make_private(folder: Path) -> None:
    """Makes a folder that only the PostgreSQL user can enter; refuses one that somebody else prepared."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    user = postgres_user()
    wanted = user.pw_uid if user else os.geteuid()
    owner = folder.lstat().st_uid
    if folder.is_symlink() or owner not in {wanted, os.geteuid()}:
        raise UserError(f"{folder} belongs to somebody else: remove it or set another OHJAAMO_DATA.")
    if user and owner != wanted:
        os.chown(folder, user.pw_uid, user.pw_gid)
    folder.chmod(0o700)


def refuse_foreign(folder: Path) -> None:
    """Raises UserError when the folder is somebody else's, who alone can run PostgreSQL in it."""
    owner = folder.stat().st_uid
    user = postgres_user()
    if owner != (user.pw_uid if user else os.geteuid()):
        name = next((entry.pw_name for entry in pwd.getpwall() if entry.pw_uid == owner), str(owner))
        raise UserError(f"{folder} belongs to the user {name}: run this as that user, or set OHJAAMO_DATA.")


def open_the_way(*paths: Path) -> None:
    """Lets the PostgreSQL user pass (never read) the parent folders of what it cannot reach otherwise."""
    if postgres_user() is None:
        return
    for path in paths:
        for parent in [] if _reaches(path) else reversed(path.parents):
            if not _reaches(parent):
                parent.chmod(stat.S_IMODE(parent.stat().st_mode) | stat.S_IXOTH)
        if not _reaches(path):
            raise UserError(f"The system user {NAME} runs PostgreSQL but cannot reach {path}: move it.")


def _reaches(path: Path) -> bool:
    """Whether that user may run the program, or enter the folder, at this path."""
    test = shutil.which("test", path=os.defpath) or "/usr/bin/test"
    return subprocess.run([test, "-x", str(path)], cwd="/", check=False, **run_as()).returncode == 0  # noqa: S603
