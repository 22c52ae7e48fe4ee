"""Starting, stopping and recovering of the real thing, each in a brand-new data folder."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from ohjaamo import postgres
from tests.serving import MANAGE, LiveApp, environment, kill_everything, manage

pytestmark = pytest.mark.skipif("DATABASE_URL" in os.environ, reason="about the embedded server")

COUNT = "from network.models import Agency; print(Agency.objects.count())"
CREATE = "from network.models import User; User.objects.create(email='kept@example.org')"
EXISTS = "from network.models import User; print(User.objects.filter(email='kept@example.org').count())"


@pytest.fixture
def data():
    folder = Path(tempfile.mkdtemp(prefix="ohjaamo-start-"))
    yield folder / "data"
    kill_everything(folder / "data", None)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def prepared():
    """A data folder after its first start, to be copied: migrating takes longer than the rest of a test."""
    folder = Path(tempfile.mkdtemp(prefix="ohjaamo-prepared-"))
    assert shell(COUNT, environment(folder / "data")) == "0\n"
    yield folder / "data"
    kill_everything(folder / "data", None)
    shutil.rmtree(folder)


def copied(prepared) -> LiveApp:
    app = LiveApp("start", demo=False)
    subprocess.run(["cp", "-a", prepared, app.data], check=True)
    return app


@pytest.fixture
def app(prepared):
    app = copied(prepared)
    yield app
    app.remove()


@pytest.fixture(scope="module")
def running(prepared):
    """One that runs, for those who do not change its data; the last of them may stop it."""
    app = copied(prepared)
    app.start()
    yield app
    app.remove()


def shell(code: str, where: dict[str, str]) -> str:
    done = manage("shell", "-v", "0", "-c", code, environment=where)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(f"{url}/accounts/login/", timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_a_command_in_a_new_folder_prints_its_own_output_only(prepared):
    """The first start was that of `prepared`."""
    assert postgres.Server(prepared).postmaster() is None  # the last process to leave stopped it
    started = time.monotonic()
    assert shell(COUNT, environment(prepared)) == "0\n"
    assert time.monotonic() - started < 20
    assert (prepared / "postgres").stat().st_mode & 0o777 == 0o700
    assert prepared.stat().st_mode & 0o066 == 0  # nobody else reads or writes


def test_two_processes_start_at_once(data):
    where = environment(data)
    command = [*MANAGE, "shell", "-v", "0", "-c", COUNT]
    both = [subprocess.Popen(command, env=where, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    answers = [process.communicate(timeout=120) for process in both]
    assert answers == [(b"0\n", b"")] * 2
    assert postgres.Server(data).postmaster() is None


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_stops_cleanly_and_keeps_the_data(app, number):
    app.start()
    assert status(app.url) == 200
    assert app.manage("shell", "-v", "0", "-c", CREATE).returncode == 0
    children = psutil.Process(app.process.pid).children(recursive=True)
    started = time.monotonic()
    assert app.stop(number) == 0
    assert time.monotonic() - started < 20
    assert [child.pid for child in children if child.is_running() and child.status() != "zombie"] == []
    assert postgres.Server(app.data).postmaster() is None
    assert "Traceback" not in app.output.read_text()
    assert shell(EXISTS, app.environment) == "1\n"


def test_after_kill_9_of_everything_the_next_start_recovers(app):
    del app.environment["OHJAAMO_THROWAWAY"]  # the disk is waited for, as in real use
    app.start()
    assert app.manage("shell", "-v", "0", "-c", CREATE).returncode == 0
    assert kill_everything(app.data, app.process) >= 5  # serve, gunicorn, two workers, the database
    assert (app.data / "postgres" / "postmaster.pid").exists()
    app.start()
    assert status(app.url) == 200
    assert shell(EXISTS, app.environment) == "1\n"
    assert app.stop() == 0


def test_number_of_a_dead_server_that_another_process_got(app):
    data = app.data
    # As after a restart of a container: the file of the killed server names a process that is something else.
    stale = [str(os.getpid()), str(data / "postgres"), "1", "5432", str(data / "postgres"), "", "0 0", "ready"]
    (data / "postgres" / "postmaster.pid").write_text("\n".join(stale) + "\n")
    assert shell(COUNT, app.environment) == "0\n"


def test_a_taken_port_is_one_clear_sentence(running):
    done = running.manage("serve")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"CommandError: Cannot listen on 127.0.0.1:{running.port} (Address already in use). "
        "Is Ohjaamo running already? Stop it, or set PORT to another number.\n"
    )


def test_killed_database_is_started_again_under_the_running_app(running):
    server = postgres.Server(running.data)
    server.postmaster().kill()
    deadline = time.monotonic() + 30
    while (server.postmaster() is None or status(running.url) != 200) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert status(running.url) == 200
    assert running.stop() == 0


def test_all_children_end_when_serve_is_killed(app):
    app.start()
    children = psutil.Process(app.process.pid).children(recursive=True)
    app.process.kill()
    _gone, alive = psutil.wait_procs(children, timeout=20)
    assert [child for child in alive if child.status() != "zombie"] == []


def test_a_dead_child_ends_serve_with_its_exit_code(app):
    app.start()
    [gunicorn] = [child for child in psutil.Process(app.process.pid).children() if "gunicorn" in child.cmdline()]
    workers = gunicorn.children()
    gunicorn.kill()
    assert app.process.wait(30) == 128 + signal.SIGKILL
    assert [worker for worker in workers if worker.is_running() and worker.status() != "zombie"] == []
    assert postgres.Server(app.data).postmaster() is None


def test_a_folder_that_is_no_database_is_left_alone(data):
    (data / "postgres").mkdir(parents=True)
    (data / "postgres" / "thesis.txt").write_text("years of work")
    done = manage("shell", "-c", COUNT, environment=environment(data))
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: {data}/postgres holds no complete database: move it away")
    assert (data / "postgres" / "thesis.txt").read_text() == "years of work"


def test_a_long_path_gets_its_socket_elsewhere(prepared, data):
    deep = data / ("x" * 60) / ("y" * 60)
    deep.parent.mkdir(parents=True)
    subprocess.run(["cp", "-a", prepared, deep], check=True)
    sockets = postgres.Server(deep).socket_folder
    assert sockets.parent == Path(tempfile.gettempdir())
    assert shell(COUNT, environment(deep)) == "0\n"
    assert not sockets.exists()
