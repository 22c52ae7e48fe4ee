"""What a partner sees by a consent of everything, and that nothing is left of it at the request after it was withdrawn.

Every address of the clients' side is walked with the objects of one person; one of a new kind has to be declared here.
"""

import pytest
from django.urls import URLPattern, get_resolver, reverse

from clients.actions.consents import withdraw_consent
from network.access import acting_as
from tests.factories import make_client, make_participation, make_visit
from tests.path_factories import make_case_worker, make_consent, make_note, make_partner, make_whole_path

pytestmark = pytest.mark.django_db
# The word before the number in an address → the model of that number; None = nothing of one person.
OF = {
    "assessments": "Assessment",
    "campaigns": None,
    "clients": "Client",
    "consents": "Consent",
    "consultations": "Consultation",
    "data-requests": "DataRequest",
    "duplicates": "Client",
    "eura": "Participation",
    "head-counts": None,
    "housing": "HousingGuidance",
    "meetings": "Meeting",
    "measurements": "Measurement",
    "measures": None,
    "merges": "ClientMerge",
    "messages": "Message",
    "notes": "Note",
    "participations": "Participation",
    "people": "ScreeningCase",
    "placements": "PlacementPeriod",
    "plans": "Plan",
    "profiles": None,
    "programme": None,
    "referrals": "Referral",
    "refusals": "Refusal",
    "reply": None,
    "screenings": "Screening",
    "service-uses": "ServiceUse",
    "todo": "Referral",
    "visits": "Visit",
    "waiting": None,
    "wage-subsidies": "WageSubsidy",
    "workers": "CaseWorker",
}
# Parts of an address besides the number of the object.
PARTS = {
    "number": 1,
    "slug": "consents",
    "side": "start",
    "kept": "Client",
    "one": "Client",
    "other": "Other",
    "dropped": "Other",
}
# Pages that a consent of all scopes opens.
OPEN = {
    "assessment_create",
    "assessment_list",
    "case_worker_create",
    "case_worker_edit",
    "client_detail",
    "client_profile",
    "consent_print",
    "measure_fill",
    "measurement_edit",
    "measurement_list",
    "meeting_create",
    "meeting_detail",
    "meeting_edit",
    "message_list",
    "note_create",
    "plan_detail",
    "plan_pdf",
    "plan_version",
}
# Forms that may have been open when the consent was withdrawn.
FORMS = {"assessment_create", "case_worker_edit", "meeting_edit", "message_list", "note_create", "plan_act"}
REFUSED = {403, 404, 405}


def addresses(objects: dict) -> dict[str, str]:
    """Every address of the clients' side that takes something of a person: by the name of the page."""
    found = {}
    patterns = get_resolver().namespace_dict["clients"][1].url_patterns
    for pattern in patterns:
        assert isinstance(pattern, URLPattern)
        route, names = str(pattern.pattern), pattern.pattern.converters
        model = OF[route.partition("<")[0].split("/")[-2]] if names else None
        if model:
            parts = {name: PARTS.get(name, model) for name in names}
            numbers = {name: objects[part].pk if part in objects else part for name, part in parts.items()}
            found[pattern.name] = reverse(f"clients:{pattern.name}", kwargs=numbers)
    return found


def lists() -> list[str]:
    """The addresses of the clients' side that name nobody."""
    patterns = get_resolver().namespace_dict["clients"][1].url_patterns
    return [reverse(f"clients:{pattern.name}") for pattern in patterns if not pattern.pattern.converters]


@pytest.fixture
def world(site, kaisa):
    person = make_client(first_name="Zelda", last_name="Kaukovirta", home_site=site)
    partner = make_partner(sites=[site])
    objects = make_whole_path(person, kaisa) | {"Client": person, "Other": make_client(home_site=site)}
    objects["Visit"] = make_visit(site=site, client=person)
    objects["Participation"] = make_participation(client=person)
    objects["Consent"] = make_consent(person, agency=partner.expert.agency)
    objects["CaseWorker"] = make_case_worker(person, partner.expert)
    make_note(person, partner, agency=partner.expert.agency)
    return objects, partner


def naming(client, pages) -> set[str]:
    """Those of the pages that answer with the person's last name; a search for the first name among them."""
    found = {page for page in pages if "Kaukovirta" in client.get(page).content.decode(errors="replace")}
    searches = {"clients:client_list": "q", "clients:client_search": "people"}
    for name, field in searches.items():
        if "Kaukovirta" in client.post(reverse(name), {field: "Zelda"}).content.decode():
            found.add(f"search {name}")
    return found


def test_a_consent_opens_its_pages_and_withdrawn_none_is_left(client, world, kaisa):
    objects, partner = world
    pages = addresses(objects)
    client.force_login(partner)
    assert {name: client.get(pages[name]).status_code for name in OPEN} == dict.fromkeys(OPEN, 200)
    caseload = reverse("clients:caseload")
    assert naming(client, [caseload]) == {caseload, "search clients:client_list"}
    with acting_as(kaisa):
        withdraw_consent(by=kaisa, consent=objects["Consent"])
    answers = {name: client.get(page).status_code for name, page in pages.items()}
    assert {name: status for name, status in answers.items() if status not in REFUSED} == {}
    forms = {name: client.post(pages[name], {"body": "Kesken jäi"}).status_code for name in FORMS}
    assert {name: status for name, status in forms.items() if status not in REFUSED} == {}
    assert naming(client, lists()) == set()
