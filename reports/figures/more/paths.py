"""Where young people were guided: to work, education, apprenticeships, wellbeing services and trials.

Different clients throughout, but for trials, which are counted as referrals. The referrals are the contract's.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from clients.codes import Placement, ReferralTarget
from clients.models import Participation, PlacementPeriod
from network.shares import percent_of
from reports.figures.more.scoped import known_here
from reports.figures.more.subsidies import subsidies_in
from reports.figures.referrals import referrals_in
from reports.figures.scope import Scope

WORK = (ReferralTarget.WORK, ReferralTarget.WAGE_SUBSIDY)
TRIALS = (ReferralTarget.WORK_TRIAL, ReferralTarget.EDUCATION_TRIAL)
STUDIES = (Placement.EDUCATION, Placement.APPRENTICESHIP)


@dataclass(frozen=True)
class Paths:
    """referred: (client, target) of each referral. placed: (client, placement); subsidised: clients."""

    referred: list[tuple[int, str]]
    placed: set[tuple[int, str]]
    subsidised: set[int]

    def people_to(self, *targets: str) -> set[int]:
        """The clients referred to one of these."""
        return {client for client, target in self.referred if target in targets}

    def people_placed(self, *placements: str) -> set[int]:
        """The clients with one of these placements."""
        return {client for client, placement in self.placed if placement in placements}

    def referrals_to(self, targets: Iterable[str]) -> int:
        """Referrals, not people."""
        return sum(target in targets for _client, target in self.referred)


def placed_in(scope: Scope) -> set[tuple[int, str]]:
    """(client, placement) of placements in the scope.

    A placement is a period that began in the scope, of a client known at one of its sites, or what a participation of
    its projects that ended in the scope led to.
    """
    dates = (scope.start, scope.end)
    begun = PlacementPeriod.objects.filter(client__in=known_here(scope), started_on__range=dates)
    ended = Participation.objects.filter(project__in=scope.projects, end_date__range=dates).exclude(placement="")
    return {*begun.order_by().values_list("client", "placement"), *ended.order_by().values_list("client", "placement")}


def read(scope: Scope) -> Paths:
    """Three queries for all figures below."""
    begun = subsidies_in(scope).filter(started_on__range=(scope.start, scope.end))
    referred = list(referrals_in(scope).values_list("client", "target"))
    return Paths(referred, placed_in(scope), set(begun.values_list("client", flat=True)))


def work(found: Paths) -> dict:
    """Different clients referred to work (with wage subsidy or not), and those of them who got a wage subsidy.

    with_subsidy: of those referred, with a wage subsidy that began in the scope or a wage-subsidised job as a
    placement. subsidy_share: of the referred.
    """
    referred = found.people_to(*WORK)
    with_subsidy = referred & (found.subsidised | found.people_placed(Placement.SUBSIDISED_JOB))
    share = percent_of(len(with_subsidy), len(referred))
    return {"referred": len(referred), "with_subsidy": len(with_subsidy), "subsidy_share": share}


def education(found: Paths) -> dict[str, int]:
    """Different clients who applied, who were admitted, and either (one or both; the two are never added up).

    applied: referred to education. admitted: with a placement in education or as an apprentice.
    """
    applied, admitted = found.people_to(ReferralTarget.EDUCATION), found.people_placed(*STUDIES)
    return {"applied": len(applied), "admitted": len(admitted), "either": len(applied | admitted)}


def apprenticeships(found: Paths) -> dict[str, int]:
    """Different clients referred to an apprenticeship, and those who began one."""
    referred = found.people_to(ReferralTarget.APPRENTICESHIP)
    return {"referred": len(referred), "begun": len(found.people_placed(Placement.APPRENTICESHIP))}


def wellbeing(found: Paths) -> dict[str, int]:
    """Different clients referred to wellbeing services."""
    return {"referred": len(found.people_to(ReferralTarget.WELLBEING))}


def trials(found: Paths) -> dict:
    """Referrals to work trials and education trials, their people, and the share of all referrals of the scope."""
    referrals, everything = found.referrals_to(TRIALS), len(found.referred)
    share = percent_of(referrals, everything)
    return {"referrals": referrals, "people": len(found.people_to(*TRIALS)), "of": everything, "share": share}


def paths(scope: Scope) -> dict:
    """All figures of where people were guided."""
    found = read(scope)
    return {
        "work": work(found),
        "education": education(found),
        "apprenticeships": apprenticeships(found),
        "wellbeing": wellbeing(found),
        "trials": trials(found),
    }
