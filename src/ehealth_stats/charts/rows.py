"""The rows of a bar chart: a code, a name, pieces with bounds and a text; rows -> the table of what is drawn, words."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isfinite

import pandas as pd

from ehealth_stats.charts import style
from ehealth_stats.charts.sheet import Drawn, Key, look
from ehealth_stats.charts.texts import municipalities_in_words, number, span, word
from ehealth_stats.codelists import Language

# Of more rows than the first number the second is drawn as bars.
MOST, SHOWN = 40, 30
WITHOUT = "_without"


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a bar from `start` to `end`, in the chart's unit; `end` is inf where no bound is known."""

    start: float
    end: float
    drawn: Drawn
    colour: str
    series: str


@dataclass(frozen=True, slots=True)
class Row:
    """One bar: code, name on the left, pieces, the text at its end, the bounds of its number (None: it has none)."""

    code: str
    name: str
    segments: tuple[Segment, ...]
    text: str
    bounds: tuple[float, float] | None = None

    @property
    def start(self) -> float:
        """Where the bar starts: at zero, or at its least negative number."""
        return min([0.0, *(s.start for s in self.segments)])

    @property
    def end(self) -> float:
        """Where the drawn number ends; an open end does not count."""
        return max([0.0, *(s.end if isfinite(s.end) else s.start for s in self.segments)])

    @property
    def open(self) -> bool:
        """Whether a piece has no upper bound."""
        return any(not isfinite(s.end) for s in self.segments)


def bounded(low: float, high: float, colour: str, series: str) -> tuple[Segment, ...]:
    """Return a bar that is solid to the bound next to zero and hatched between both; unknown when nothing is known.

    Examples
    --------
    >>> [(s.start, s.end, s.drawn) for s in bounded(55, 65, "#28a197", "persons")]
    [(0, 55, 'solid'), (55, 65, 'hatched')]
    >>> [(s.start, s.end, s.drawn) for s in bounded(-4, -3, "#28a197", "percent")]
    [(-3, 0, 'solid'), (-4, -3, 'hatched')]
    """
    if not isfinite(low) or (low <= 0 and not isfinite(high)):
        return (Segment(0, inf, "unknown", style.PAPER, series),)
    near = low if low > 0 else min(high, 0)
    solid = Segment(min(near, 0), max(near, 0), "solid", colour, series)
    return (solid,) if low == high else (solid, Segment(low, high, "hatched", colour, series))


def legend_for(rows: Sequence[Row], language: Language) -> list[Key]:
    """Return the legend of bars in one colour: what is hatched, what is unknown; nothing where all is certain."""
    parts = {part.drawn: part for row in rows for part in row.segments}
    keys = [
        Key(word(f"legend_{drawn}", language), look(part.drawn, part.colour))
        for drawn in ("solid", "hatched", "unknown")
        if (part := parts.get(drawn))
    ]
    return keys if set(parts) - {"solid"} else []


def bars_table(rows: Sequence[Row]) -> pd.DataFrame:
    """Return what is drawn: row, name, series, drawn, start, end (in the chart's unit; inf when open), text."""
    records = [
        (row.code, row.name, part.series, part.drawn, float(part.start), float(part.end), row.text)
        for row in rows
        for part in row.segments
    ]
    return pd.DataFrame(records, columns=["row", "name", "series", "drawn", "start", "end", "text"])


def split(rows: Sequence[Row], language: Language) -> tuple[list[Row], list[Row]]:
    """Return the rows that are drawn as bars, and those that are dots because a page can't hold them as bars.

    Of many rows the largest are bars; those without a number become one bar that says how many they are.
    """
    if len(rows) <= MOST:
        return list(rows), []
    known = [row for row in rows if row.bounds is not None]
    bars = len(known) if len(known) <= MOST else SHOWN
    shown, missing = known[:bars], len(rows) - len(known)
    if missing:
        name, pieces = municipalities_in_words(missing, language), bounded(0, inf, style.PAPER, "_T")
        shown.append(Row(WITHOUT, name, pieces, word("without_number", language)))
    return shown, known[bars:]


def rows_in_words(rows: Sequence[Row], dots: Sequence[Row] = (), *, language: Language = "en") -> str:
    """Return every bar's name and text as sentences, for the alt text, and what the dots come to."""
    texts = [f"{row.name} {row.text}" for row in rows]
    return "; ".join([*texts, dots_in_words(dots, language)] if dots else texts) + "."


def dots_in_words(dots: Sequence[Row], language: Language) -> str:
    """Return how many dots there are, from what number to what."""
    bounds = [row.bounds for row in dots if row.bounds is not None]
    low, high = min(lower for lower, _ in bounds), max(row.end for row in dots)
    text = number(low, language) if low == high else span(low, high, language)
    key = "dots" if all(isfinite(upper) for _, upper in bounds) else "dots_open"
    further = word("further", language, rest=municipalities_in_words(len(dots), language))
    return word(key, language, name=further[:1].upper() + further[1:], text=text)


def split_note(rows: Sequence[Row], dots: Sequence[Row], language: Language) -> str:
    """Return the note that says how many are bars and how many are dots; empty when all are bars."""
    bars = sum(row.code != WITHOUT for row in rows)
    return word("note_dots", language, n=bars, dots=len(dots)) if dots else ""
