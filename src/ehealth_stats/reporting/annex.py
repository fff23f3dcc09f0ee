"""The annex: every table of an evaluation as a sheet with labels and meanings in a language -> Sheets."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import pandas as pd

from ehealth_stats.reporting.material import Material
from ehealth_stats.reporting.model import Sheet, SheetCell, SheetColumn
from ehealth_stats.reporting.places import row_id
from ehealth_stats.reporting.programmes import Row, rows_of
from ehealth_stats.reporting.sections.attainment import verdict_of
from ehealth_stats.reporting.sections.finances import item_name
from ehealth_stats.reporting.sections.grids import lines_of
from ehealth_stats.reporting.sections.method import method_rules
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import message_in
from ehealth_stats.wording.places import place, places

_Make = Callable[[Row, Wording], SheetCell]


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of a sheet: the key of its label and meaning, its cell of a row, why a cell may be empty.

    `bound` says that it is the lowest or the highest of what its key names.
    """

    key: str
    make: _Make
    empty: str = ""
    bound: str = ""

    def head(self, words: Wording) -> SheetColumn:
        """Return label, meaning and what an empty cell means."""
        label, empty = words.say(f"col_{self.key}"), words.say(f"empty_{self.empty}") if self.empty else ""
        if self.bound:
            return SheetColumn(words.say(f"col_{self.bound}", name=label), words.say(f"means_{self.bound}"), empty)
        return SheetColumn(label, words.say(f"means_{self.key}"), empty)


def _code(key: str, column: str = "", *, vocabulary: str = "", empty: str = "") -> _Column:
    column = column or key
    return _Column(key, lambda row, words: words.code(vocabulary or column, getattr(row, column)), empty)


def _plain(key: str, column: str = "", empty: str = "") -> _Column:
    return _Column(key, lambda row, _: getattr(row, column or key), empty)


def _number(key: str, column: str = "", empty: str = "value", bound: str = "") -> _Column:
    return _Column(key, lambda row, _: _finite(getattr(row, column or key)), empty, bound)


def _bounds(key: str, column: str = "", empty: str = "value") -> tuple[_Column, ...]:
    """Return the three columns of a figure: its point, the lowest and the highest."""
    column = column or key
    stem = "" if column == "value" else f"{column}_"
    return (
        _number(key, column, empty),
        _number(key, f"{stem}lower", "open" if empty == "value" else empty, "lowest"),
        _number(key, f"{stem}upper", "open" if empty == "value" else empty, "highest"),
    )


def _finite(number: float) -> SheetCell:
    return number if isfinite(number) else None


def _day(key: str, column: str) -> _Column:
    return _Column(key, lambda row, _: None if pd.isna(when := getattr(row, column)) else when.date(), "undated")


def _told(key: str, column: str = "", empty: str = "") -> _Column:
    return _Column(key, lambda row, words: words.reason(row._asdict(), column or key), empty)


def _called(key: str, column: str = "", empty: str = "") -> _Column:
    return _Column(key, lambda row, words: words.message(row._asdict(), column or key), empty)


def _explained(row: Any, words: Wording) -> str:  # noqa: ANN401 - a row of a table
    told = (message_in(row._asdict(), name) for name in ("candidates", "note"))
    return "; ".join(words.told(message) for message in told if message)


_INDICATOR = _code("indicator")
_BREAKDOWN = _code("breakdown")
_AREA = _Column("area", lambda row, words: words.area(row.area), "none")
_PERIOD = _Column("period", lambda row, words: words.period(row.period), "undated")
_UNIT = _code("unit", empty="none")
_PLACE = _Column("place", lambda row, words: place(row.locator, words.language))
_DOCUMENT = _Column(
    "document", lambda row, words: "; ".join(words.titles.get(name, name) for name in row.source_id.split("|"))
)
_TEXT = _plain("text", empty="none")
_WHAT = (_INDICATOR, _BREAKDOWN, _AREA, _PERIOD)
_VERDICT = _Column("verdict", lambda row, words: verdict_of(row._asdict(), words))

