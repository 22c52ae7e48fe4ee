"""Plain factories of a young person's path: each makes one valid row, any field can be overridden."""

from datetime import timedelta
from decimal import Decimal
from itertools import count

from django.utils import timezone

from clients import models as path
from clients.codes import (
    Answerer,
    CameFrom,
    Card,
    ConsentGiven,
    ConsentScope,
    DataRequestKind,
    EmployerType,
    HousingNeed,
    MeetingKind,
    Placement,
    RefusalReason,
    ServiceKind,
    Source,
)
from clients.screening_codes import ScreeningSource
from network.access import acting_as_system
from network.models import Role, RoleAssignment
from tests.factories import make_agency, make_client, make_expert, make_project, make_referral, make_site, make_user

_numbers = count(1)
ALL_SCOPES = list(ConsentScope.values)


def make_partner(*, sites=(), agency=None, **fields):
    """A user of a partner agency with the role of an expert at `sites`, and their entry in the directory (`expert`)."""
    user = make_user(**fields)
    RoleAssignment.objects.bulk_create(RoleAssignment(user=user, role=Role.EXPERT, site=site) for site in sites)
    make_expert(
        agency=agency or make_agency(),
        sites=sites,
        user=user,
        first_name=user.first_name,
        last_name=user.last_name,
        email=user.email,
    )
    return user


def _make(model, **fields):
    with acting_as_system("test"):
        return model.objects.create(**fields)


def make_consent(client, *, agency=None, referral=None, **fields) -> path.Consent:
    """A consent of everything for a year, to a new agency unless told otherwise."""
    if agency is None and referral is None:
        agency = make_agency()
    defaults = {"scopes": ALL_SCOPES, "given": ConsentGiven.SPOKEN, "witness": "Todistaja"}
    return _make(path.Consent, client=client, agency=agency, referral=referral, **defaults | fields)


def make_note(client, author=None, **fields) -> path.Note:
    return _make(path.Note, client=client, author=author or make_user(), **{"body": "Tavattu tänään."} | fields)


def make_draft(client, user, **fields) -> path.Draft:
    return _make(
        path.Draft, client=client, user=user, **{"key": f"note:{client.pk}", "content": {"body": "Kesken"}} | fields
    )


def make_case_worker(client, expert=None, **fields) -> path.CaseWorker:
    return _make(path.CaseWorker, client=client, expert=expert or make_expert(), **fields)


def make_assessment(client, author=None, **fields) -> path.Assessment:
    defaults = {"profession": "nuorisotyöntekijä", "work": "much", "strengths": "Sinnikäs"}
    return _make(path.Assessment, client=client, author=author or make_user(), **defaults | fields)


def make_plan(client, **fields) -> path.Plan:
    return _make(path.Plan, client=client, **fields)


def make_goal(plan, **fields) -> path.Goal:
    return _make(path.Goal, plan=plan, **{"words": "Haluan omaan kotiin"} | fields)


def make_step(goal, **fields) -> path.Step:
    return _make(path.Step, goal=goal, **{"text": "Täytetään asuntohakemus"} | fields)


def make_plan_version(plan, **fields) -> path.PlanVersion:
    defaults = {"number": 1, "agreed_on": timezone.localdate(), "content": {"goals": []}}
    return _make(path.PlanVersion, plan=plan, **defaults | fields)


def make_meeting(client, *, experts=(), **fields) -> path.Meeting:
    defaults = {"kind": MeetingKind.NETWORK, "starts_at": timezone.now() + timedelta(days=7), "place": "Ohjaamo"}
    meeting = _make(path.Meeting, client=client, **defaults | fields)
    with acting_as_system("test"):
        meeting.experts.set(experts)
    return meeting


def make_profile(**fields) -> path.Profile:
    """A profile in a set of its own unless one is given."""
    if "profile_set" not in fields:
        fields["profile_set"] = path.ProfileSet.objects.create(name_fi="Profiilit")
    return path.Profile.objects.create(**{"name_fi": "Kulkija", "motivation": 2, "need": 2} | fields)


def make_client_profile(client, profile=None, **fields) -> path.ClientProfile:
    return _make(path.ClientProfile, client=client, profile=profile or make_profile(), **fields)


def make_measure(*areas: str, **fields) -> path.Measure:
    """A change measure from 1 to 10 with the areas of these names."""
    measure = path.Measure.objects.create(**{"name_fi": "Muutosmittari"} | fields)
    path.MeasureArea.objects.bulk_create(
        path.MeasureArea(measure=measure, name_fi=name, position=number)
        for number, name in enumerate(areas or ("Arki", "Työ"))
    )
    return measure


def make_measurement(client, measure=None, values=(), **fields) -> path.Measurement:
    """A measurement; `values` are (the young person's, the counsellor's) by area in order."""
    measure = measure or make_measure()
    row = _make(path.Measurement, client=client, measure=measure, **{"answered_by": Answerer.TOGETHER} | fields)
    with acting_as_system("test"):
        path.MeasurementAnswer.objects.bulk_create(
            path.MeasurementAnswer(measurement=row, area=area, client_value=own, counsellor_value=other)
            for area, (own, other) in zip(measure.areas.all(), values, strict=False)
        )
    return row


