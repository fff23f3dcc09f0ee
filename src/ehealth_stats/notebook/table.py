"""Tables as a person reads them: a table of ours -> HTML and text with labels beside codes and bounds in one cell."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

import pandas as pd

from ehealth_stats.codelists import Language, area_name, categories, indicators, label, units
from ehealth_stats.schema import Interval, escape_formula, read_message
from ehealth_stats.wording.languages import term
from ehealth_stats.wording.messages import say, word
from ehealth_stats.wording.numbers import figure as figure_text
from ehealth_stats.wording.numbers import number, percent
from ehealth_stats.wording.numbers import share as share_text
from ehealth_stats.wording.periods import day, period

MOST_ROWS, _MOST_PARTS = 60, 4
# Up to so many characters a cell stays on one line: figures with bounds, dates, names.
_SHORT = 28
_LISTS: dict[str, Callable[[], Any]] = {"indicators": indicators, "categories": categories, "units": units}
_LIST_OF = {
    "indicator": "indicators",
    "breakdown": "categories",
    "item": "categories",
    "share_of": "categories",
    "unit": "units",
}
# The vocabularies that the codes of a column are of: the first that has the code names it.
_VOCABULARIES = {
    "verdict": ("pace", "verdict"),
    "pace": ("pace",),
    "linear_class": ("pace",),
    "cagr_class": ("pace",),
    "kind": ("finding", "audit", "statement", "timeline", "target"),
    "state": ("money",),
} | {name: (name,) for name in (
    "qualifier", "status", "role", "relation", "target_state", "target_status", "certainty", "check", "severity",
)}  # fmt: skip
_PERIODS = ("period", "baseline_period", "actual_period", "published")
_SHARES = ("share", "answered_share", "relative_difference", "tolerance_needed", "achieved_share")
_AREA = re.compile(r"[A-Z]{2}(-\d{2}(\d{2})?)?(\|[A-Z]{2}(-\d{2}(\d{2})?)?)*")


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, and the code that it is the label of."""

    text: str
    code: str = ""

    def __str__(self) -> str:
        text = self.text.replace("\n", "; ")
        return f"{text} [{self.code}]" if self.code else text


