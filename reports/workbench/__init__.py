"""The workbench: a measure by rows and columns, narrowed by filters, over a period. Exact, for managers only."""

from reports.workbench.answer import Answer, answer
from reports.workbench.chart import chart_of, why_no_chart
from reports.workbench.dimensions import DIMENSIONS
from reports.workbench.measures import MEASURES, Measure
from reports.workbench.question import Question, dimensions_of
from reports.workbench.records import Cell, lines_of

__all__ = [
    "DIMENSIONS",
    "MEASURES",
    "Answer",
    "Cell",
    "Measure",
    "Question",
    "answer",
    "chart_of",
    "dimensions_of",
    "lines_of",
    "why_no_chart",
]
