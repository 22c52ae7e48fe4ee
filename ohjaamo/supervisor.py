"""Runs the processes that together are the service, and ends all of them as one."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE_SECONDS = 10
TICK_SECONDS = 0.2
LATER_SECONDS = 60
PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Called in a child: it ends with its supervisor even when that is killed (Linux)."""
    if sys.platform == "linux" and os.environ.get("OHJAAMO_SUPERVISED"):
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class Supervisor:
    """Children that live and die together. `tick` runs a few times a second while they live.

    `later` are commands that start only when the others have run for `LATER_SECONDS`, out of the way of the start.
    """

    def __init__(
        self,
        commands: list[list[str]],
        *,
        later: list[list[str]],
        environment: dict[str, str],
        tick: Callable[[], None],
    ):
        self.commands = commands
        self.later = later
        self.started = time.monotonic()
        self.environment = environment | {"OHJAAMO_SUPERVISED": "1"}
        self.tick = tick
        self.children: list[subprocess.Popen] = []
        self.stopping = False

    def start(self) -> None:
        """Starts the children, out of reach of the terminal's Ctrl-C: only this process decides their end."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._stop_soon)
        self.started = time.monotonic()
        self._start(self.commands)

    def _start(self, commands: list[list[str]]) -> None:
        for command in commands:
            child = subprocess.Popen(command, env=self.environment, start_new_session=True)  # noqa: S603
            self.children.append(child)

    def _start_later(self) -> None:
        if self.later and time.monotonic() - self.started >= LATER_SECONDS:
            commands, self.later = self.later, []
            self._start(commands)

    def wait(self) -> int:
        """Waits for a signal (0) or for the first child that ends (its exit code), then ends the others."""
        code = 0
        while not self.stopping:
            ended = [child for child in self.children if child.poll() is not None]
            if ended:
                code = ended[0].returncode
                break
            self.tick()
            self._start_later()
            time.sleep(TICK_SECONDS)
        self.stop()
        return code if code >= 0 else 128 - code

    def stop(self) -> None:
        """Ends the children: politely, and by force those that do not go."""
        for child in self.children:
            child.terminate()
        deadline = time.monotonic() + GRACE_SECONDS
        for child in self.children:
            with suppress(subprocess.TimeoutExpired):
                child.wait(max(0, deadline - time.monotonic()))
            # Also the children of a child that was killed: they must not go on without the others.
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()

    def _stop_soon(self, number, frame) -> None:
        self.stopping = True
