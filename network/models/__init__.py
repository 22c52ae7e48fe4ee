from .agency import Agency, AgencyContact
from .base import Folded, Keyed, Named, SortKey, Valid, ValidityQuerySet, Versioned, WebField, new_key
from .checked import Checked, CheckInterval, stale_on
from .employer import Employer, EmployerContact
from .expert import Expert
from .history import keeps_history
from .invitation import Invitation
from .logbook import Development, DevelopmentKind, Medium, Problem, Publicity
from .municipality import Municipality, region_choices
from .project import Area, Project, Target, TargetVersion
from .site import OpeningException, OpeningHours, Site, SiteAddress, Weekday
from .staffing import Absence, Body, BodyKind, BodyMember, BodyRole, StaffAssignment, Team
from .submission import Submission
from .user import Role, RoleAssignment, User

__all__ = [
    "Absence",
    "Agency",
    "AgencyContact",
    "Area",
    "Body",
    "BodyKind",
    "BodyMember",
    "BodyRole",
    "CheckInterval",
    "Checked",
    "Development",
    "DevelopmentKind",
    "Employer",
    "EmployerContact",
    "Expert",
    "Folded",
    "Invitation",
    "Keyed",
    "Medium",
    "Municipality",
    "Named",
    "OpeningException",
    "OpeningHours",
    "Problem",
    "Project",
    "Publicity",
    "Role",
    "RoleAssignment",
    "Site",
    "SiteAddress",
    "SortKey",
    "StaffAssignment",
    "Submission",
    "Target",
    "TargetVersion",
    "Team",
    "User",
    "Valid",
    "ValidityQuerySet",
    "Versioned",
    "WebField",
    "Weekday",
    "keeps_history",
    "new_key",
    "region_choices",
    "stale_on",
]
