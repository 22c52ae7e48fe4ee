"""The numbers that a target has had: kept with the day of their decision, the newest by date holds."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from network.access import acting_as_system
from network.models import Role, Target, TargetVersion
from network.promises import pasts_of
from reports.interchange.importing import run_import
from tests.factories import make_project, make_site, make_target, make_user
from tests.forms import errors, posted, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(client):
    client.site = make_site()
    client.user = make_user(Role.MANAGER, site=client.site, language="en")
    client.force_login(client.user)
    return client


def edit(client, row, /, **changes):
    address = reverse("network:target_edit", args=[row.project_id, row.pk])
    return client.post(address, posted(client.get(address).context["form"]) | changes, follow=True)


def versions(target) -> list:
    return list(target.versions.values_list("number", "set_on", "note"))


def test_each_new_number_is_kept_with_its_day_and_the_newest_holds(manager):
    project = make_project(sites=[manager.site])
    data = {
        "period": "2008", "period_start": "2008-01-01", "period_end": "2008-12-31", "measure": "intake",
        "target": "140", "set_on": "2008-03-01", "note": "Hakemus <b>1</b>",
    }  # fmt: skip
    manager.post(reverse("network:target_create", args=[project.pk]), data)
    target = Target.objects.get()
    assert versions(target) == [(140, date(2008, 3, 1), "Hakemus 1")]
    edit(manager, target, period="Vuosi 2008")
    assert len(versions(target)) == 1
    page = text_of(edit(manager, target, target="160", set_on="2008-09-12", note="Ohjausryhmä"))
    assert "160 set 12 Sept 2008 (was 140)" in page.replace("Sep ", "Sept ")
    # An older decision told later goes into the history only.
    page = text_of(edit(manager, target, target="150", set_on="2008-06-01"))
    assert "150 went into the history: 160, set on 12 Sep" in page
    target.refresh_from_db()
    assert target.target == 160
    assert [(number, day.month) for number, day, _note in versions(target)] == [(160, 9), (150, 6), (140, 3)]
    # Of two on one day the one told last.
    edit(manager, target, target="155", set_on="2008-09-12")
    target.refresh_from_db()
    assert (target.target, versions(target)[0][0]) == (155, 155)
    assert set(target.versions.values_list("recorded_by", flat=True)) == {manager.user.pk}
    tomorrow = (timezone.localdate() + timedelta(1)).isoformat()
    late = edit(manager, target, target="1", set_on=tomorrow)
    assert errors(late) == {"set_on": ["This day is still to come."]}
    own = reverse("network:target_edit", args=[project.pk, target.pk])
    assert text_of(manager.get(own)).index("holds now") < text_of(manager.get(own)).index("Ohjausryhmä")


def test_a_target_from_before_tells_what_it_was_but_not_since_when(manager):
    target = make_target(make_project(sites=[manager.site]), target=140)
    assert pasts_of([target])[target.pk].set_on is None
    address = reverse("network:project_detail", args=[target.project_id])
    assert "140 not known when" in text_of(manager.get(address))
    page = text_of(edit(manager, target, target="160", set_on=""))
    assert "(was 140)" in page
    past = pasts_of([target])[target.pk]
    assert ([version.number for version in past.versions], past.before, past.was) == ([160], 140, 140)
    assert past.set_on == timezone.localdate()
    same = make_target(target.project, period="B", target=7)
    edit(manager, same, set_on="2020-05-05")
    past = pasts_of([same])[same.pk]
    assert (past.set_on, past.before, past.was) == (date(2020, 5, 5), None, None)


def test_two_editors_at_once_lose_nothing(manager):
    target = make_target(make_project(sites=[manager.site]), target=140)
    address = reverse("network:target_edit", args=[target.project_id, target.pk])
    one, other = (posted(manager.get(address).context["form"]) for _editor in range(2))
    assert manager.post(address, one | {"target": "150"}).status_code == 302
    refused = manager.post(address, other | {"target": "160", "note": "Minun"})
    assert list(errors(refused)) == [""]
    assert 'value="Minun"' in refused.content.decode()
    assert versions(target) == [(150, timezone.localdate(), "")]
    again = posted(refused.context["form"])
    assert manager.post(address, again | {"target": "160"}).status_code == 302
    target.refresh_from_db()
    assert (target.target, [number for number, _day, _note in versions(target)]) == (160, [160, 150])


def test_an_import_keeps_a_version_only_of_a_new_number(tmp_path: Path):
    project = make_project(code="S1")
    columns = "project,period,period_start,period_end,measure,target\n"

    def imported(*numbers: int) -> list:
        rows = [f"S1,P{place},2024-01-01,2024-12-31,intake,{number}\n" for place, number in enumerate(numbers)]
        (tmp_path / "targets.csv").write_text(columns + "".join(rows))
        with acting_as_system("test"):
            assert run_import(tmp_path, dry_run=False).errors == 0
        return list(TargetVersion.objects.values_list("goal__period", "number", "set_on", "recorded_by"))

    assert imported(10, 20) == []
    assert imported(10, 20) == []
    assert imported(10, 25) == [("P1", 25, timezone.localdate(), None)]
    assert pasts_of(list(project.targets.all()))[project.targets.get(period="P1").pk].was == 20
