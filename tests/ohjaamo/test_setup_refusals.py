"""What must not start, and with which words."""

import secrets

import pytest

from tests.serving import environment, manage


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def test_demo_and_production_do_not_go_together(data):
    where = environment(data, ALLOWED_HOSTS="ohjaamo.example", SECRET_KEY=secrets.token_urlsafe(64))
    done = manage("serve", "--demo", environment=where)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: Demo mode shows passwords on the login page")
    assert not data.exists()  # refused before anything was made


def test_demo_serves_this_machine_only(data):
    done = manage("serve", "--demo", environment=environment(data, OHJAAMO_BIND="0.0.0.0", OHJAAMO_DATABASE_READY="1"))
    assert done.returncode == 1
    assert done.stderr == (
        "CommandError: Demo mode serves this machine only: unset OHJAAMO_BIND or leave --demo out.\n"
    )


def test_production_without_a_secret(data):
    done = manage("serve", environment=environment(data, ALLOWED_HOSTS="ohjaamo.example", SECRET_KEY=""))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: SECRET_KEY is missing or too weak for production. Make one with")


@pytest.mark.parametrize("port", ["web", "0", "70000", "-1"])
def test_wrong_port(data, port):
    done = manage("serve", environment=environment(data, PORT=port, OHJAAMO_DATABASE_READY="1"))
    assert done.stderr == f"CommandError: PORT is {port!r}; it has to be a number from 1 to 65535.\n"


def test_commands_that_need_no_database_start_none(data):
    for command in (["check"], ["help"], ["figures", "--help"], ["makemigrations", "--check", "--dry-run"]):
        manage(*command, environment=environment(data, DATABASE_URL=""))
        assert not (data / "postgres").exists(), command
