"""The page of a person, put together from parts: each says what it is made of, and what one must be let see for it."""

from collections.abc import Callable
from dataclasses import dataclass

from clients import (
    caseload,
    client_profiles,
    consents,
    followups,
    measures,
    messages,
    outcomes,
    own_pages,
    participations,
    plans,
    profile,
    referrals,
    timeline,
)
from clients.access import Sight
from clients.codes import ConsentScope


@dataclass(frozen=True)
class Part:
    """One part of the page.

    `context(sight)` gives what `template` needs; `scope` is what a consent must name (None = only for those who counsel
    where the person is known). `aside` parts stand in the narrow column.
    """

    template: str
    context: Callable[[Sight], dict]
    scope: ConsentScope | None
    aside: bool = False


# In the order in which they are read; a part that has nothing to say says what to do next.
PARTS = [
    Part("clients/_client_plan.html", plans.plan_part, ConsentScope.PLAN),
    Part("clients/_client_messages.html", messages.messages_part, ConsentScope.PLAN),
    Part("clients/_client_timeline.html", timeline.timeline_part, ConsentScope.BASIC),
    Part("clients/_client_participations.html", participations.participations_part, None),
    Part("clients/_client_outcomes.html", outcomes.outcomes_part, ConsentScope.VISITS),
    Part("clients/_client_measures.html", measures.measures_part, ConsentScope.PLAN),
    Part("clients/_client_facts.html", profile.facts_part, ConsentScope.BASIC, aside=True),
    Part("clients/_client_consents.html", consents.consents_part, ConsentScope.BASIC, aside=True),
    Part("clients/_client_workers.html", caseload.workers_part, ConsentScope.BASIC, aside=True),
    Part("clients/_client_referrals.html", referrals.referrals_part, ConsentScope.BASIC, aside=True),
    Part("clients/_client_incoming.html", followups.incoming_part, None, aside=True),
    Part("clients/_client_profile.html", client_profiles.profile_part, ConsentScope.PLAN, aside=True),
    Part("clients/_client_own_page.html", own_pages.own_page_part, None, aside=True),
    Part("clients/_client_rights.html", profile.rights_part, None, aside=True),
]


@dataclass(frozen=True)
class Shown:
    """A part with its content."""

    template: str
    content: dict
    aside: bool


def parts_of(sight: Sight) -> list[Shown]:
    """The parts that `sight` may see, with their contents."""
    return [Shown(part.template, part.context(sight), part.aside) for part in PARTS if sight.sees(part.scope)]
