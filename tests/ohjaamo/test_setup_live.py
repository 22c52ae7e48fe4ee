import urllib.request

from ohjaamo.demo import DEMO_LOGINS


def test_demo_tells_where_it_is_and_how_to_log_in(live_app):
    told = live_app.output.read_text()
    assert f"Ohjaamo is open at {live_app.url}/ (Ctrl-C closes it)\n" in told
    for login in DEMO_LOGINS:
        assert f"  {login['email']}" in told
    with urllib.request.urlopen(f"{live_app.url}/home/", timeout=30) as answer:
        assert answer.status == 200
        assert answer.url == f"{live_app.url}/accounts/login/?next=/home/"
        assert DEMO_LOGINS[0]["email"] in answer.read().decode()


def test_commands_reach_the_same_database(live_app):
    done = live_app.manage("shell", "-v", "0", "-c", "from network.models import User; print(User.objects.count() > 5)")
    assert (done.returncode, done.stdout, done.stderr) == (0, "True\n", "")