@dataclass(frozen=True, slots=True, repr=False)
class TableView:
    """A table in words; a notebook shows it as HTML, anything else as text. The table itself is unchanged."""

    heads: tuple[Cell, ...]
    numeric: tuple[bool, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str

    def __repr__(self) -> str:
        texts = [[str(cell) for cell in row] for row in self.rows]
        heads = list(map(str, self.heads))
        table = pd.DataFrame(texts, columns=heads, dtype="str").to_string(index=False)
        return "\n".join(part for part in (table if texts else ", ".join(heads), self.note) if part)

    def _repr_html_(self) -> str:
        heads = "".join(map(self._head, self.heads, self.numeric))
        rows = "\n".join(f"<tr>{''.join(map(self._cell, row, self.numeric))}</tr>" for row in self.rows)
        note = f"<p>{escape(self.note)}</p>" if self.note else ""
        table = f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
        return f'<div style="overflow-x:auto">{table}</div>{note}'

    @staticmethod
    def _head(head: Cell, numeric: bool) -> str:
        return f'<th style="text-align:{_side(numeric)}">{escape(head.text)}{_coded(head)}</th>'

    @staticmethod
    def _cell(cell: Cell, numeric: bool) -> str:
        # What is copied from here into a spreadsheet runs there no more than what is written for one.
        text = escape(cell.text if numeric else escape_formula(cell.text)).replace("\n", "<br>")
        short = max(map(len, cell.text.split("\n"))) <= _SHORT
        fit = "min-width:12em" if not short else "" if cell.code else "white-space:nowrap"
        return f'<td style="text-align:{_side(numeric)};{fit}">{text}{_coded(cell)}</td>'


def _coded(cell: Cell) -> str:
    style = "color:#595959;font-size:85%;white-space:nowrap"
    return f' <code style="{style}">{escape(cell.code)}</code>' if cell.code else ""


def show_table(frame: pd.DataFrame, *, language: Language = "en") -> TableView:
    """Show a table of ours as a person reads it; the table keeps its codes and numbers.

    Labels stand beside codes, value and bounds in one cell ("470 (465–475)"), shares as percentages, periods and days
    in words, sentences in the language where their message stands beside them; a running index is left out, the keys of
    a group become columns. It changes nothing in the table itself.

    Parameters
    ----------
    frame
        Any table of this package, whole or some of its columns and rows.
    language
        Language of labels, numbers and dates, and of what stands for a column beside its name.

    Returns
    -------
    An object that a notebook shows as HTML; of more than sixty rows the first sixty, and how many there are.

    Raises
    ------
    CodeListError
        If the language is not among sv, nb and en.

    Examples
    --------
    >>> show_table(pd.DataFrame({"area": ["SE-22"], "value": [470.0], "lower": [465.0], "upper": [475.0]}))
                     area         value
    Västernorrland [SE-22] 470 (465–475)
    """
    word("unknown", language)
    named = [name for name in frame.index.names if name is not None]
    table = frame.reset_index() if named else frame.reset_index(drop=True)
    columns = _columns(table, language)
    shown = table.head(MOST_ROWS)
    rows = tuple(tuple(make(row) for _, _, make in columns) for row in shown.to_dict("records"))
    left = len(table) - len(shown)
    note = word("rows_left", language, n=number(len(table), language), shown=len(shown)) if left else ""
    return TableView(tuple(_head(c[0], language) for c in columns), tuple(c[1] for c in columns), rows, note)


def _head(name: str, language: Language) -> Cell:
    """Return what a column is called in the language, with its name where that is another word."""
    called = term("column", name, language)
    return Cell(called, name) if called and called != name.replace("_", " ") else Cell(name)


_Row = dict[Any, Any]
_Column = tuple[str, bool, Callable[[_Row], Cell]]


def _columns(table: pd.DataFrame, language: Language) -> list[_Column]:
    """Return for each column to show its head, whether it holds numbers, and what makes its cell of a row."""
    names = [str(name) for name in table.columns]
    table.columns = pd.Index(names)
    stems = [name.removesuffix("lower").rstrip("_") for name in names if name == "lower" or name.endswith("_lower")]
    pairs = {stem: _bounds_of(stem) for stem in stems if _bounds_of(stem)[1] in names}
    points = {stem: next((n for n in (f"{stem}_value", stem or "value") if n in names), "") for stem in pairs}
    merged: dict[str, _Column] = {}
    for stem, (low, high) in pairs.items():
        point = points[stem] or low
        make = partial(_bounded, columns=(points[stem], low, high), language=language)
        merged[point] = (stem or "value", True, make)
    absorbed = {name for pair in pairs.values() for name in pair} - set(merged)
    absorbed |= {_message_of(name) for name in names}
    return [merged.get(name) or _plain(table, name, language) for name in names if name not in absorbed]


def _message_of(name: str) -> str:
    """Return the column that holds the sentence of another one as key and values."""
    return f"{name}_message"


def _bounds_of(stem: str) -> tuple[str, str]:
    return (f"{stem}_lower", f"{stem}_upper") if stem else ("lower", "upper")


def _plain(table: pd.DataFrame, name: str, language: Language) -> _Column:
    numeric = pd.api.types.is_numeric_dtype(table[name]) and not pd.api.types.is_bool_dtype(table[name])
    make = _said if _message_of(name) in table.columns else _cell
    return name, numeric, partial(make, name=name, language=language)


def _said(row: _Row, *, name: str, language: Language) -> Cell:
    """Return the sentence of a column in the language; a code has no message beside it."""
    message = row[_message_of(name)]
    return Cell(say(read_message(message), language)) if message else _cell(row, name=name, language=language)


def _cell(row: _Row, *, name: str, language: Language) -> Cell:
    value = row[name]
    if isinstance(value, str):
        return _text(value, name, language)
    if value is None or pd.isna(value):
        return Cell("")
    if isinstance(value, pd.Timestamp):
        return Cell(day(value.date(), language))
    if isinstance(value, bool):
        return Cell(str(value))
    if isinstance(value, int | float):
        return Cell(percent(value, language) if name in _SHARES else number(value, language))
    return Cell(str(value))


def _text(value: str, name: str, language: Language) -> Cell:
    if name in _LIST_OF and value in _LISTS[_LIST_OF[name]]():
        text = label(_LIST_OF[name], value, language)  # type: ignore[arg-type]
        return Cell(text, value if text != value else "")
    named = next(filter(None, (term(each, value, language) for each in _VOCABULARIES.get(name, ()))), "")
    if named:
        return Cell(named, "" if named.casefold() == value.replace("_", " ") else value)
    if name == "area" and _AREA.fullmatch(value):
        return Cell(", ".join(area_name(code, language=language) for code in value.split("|")), value)
    if name in _PERIODS:
        return Cell(period(value, language))
    parts = value.split("|")
    more = len(parts) - _MOST_PARTS
    listed = [*parts[:_MOST_PARTS], *([word("parts_left", language, n=more)] if more > 0 else [])]
    return Cell("\n".join(listed))


def _bounded(row: _Row, *, columns: tuple[str, str, str], language: Language) -> Cell:
    """Return a point with its bounds: "470 (465–475)"; without a point the bounds, without either nothing."""
    point, low, high = columns
    value, lower, upper = row.get(point, float("nan")), row[low], row[high]
    share = low.removesuffix("_lower") in _SHARES
    if pd.isna(lower) or pd.isna(upper):
        return Cell("" if pd.isna(value) else percent(value, language) if share else number(value, language))
    return Cell((share_text if share else figure_text)(Interval(value, lower, upper), language))


def _side(numeric: bool) -> str:
    return "right" if numeric else "left"
