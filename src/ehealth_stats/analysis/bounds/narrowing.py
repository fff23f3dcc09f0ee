"""Observations -> cells: one an area, period and category, also where a document left the area or the part open."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import inf
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds.cells import Cell, Row, merge_rows, rows_of
from ehealth_stats.analysis.bounds.intervals import same_figure
from ehealth_stats.analysis.bounds.tree import nearest_parents, root_of, taken_by_siblings, with_ancestors, within_tree
from ehealth_stats.codelists import (
    area_level,
    cache_by_lists,
    categories,
    check_code,
    indicators,
    read_area,
    statuses,
    units,
)
from ehealth_stats.errors import CodeListError, TableError

_TREE_KEY = ["source_id", "indicator", "period", "unit", "role"]
_DTYPES = {
    **dict.fromkeys(["source_id", "indicator", "breakdown", "area", "period"], "str"),
    **dict.fromkeys(["period_start", "period_end"], "datetime64[s]"),
    **dict.fromkeys(["unit", "role", "level", "definition"], "str"),
    **dict.fromkeys(["value", "lower", "upper", "taken"], "float64"),
    **dict.fromkeys(["status", "qualifier"], "str"),
    "missing": "bool",
    **dict.fromkeys(["observation_ids", "locators"], "str"),
}
CELL_COLUMNS = tuple(_DTYPES)
_NAMED = CELL_COLUMNS[: CELL_COLUMNS.index("definition") + 1]


@dataclass(frozen=True, slots=True)
class _Closed:
    """A declared reading: in this area the category is all there is in its parent."""

    indicator: str
    category: str
    area: str

    @property
    def parent(self) -> str:
        return categories()[self.category].parent


def narrow(
    observations: pd.DataFrame, *, frame: Sequence[str] | None = None, closed: Sequence[str] = ()
) -> pd.DataFrame:
    """Bound every category that a source uses for an indicator and period, in every area, also without a row.

    Per source, indicator, period, unit and role the tree of categories says what fits: a part lies in its whole less
    what its siblings take, a parent is at least the sum of its children. A figure printed twice is one cell. Rows of
    another definition (status D) make a tree of their own. Ratios, percentages and distinct counts are passed on
    as they are, since nothing of them adds up. It does not sum.

        area       _T    digital  ip_telephony            digital     ip_telephony
        Ånge       450   45                        ->     45          0-45
        Sundsvall  1800  okänt                            0-1800      0-1800
        Sollefteå  670            100                     100-670     100

    Parameters
    ----------
    observations
        Rows of the table observations; not changed.
    frame
        Municipalities in scope: at that level one cell each, and none outside. Without it the areas that have rows.
    closed
        Declared readings "INDICATOR CATEGORY AREA": nothing but the category is in its parent there.

    Returns
    -------
    The columns of `CELL_COLUMNS`: what a cell is (source_id … definition, "D" or empty), value, lower, upper in the
    unit, taken (what of the whole is certainly in other categories), status (L without a row), missing (no row or no
    number), and observation_ids and locators parted by a bar.

    Raises
    ------
    TableError
        If a closed reading has not three words, or the frame holds more than municipalities.

    Examples
    --------
    >>> from ehealth_stats.schema import empty_table
    >>> narrow(empty_table("observations")).empty
    True
    """
    rows = rows_of(observations[[name for name in observations.columns if name != "text"]])
    cells = narrow_rows(rows, frame=frame, closed=closed)
    columns = {name: [cell[name] for cell in cells] for name in CELL_COLUMNS}
    return pd.DataFrame({name: pd.Series(columns[name], dtype=dtype) for name, dtype in _DTYPES.items()})


def narrow_rows(
    rows: Iterable[Row],
    *,
    frame: Sequence[str] | None = None,
    closed: Sequence[str] = (),
    with_parents: bool = False,
) -> list[dict[str, Any]]:
    """Return what `narrow` gives, of rows as dicts and as such.

    With parents, also the categories that the printed ones are part of have a cell each, up to the whole.
    """
    rules = [_closed(rule) for rule in closed]
    frame = None if frame is None else _checked_frame(frame)
    trees: dict[tuple[str, ...], list[Row]] = {}
    cells: list[dict[str, Any]] = []
    for row in rows:
        kept = {"level": level_of(row["area"]), "definition": statuses()[row["status"]].definition}
        if adds_up(row["indicator"], row["unit"]):
            key = *[row[name] for name in _TREE_KEY], *kept.values(), root_of(row["breakdown"])
            trees.setdefault(key, []).append(row)
        else:
            cells.append(_cell_row({**row, **kept}, merge_rows([row]), 0.0))
    for key, tree in sorted(trees.items()):
        about = {**tree[0], "level": key[-3], "definition": key[-2]}
        printed = {row["breakdown"] for row in tree}
        codes = nearest_parents(with_ancestors(printed) if with_parents else printed)
        cells += _cells_of_tree(about, tree, codes, frame if key[-3] == "municipality" else None, rules)
    return cells


@cache
def level_of(area: str) -> str:
    """Return an area's level, an empty text for a code that is not of this register, "CA", and for several areas.

    Examples
    --------
    >>> level_of("SE-2281"), level_of("CA")
    ('municipality', '')
    """
    try:
        level = area_level(area)
        return "" if level == "several" else level
    except CodeListError:
        return ""


@cache_by_lists
def adds_up(indicator: str, unit: str) -> bool:
    """Say whether figures of an indicator in a unit add up over areas: not ratios, distinct counts, percent or rates.

    Of an indicator or unit that the code lists do not have nothing is known, and nothing is added up.

    Examples
    --------
    >>> adds_up("safety_alarms", "alarms"), adds_up("safety_alarms", "percent"), adds_up("seminar_places", "places")
    (True, False, False)
    """
    counted, measure = indicators().get(indicator), units().get(unit)
    if counted is None or measure is None:
        return False
    return counted.kind in ("flow", "stock") and measure.kind not in ("percent", "rate")


def _checked_frame(frame: Sequence[str]) -> list[str]:
    codes = [frame] if isinstance(frame, str) else [str(code) for code in frame]
    wrong = [code for code in codes if level_of(code) != "municipality"]
    if wrong:
        raise TableError(
            f"the frame holds {', '.join(wrong)}",
            where="frame",
            expected="codes of municipalities",
            hint="municipalities(scope, on=day) lists those of a county or country",
        )
    return [read_area(code).code for code in codes]


def _closed(rule: str) -> _Closed:
    words = rule.removeprefix("closed ").split()
    if len(words) != 3:
        raise TableError(f"can't read the closed reading {rule!r}", expected="INDICATOR CATEGORY AREA")
    return _Closed(check_code("indicators", words[0]), check_code("categories", words[1]), words[2])


def _cells_of_tree(
    about: Row, rows: Sequence[Row], codes: Iterable[str], frame: Sequence[str] | None, rules: Sequence[_Closed]
) -> Iterator[dict[str, Any]]:
    # A municipality counts itself once at most.
    most = 1.0 if (about["level"], about["unit"]) == ("municipality", "municipalities") else inf
    printed: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        printed.setdefault((row["area"], row["breakdown"]), []).append(row)
    for area in sorted({row["area"] for row in rows} if frame is None else set(frame)):
        cells = {code: merge_rows(printed.get((area, code), []), most) for code in codes}
        for rule in rules:
            if (rule.indicator, rule.area) == (about["indicator"], area):
                _close(cells, rule)
        yield from _narrowed(about, area, cells)


def _narrowed(about: Row, area: str, cells: Mapping[str, Cell]) -> Iterator[dict[str, Any]]:
    figures = within_tree({code: cell.figure for code, cell in cells.items()})
    taken = taken_by_siblings(figures)
    for code, cell in cells.items():
        row = _cell_row(about, cell, taken[code])
        row["area"], row["breakdown"] = area, code
        row["lower"], row["upper"] = figures[code].lower, figures[code].upper
        yield row


def _close(cells: dict[str, Cell], rule: _Closed) -> None:
    part, whole = cells.get(rule.category), cells.get(rule.parent)
    if part is None or whole is None or not part.observation_ids:
        return
    figure = same_figure([whole.figure, part.figure])
    cells[rule.parent] = replace(part if whole.missing else whole, figure=figure)


def _cell_row(key: Row, cell: Cell, taken: float) -> dict[str, Any]:
    return {
        **{name: key[name] for name in _NAMED},
        "value": cell.figure.value,
        "lower": cell.figure.lower,
        "upper": cell.figure.upper,
        "taken": taken,
        "status": cell.status,
        "qualifier": cell.qualifier,
        "missing": cell.missing,
        "observation_ids": cell.observation_ids,
        "locators": cell.locators,
    }
