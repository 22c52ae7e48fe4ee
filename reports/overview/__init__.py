"""The figures of a project as people look at them: counters, then groups of tables with their charts.

Screen, Excel and CSV show the same tables in the same order; numbers come from reports.figures alone.
"""

from reports.overview.counters import Counter, Counters, counters
from reports.overview.groups import Group, groups
from reports.overview.subject import Subject
from reports.overview.table import Table

__all__ = ["Counter", "Counters", "Group", "Subject", "Table", "counters", "groups"]
