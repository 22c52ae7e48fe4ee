"""Working minutes by client profile: what each profile takes."""

from clients.client_profiles import current_set, work_by_profile
from network.shares import rounded
from reports.figures.scope import Scope
from reports.figures.visits import visits_in

NO_PROFILE = "none"


def in_force(scope: Scope) -> int:
    """Profiles of the set in force on the scope's last day."""
    found = current_set(scope.end)
    return len(found.profiles.all()) if found else 0


def by_profile(scope: Scope) -> dict[str, dict]:
    """Minutes of the scope's visits by the profile that the client had on the day, "none" without one.

    Only visits of named clients whose minutes are written down. per_person: minutes per person, rounded half up.
    """
    return {
        str(line.profile.pk) if line.profile else NO_PROFILE: {
            "name": str(line.profile) if line.profile else "",
            "people": line.people,
            "visits": line.visits,
            "minutes": line.minutes,
            "per_person": rounded(line.minutes, line.people),
        }
        for line in work_by_profile(visits_in(scope))
    }


def profiles(scope: Scope) -> dict:
    """All figures of client profiles."""
    return {"in_force": in_force(scope), "by_profile": by_profile(scope)}
