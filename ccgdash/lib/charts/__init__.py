"""Charts, the bottom of every figure: numbers in; SVG, Plotly JSON, table and sentence out. No Django."""

from ccgdash.lib.charts.bars import Series, bar, stacked_bar
from ccgdash.lib.charts.model import Chart, Column, Size, Table
from ccgdash.lib.charts.timeline import Span, timeline

__all__ = ["Chart", "Column", "Series", "Size", "Span", "Table", "bar", "stacked_bar", "timeline"]
