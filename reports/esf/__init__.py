"""The indicators of the structural funds as a manager looks at them: all and complete, checked, and what is missing."""

from reports.esf.missing import MissingNumbers, missing_numbers
from reports.esf.page import IndicatorPage, read_indicators
from reports.esf.sheets import indicator_sheets

__all__ = ["IndicatorPage", "MissingNumbers", "indicator_sheets", "missing_numbers", "read_indicators"]