def make_own_page(client, **fields) -> path.OwnPage:
    return _make(path.OwnPage, client=client, **{"secret_hash": f"hash-{next(_numbers)}"} | fields)


def make_own_page_code(own_page, **fields) -> path.OwnPageCode:
    defaults = {"code_hash": "hash", "expires_at": timezone.now() + timedelta(minutes=15)}
    return _make(path.OwnPageCode, own_page=own_page, **defaults | fields)


def make_message(client, **fields) -> path.Message:
    return _make(path.Message, client=client, **{"body": "Moi!"} | fields)


def make_data_request(client, **fields) -> path.DataRequest:
    return _make(path.DataRequest, client=client, **{"kind": DataRequestKind.COPY} | fields)


def make_consultation(**fields) -> path.Consultation:
    fields = {"question": "Mistä saa apua vuokravelkaan?"} | fields
    return _make(
        path.Consultation,
        site=fields.pop("site", None) or make_site(),
        to_agency=fields.pop("to_agency", None) or make_agency(),
        **fields,
    )


def make_reply_link(referral=None, **fields) -> path.ReplyLink:
    defaults = {
        "secret_hash": f"hash-{next(_numbers)}",
        "email": "kumppani@example.org",
        "expires_at": timezone.now() + timedelta(days=14),
    }
    return _make(path.ReplyLink, referral=referral, **defaults | fields)


def make_incoming_referral(client, **fields) -> path.IncomingReferral:
    site = fields.pop("site", None) or client.home_site
    return _make(path.IncomingReferral, client=client, site=site, **{"source": CameFrom.SCHOOL} | fields)


def make_refusal(client, **fields) -> path.Refusal:
    project = fields.pop("project", None) or make_project()
    return _make(path.Refusal, client=client, project=project, **{"reason": RefusalReason.NOT_NOW} | fields)


def make_service_use(client, **fields) -> path.ServiceUse:
    defaults = {"kind": ServiceKind.CARD_TRAINING, "card": Card.HYGIENE}
    site = fields.pop("site", None) or client.home_site
    if fields.get("kind", ServiceKind.CARD_TRAINING) != ServiceKind.CARD_TRAINING:
        defaults["card"] = ""
    return _make(path.ServiceUse, client=client, site=site, **defaults | fields)


def make_housing(client, **fields) -> path.HousingGuidance:
    site = fields.pop("site", None) or client.home_site
    return _make(path.HousingGuidance, client=client, site=site, **{"need": HousingNeed.FIRST_HOME} | fields)


def make_placement(client, **fields) -> path.PlacementPeriod:
    defaults = {"placement": Placement.OPEN_JOB, "started_on": timezone.localdate(), "source": Source.CLIENT}
    return _make(path.PlacementPeriod, client=client, **defaults | fields)


def make_wage_subsidy(client, **fields) -> path.WageSubsidy:
    defaults = {
        "employer_type": EmployerType.COMPANY,
        "started_on": timezone.localdate(),
        "money_eur": Decimal("1200.00"),
    }
    return _make(path.WageSubsidy, client=client, **defaults | fields)


def make_screening(site=None, **fields) -> path.Screening:
    return _make(path.Screening, site=site or make_site(), **{"name": f"Seulonta {next(_numbers)}"} | fields)


def make_screening_case(screening, **fields) -> path.ScreeningCase:
    defaults = {"first_name": "Eino", "last_name": f"Esimerkki {next(_numbers)}", "source": ScreeningSource.SOCIAL}
    return _make(path.ScreeningCase, screening=screening, **defaults | fields)


def make_merge(kept, dropped, **fields) -> path.ClientMerge:
    """The record of a merge, without moving anything."""
    return _make(path.ClientMerge, kept=kept, dropped=dropped, **fields)


def make_not_same_person(one, other) -> path.NotSamePerson:
    first, second = sorted((one, other), key=lambda row: row.pk)
    return _make(path.NotSamePerson, one=first, other=second)


def make_whole_path(client, user) -> dict:
    """One row of everything about `client` (known at a home site), written by `user`; by the name of the model."""
    other = make_client(home_site=client.home_site)
    referral, plan = make_referral(client=client), make_plan(client)
    goal, own_page, screening = make_goal(plan), make_own_page(client), make_screening(client.home_site)
    rows = [
        make_consent(client),
        make_consent(client, referral=referral),
        make_note(client, user),
        make_draft(client, user),
        make_case_worker(client),
        make_assessment(client, user),
        plan,
        goal,
        make_step(goal),
        make_plan_version(plan),
        make_meeting(client, experts=[make_expert()]),
        make_client_profile(client),
        make_measurement(client, values=[(3, 5), (4, 4)]),
        own_page,
        make_own_page_code(own_page),
        make_message(client),
        make_data_request(client),
        make_reply_link(referral),
        make_consultation(site=client.home_site),
        make_incoming_referral(client),
        make_refusal(client),
        make_service_use(client),
        make_housing(client),
        make_placement(client),
        make_wage_subsidy(client),
        screening,
        make_screening_case(screening, client=client),
        make_merge(client, other),
        make_not_same_person(client, other),
        referral,
    ]
    return {type(row).__name__: row for row in rows}
