from .campaign import Campaign, JobPost
from .check_in import CheckIn, CheckInPoint
from .event import Event, EventSeries, EventText
from .feed import CalendarFeed, FeedKind
from .feedback import STATEMENTS, Feedback
from .idea import Idea, Pilot
from .public import Change, FormUse
from .recurrence import Position, Recurrence
from .rota import Shift, ShiftException, ShiftSeries
from .service import Service
from .sign_up import SignUp

__all__ = [
    "STATEMENTS",
    "CalendarFeed",
    "Campaign",
    "Change",
    "CheckIn",
    "CheckInPoint",
    "Event",
    "EventSeries",
    "EventText",
    "FeedKind",
    "Feedback",
    "FormUse",
    "Idea",
    "JobPost",
    "Pilot",
    "Position",
    "Recurrence",
    "Service",
    "Shift",
    "ShiftException",
    "ShiftSeries",
    "SignUp",
]
