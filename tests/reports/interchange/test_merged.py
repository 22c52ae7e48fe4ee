"""Two people merged here: exports know one, imports that still name both find the one kept."""

import pytest

from clients.actions.merges import merge_clients
from clients.models import Client, Visit
from network.access import acting_as, acting_as_system
from network.models import Role
from reports.interchange.exporting import Export
from tests.factories import make_user

from .tables import SOUND, write_folder

TWICE = SOUND | {
    "clients": SOUND["clients"] + "wera,Wera,Nuori,2001-05-17,unknown,,,,,,valk\n",
    "visits": SOUND["visits"] + "v3,2021-02-19,,valk,walk_in,wera,,,,housing,20,,\n",
}


def exported(folder) -> dict[str, str]:
    with acting_as_system("test"):
        Export().to_folder(folder)
    return {path.stem: path.read_text() for path in folder.iterdir()}


@pytest.mark.django_db
def test_what_names_a_merged_person_goes_to_the_one_kept(tmp_path, run_import):
    folder = write_folder(tmp_path / "in", TWICE)
    assert run_import(folder)[::2] == (0, [])
    user = make_user(Role.COUNSELLOR)
    with acting_as(user):
        merge_clients(by=user, kept=Client.objects.get(key="veera"), dropped=Client.objects.get(key="wera"))
    out = exported(tmp_path / "out")
    assert "wera" not in out["clients"] + out["visits"]
    assert "v3,2021-02-19,,valk,walk_in,veera," in out["visits"]

    code, said, warned = run_import(folder)
    assert code == 0
    assert "clients: 0 created, 0 updated, 2 unchanged" in said
    assert "visits: 0 created, 0 updated, 3 unchanged" in said
    assert ["wera" in line or "clients" in line for line in warned] == [True]
    more = {"visits": TWICE["visits"].splitlines()[0] + "\nv4,2021-02-20,,valk,walk_in,wera,,,,housing,20,,\n"}
    assert run_import(write_folder(tmp_path / "more", more))[0] == 0
    with acting_as_system("test"):
        assert Visit.objects.get(key="v4").client.key == "veera"
        assert Client.objects.get(key="wera").first_name == "Wera"
        assert Client.objects.get(key="wera").merged_into.key == "veera"
    before = exported(tmp_path / "first")
    assert run_import(tmp_path / "first")[0] == 0
    assert exported(tmp_path / "second") == before
