from .check_in import CheckIn, CheckInPoint
from .event import Event
from .rota import Shift

__all__ = ["CheckIn", "CheckInPoint", "Event", "Shift"]
