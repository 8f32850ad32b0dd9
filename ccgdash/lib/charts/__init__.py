"""Charts, the bottom of every figure: numbers in; SVG, Plotly JSON, table and sentence out. No Django."""

from ccgdash.lib.charts.bars import Series, bar, stacked_bar
from ccgdash.lib.charts.caterpillar import Interval, caterpillar
from ccgdash.lib.charts.dots import dots
from ccgdash.lib.charts.funnel import Dot, Limits, funnel
from ccgdash.lib.charts.grades import grades
from ccgdash.lib.charts.hexmap import Hexagon, Tone, hexmap
from ccgdash.lib.charts.line import Break, Line, line_chart
from ccgdash.lib.charts.model import Chart, Column, Size, Table
from ccgdash.lib.charts.points import State
from ccgdash.lib.charts.ranked import Level, ranked
from ccgdash.lib.charts.sheet import sheet_svg
from ccgdash.lib.charts.spine import Bone, spine
from ccgdash.lib.charts.timeline import Span, timeline

__all__ = [
    "Bone",
    "Break",
    "Chart",
    "Column",
    "Dot",
    "Hexagon",
    "Interval",
    "Level",
    "Limits",
    "Line",
    "Series",
    "Size",
    "Span",
    "State",
    "Table",
    "Tone",
    "bar",
    "caterpillar",
    "dots",
    "funnel",
    "grades",
    "hexmap",
    "line_chart",
    "ranked",
    "sheet_svg",
    "spine",
    "stacked_bar",
    "timeline",
]
