"""The real thing, started as its users start it: for browser tests and for tests of starting and stopping."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from ohjaamo import database
from ohjaamo.database import BASE_DIR
from tests.databases import drop_database, test_place

MANAGE = [sys.executable, str(BASE_DIR / "manage.py")]
START_SECONDS = 180  # the first start makes a database and loads the demo


class LiveApp:
    """`manage.py serve` in a data folder of its own, on a free port."""

    def __init__(self, name: str, *, demo: bool = True):
        self.data = Path(tempfile.mkdtemp(prefix=f"ohjaamo-live-{name}-")) / "data"
        self.arguments = ["serve", *(["--demo"] if demo else [])]
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen | None = None
        self.output = self.data.parent / "output.log"
        self.environment = environment(self.data, PORT=str(self.port))
        self.database = f"ohjaamo_live_{name}"
        if url := os.environ.get("DATABASE_URL"):
            self.environment["DATABASE_URL"] = urlsplit(url)._replace(path=f"/{self.database}").geturl()

    def start(self) -> None:
        """Starts it and waits until it has said where it is."""
        with self.output.open("a") as output:
            start = output.tell()
            self.process = subprocess.Popen(
                [*MANAGE, *self.arguments], env=self.environment, stdout=output, stderr=output, start_new_session=True
            )
        deadline = time.monotonic() + START_SECONDS
        while self.url not in self.output.read_text()[start:]:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"serve did not start:\n{self.output.read_text()}")
            time.sleep(0.1)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Ends it as Ctrl-C or a service manager does; returns its exit code."""
        self.process.send_signal(number)
        return self.process.wait(30)

    def manage(self, *arguments: str) -> subprocess.CompletedProcess:
        """Runs a manage.py command in the same place."""
        return manage(*arguments, environment=self.environment)

    def remove(self) -> None:
        """Ends what is still there, by force, and removes the data folder."""
        kill_everything(self.data, self.process)
        shutil.rmtree(self.data.parent, ignore_errors=True)
        if "DATABASE_URL" in self.environment:
            drop_database(test_place(), self.database)


def environment(data: Path, **more: str) -> dict[str, str]:
    """An environment for a process of its own, free of what this test process was told."""
    names = {"DJANGO_SETTINGS_MODULE", "OHJAAMO_DATABASE_READY", "OHJAAMO_DB_ROLE", "OHJAAMO_DEMO", "ALLOWED_HOSTS"}
    kept = {name: value for name, value in os.environ.items() if name not in names}
    return kept | {"OHJAAMO_DATA": str(data), "OHJAAMO_THROWAWAY": "1", "PYTHONWARNINGS": "default"} | more


def manage(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess:
    """Runs a manage.py command to its end."""
    return subprocess.run(
        [*MANAGE, *arguments], env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def kill_everything(data: Path, process: subprocess.Popen | None) -> int:
    """kill -9 of the process, all its children and the data folder's database server; how many there were."""
    victims = []
    if process is not None and process.poll() is None:
        parent = psutil.Process(process.pid)
        victims += [parent, *parent.children(recursive=True)]
    postmaster = database.postgres.Server(data).postmaster()
    if postmaster is not None:
        victims.append(postmaster)  # its own children are left to notice by themselves, as after a crash
    for victim in victims:
        victim.kill()
    if process is not None:
        process.wait(30)
    return len(victims)