_SHEETS: Mapping[str, tuple[_Column, ...]] = {
    "observations": (
        *_WHAT, _day("from", "period_start"), _day("to", "period_end"), *_bounds("value"), _UNIT, _code("qualifier"),
        _code("status"), _code("role"), _PLACE, _TEXT, _DOCUMENT,
    ),
    "targets": (
        _called("target", "label"), _INDICATOR, _BREAKDOWN, _AREA, _code("target_kind", "kind", vocabulary="target"),
        *_bounds("baseline"), *_bounds("goal", "target")[1:], _UNIT, _day("start", "start"), _day("due", "due"),
        _PLACE, _TEXT, _DOCUMENT,
    ),
    "progress": (
        _called("target", "label"), _AREA, _told("reading", empty="as_printed"), _day("due", "due"),
        *_bounds("goal", "target")[1:], _UNIT, *_bounds("baseline"), *_bounds("actual"),
        _Column("actual_period", lambda row, words: words.period(row.actual_period), "none"),
        _number("linear", empty="not_judged"), _number("cagr", empty="not_judged"),
        _number("needed", "required_annual_change", "not_judged"), _code("state", "target_state"),
        _code("outcome", "target_status"), _VERDICT, _told("reason", empty="judged"),
        _told("settles", empty="settled"),
    ),
    "totals": (
        _INDICATOR, _BREAKDOWN, _PERIOD, _code("role"), _called("reading", empty="as_printed"), *_bounds("value"),
        _UNIT, *(_plain(name) for name in ("n_areas", "n_reported", "n_missing", "n_estimated")),
        *_bounds("share", empty="not_part"), *_bounds("answered_share", empty="not_part"), _DOCUMENT,
    ),
    "comparisons": (
        _code("check"), *_WHAT, *_bounds("stated"), *_bounds("computed"), _UNIT, _number("difference"),
        _number("tolerance", "tolerance_needed", "not_judged"), _code("agreement", "verdict", vocabulary="verdict"),
        _Column("explanation", _explained, "none"),
        _Column("places", lambda row, words: places(row.stated_locator, words.language)), _DOCUMENT,
    ),
    "findings": (
        _code("finding", "kind", vocabulary="finding"), _code("severity"), _told("statement"),
        _told("arithmetic", empty="none"), _told("settles", empty="settled"),
        _Column("text", lambda row, _: "; ".join(lines_of(row.texts)), "none"),
        _Column("places", lambda row, words: places(row.locators, words.language), "none"), _DOCUMENT,
    ),
    "budget": (
        _Column("item", lambda row, words: item_name(row, "item", words)), _code("money", "state", vocabulary="money"),
        *_bounds("amount", "value"), _UNIT, *_bounds("money_share", "share", "not_part"),
        _Column("share_of", lambda row, words: item_name(row, "share_of", words), "not_part"), _called("basis"),
        _AREA, _PERIOD, _DOCUMENT,
    ),
    "timeline": (
        _called("event", "name"), _code("event_kind", "kind", vocabulary="timeline"), _PERIOD, _day("from", "start"),
        _day("to", "end"), _PLACE, _TEXT, _DOCUMENT,
    ),
    "statements": (
        _code("statement_kind", "kind", vocabulary="statement"), _called("statement", "label"), _AREA, _PLACE, _TEXT,
        _DOCUMENT,
    ),
    "participants": (
        _plain("name"), _code("participant_role", "role", vocabulary="role"), _AREA, _PLACE, _DOCUMENT,
    ),
    "audit": (
        _TEXT, _code("audit_kind", "kind", vocabulary="audit"), _plain("used_as", empty="none"), _PLACE, _DOCUMENT,
    ),
    "sources": (
        _plain("title"), _plain("producer"), _code("language"),
        _Column("country", lambda row, words: words.area(row.country)),
        _Column("published", lambda row, words: words.period(row.published), "undated"), _plain("file"),
        _plain("sha256"), _plain("n_figures"), _plain("n_targets"),
    ),
}  # fmt: skip


def annex(material: Material) -> tuple[Sheet, ...]:
    """Return every table of the evaluation as a sheet in the language of the report, the method last.

    Numbers are numbers and days are days; what has no label in a code list stands in words. An empty cell is explained
    by its column. The ids of the rows are those that a `Cite` leads to.
    """
    words = material.words
    sheets = [_sheet(name, columns, _table(name, material), words) for name, columns in _SHEETS.items()]
    rules = tuple((rule,) for rule in method_rules(material))
    rule = SheetColumn(words.say("col_rule"), words.say("means_rule"))
    return (*sheets, Sheet(words.say("sheet_methods"), words.say("holds_methods"), (rule,), rules))


def _sheet(name: str, columns: Sequence[_Column], table: pd.DataFrame, words: Wording) -> Sheet:
    rows = rows_of(table)
    cells = tuple(tuple(column.make(row, words) for column in columns) for row in rows)
    ids = tuple(_ids(name, rows))
    heads = tuple(column.head(words) for column in columns)
    return Sheet(words.say(f"sheet_{name}"), words.say(f"holds_{name}"), heads, cells, ids)


def _ids(name: str, rows: Iterable[Row]) -> Iterator[str]:
    """Yield the id of each row that a citation may lead to; a target stands in two sheets, and is cited in its own."""
    if name in ("observations", "targets", "totals", "statements", "timeline", "participants"):
        yield from map(row_id, rows)


def _table(name: str, material: Material) -> pd.DataFrame:
    """Return a table with what its sheet shows of other tables."""
    evaluation, table = material.evaluation, material.evaluation.tables()[name]
    if name == "progress":
        matrix = evaluation.matrix.set_index("target_id")
        columns = {"label": "target", "label_message": "target_message", "settles": "settles"}
        columns |= {"settles_message": "settles_message"}
        return table.assign(**{new: table["target_id"].map(matrix[old]) for new, old in columns.items()})
    if name == "audit":
        labels = {row.observation_id: _used_as(row, material.words) for row in rows_of(evaluation.dataset.observations)}
        return table.assign(used_as=[labels.get(name, "") for name in table["observation_id"]])
    if name == "sources":
        figures = evaluation.dataset.observations["source_id"].value_counts()
        targets = evaluation.matrix["source_id"].value_counts()
        ids = table["source_id"].tolist()
        return table.assign(
            n_figures=[int(figures.get(each, 0)) for each in ids], n_targets=[int(targets.get(each, 0)) for each in ids]
        )
    return table


def _used_as(row: Row, words: Wording) -> str:
    return f"{words.name(row)}, {words.area(row.area)}, {words.period(row.period)}"
