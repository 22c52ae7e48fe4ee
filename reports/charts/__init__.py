"""Charts drawn as SVG on the server, the same in page and PDF, with title, description and data table.

Make a Chart of values, put it into a Figure with the function that draws it, and include
reports/charts/_chart.html (page) or reports/charts/_chart_paper.html (PDF) with figure=….
"""

from network.shares import percent_of
from reports.charts.bars import bar_chart, grouped_bar_chart, stacked_bar_chart
from reports.charts.columns import column_chart
from reports.charts.data import Category, Chart, Month, months
from reports.charts.figure import Figure
from reports.charts.svg import COMPACT, PAPER, WIDE, Layout
from reports.charts.text import grouped, percent

__all__ = [
    "COMPACT",
    "PAPER",
    "WIDE",
    "Category",
    "Chart",
    "Figure",
    "Layout",
    "Month",
    "bar_chart",
    "column_chart",
    "grouped",
    "grouped_bar_chart",
    "months",
    "percent",
    "percent_of",
    "stacked_bar_chart",
]
