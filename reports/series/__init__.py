"""External series: reading pasted tables, the change between two days, pictures. Pure functions."""

from reports.series.change import Change, change_between
from reports.series.drawing import drawn
from reports.series.pasting import Pasted, read_day, read_number, read_table

__all__ = ["Change", "Pasted", "change_between", "drawn", "read_day", "read_number", "read_table"]
