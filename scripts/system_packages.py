"""The packages of the operating system that Ohjaamo needs: found, installed where allowed, or named."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

FONT_FOLDERS = ["/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts"]


def install(*, tests: bool) -> None:
    """Installs what is missing with apt-get (as root or by sudo without a password); else exits and names it."""
    missing = missing_packages(tests=tests)
    if not missing:
        print("System packages: all there")
        return
    names = " ".join(missing)
    apt = apt_get()
    if apt is None:
        sys.exit(
            f"These system packages are missing: {names}. Let an administrator install them "
            f"(on Debian and Ubuntu: sudo apt-get install {names}), then try again."
        )
    print(f"System packages: installing {names} ...", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run([*apt, "update", "-qq"], check=False, **quiet)
    done = subprocess.run([*apt, "install", "-qq", "-y", "--no-install-recommends", *missing], check=False, **quiet)
    still = missing_packages(tests=tests)
    if done.returncode or still:
        sys.exit(f"Installing the system packages failed; install these by hand: {' '.join(still or missing)}.")


def missing_packages(*, tests: bool) -> list[str]:
    """The Debian names of what is not there, found by looking for the thing itself."""
    wanted: dict[str, Callable[[], bool]] = {
        "libpango-1.0-0": lambda: loads("libpango-1.0.so.0"),
        "libpangoft2-1.0-0": lambda: loads("libpangoft2-1.0.so.0"),
        "libharfbuzz-subset0": lambda: loads("libharfbuzz-subset.so.0"),
        "fonts-dejavu-core": any_font,
        "python3-venv": can_make_environments,
    }
    if tests:
        wanted["chromium"] = lambda: any(map(shutil.which, ["chromium", "chromium-browser", "google-chrome"]))
        wanted["gettext"] = lambda: bool(shutil.which("xgettext"))
    return [package for package, found in wanted.items() if not found()]


def loads(library: str) -> bool:
    """Whether the shared library can be loaded."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def any_font() -> bool:
    """Whether there is a font to fall back to."""
    folders = [Path(folder).expanduser() for folder in FONT_FOLDERS]
    return any(next(folder.rglob(f"*.{kind}"), None) for folder in folders for kind in ("ttf", "otf", "pfb"))


def can_make_environments() -> bool:
    """Whether there is some way to get uv: an environment, pip, or uv itself."""
    return any(map(importlib.util.find_spec, ["ensurepip", "pip"])) or bool(shutil.which("uv"))


def apt_get() -> list[str] | None:
    """The command that may install packages without asking for a password; None when there is none."""
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return ["apt-get"]
    if shutil.which("sudo") and not subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True).returncode:
        return ["sudo", "-n", "apt-get"]
    return None
