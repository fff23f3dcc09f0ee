"""How a line of a document is read: as prose, a figure, the name of an area, its code."""

from collections.abc import Mapping
from enum import IntEnum

from ehealth_stats.ingestion.figures.tokens.printed import Points


class Style(IntEnum):
    """How a line is read."""

    PROSE = 0
    FIGURES = 1
    DECIMAL_POINT = 2
    DECIMAL_COMMA = 3
    EITHER_SIGN = 4
    PADDED = 5
    NAMES = 6
    COUNTIES = 7
    BODIES = 8
    CODES = 9
    NUMBERING = 10
    HEADER = 11
    LEGEND = 12
    ROW_NUMBERS = 13

    @property
    def is_names(self) -> bool:
        """Whether it names an area."""
        return Style.NAMES <= self <= Style.BODIES

    @property
    def is_figures(self) -> bool:
        """Whether it is a cell in a column of figures."""
        return Style.FIGURES <= self <= Style.PADDED

    @property
    def points(self) -> Points:
        """The decimal sign of the column, where its cells show it."""
        return _POINTS.get(self, "")


_POINTS: Mapping[Style, Points] = {Style.DECIMAL_POINT: ".", Style.DECIMAL_COMMA: ",", Style.EITHER_SIGN: "either"}
STYLES: Mapping[Points, Style] = {points: style for style, points in _POINTS.items()} | {"": Style.FIGURES}
"""The style of a column of figures by the decimal sign that its cells show."""
