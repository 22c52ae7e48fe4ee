from .agency import Agency, Expert
from .base import Folded, Keyed, SortKey, Valid, ValidityQuerySet, Versioned, new_key
from .municipality import Municipality, region_choices
from .project import Area, Project, Target
from .site import OpeningException, OpeningHours, Site, SiteAddress, Weekday
from .submission import Submission
from .user import Role, RoleAssignment, User

__all__ = [
    "Agency",
    "Area",
    "Expert",
    "Folded",
    "Keyed",
    "Municipality",
    "OpeningException",
    "OpeningHours",
    "Project",
    "Role",
    "RoleAssignment",
    "Site",
    "SiteAddress",
    "SortKey",
    "Submission",
    "Target",
    "User",
    "Valid",
    "ValidityQuerySet",
    "Versioned",
    "Weekday",
    "new_key",
    "region_choices",
]
