"""Observations -> cells: one an area, period and category, also where a document left the area or the part open."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds.intervals import UNKNOWN, Interval, same_figure
from ehealth_stats.analysis.bounds.tree import nearest_parents, root_of, taken_by_siblings, within_tree
from ehealth_stats.codelists import area_level, categories, check_code, indicators
from ehealth_stats.errors import TableError

# Gravest first: a total is as good as its worst term.
_GRAVITY = ("L", "O", "Q", "B", "U", "E", "P", "A", "D", "M")
_NO_NUMBER = ("unknown", "not_available", "already_done")
_TREE_KEY = ["source_id", "indicator", "period", "unit", "role", "level", "definition", "root"]
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


Row = Mapping[Hashable, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """What the rows of one figure say together: `missing` without a row or a number."""

    figure: Interval
    status: str
    missing: bool
    qualifier: str = ""
    observation_ids: str = ""
    locators: str = ""


@dataclass(frozen=True, slots=True)
class _Closed:
    """A declared reading: in this area the category is all there is in its parent."""

    indicator: str
    category: str
    area: str

    @property
    def parent(self) -> str:
        return categories()[self.category].parent


def worst_status(statuses: Sequence[str]) -> str:
    """Return the gravest status: missing (L, O) before suppressed, break, unreliable, estimated, provisional, normal.

    Examples
    --------
    >>> worst_status(["A", "E", "A"]), worst_status(["M", "A"])
    ('E', 'A')
    """
    return min(statuses, key=_GRAVITY.index)


def narrow(
    observations: pd.DataFrame, *, frame: Sequence[str] | None = None, closed: Sequence[str] = ()
) -> pd.DataFrame:
    """Bound every category that a source uses for an indicator and period, in every area, also without a row.

    Per source, indicator, period, unit and role the tree of categories says what fits: a part lies in its whole less
    what its siblings take, a parent is at least the sum of its children. A figure printed twice is one cell. Rows of
    another definition (status D) make a tree of their own. Ratios and distinct counts are passed on as they are, since
    nothing of them adds up. It does not sum.

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
    rules = [_closed(rule) for rule in closed]
    _check_frame(frame)
    rows = observations.assign(
        level=observations["area"].map(area_level),
        definition=observations["status"].where(observations["status"] == "D", ""),
        root=observations["breakdown"].map(root_of),
    )
    additive = rows["indicator"].isin([code for code in rows["indicator"].unique() if _adds_up(code)])
    cells = [_as_printed(row) for row in rows[~additive].to_dict("records")]
    for key, tree in rows[additive].groupby(_TREE_KEY, sort=True):
        municipal = frame if key[_TREE_KEY.index("level")] == "municipality" else None
        cells += _cells_of_tree(tree, municipal, rules)
    return pd.DataFrame(cells, columns=list(CELL_COLUMNS)).astype(_DTYPES)


def cells_of(cells: pd.DataFrame) -> list[Cell]:
    """Return the rows of what `narrow` gives as cells."""
    columns = ["status", "missing", "qualifier", "observation_ids", "locators"]
    return [Cell(figure, *told) for figure, told in zip(figures_of(cells), cells[columns].to_numpy(), strict=True)]


def figures_of(cells: pd.DataFrame) -> list[Interval]:
    """Return the figures of a frame with the columns value, lower and upper."""
    return [Interval(*figure) for figure in zip(cells["value"], cells["lower"], cells["upper"], strict=True)]


def _adds_up(indicator: str) -> bool:
    return indicators()[check_code("indicators", indicator)].kind in ("flow", "stock")


def _check_frame(frame: Sequence[str] | None) -> None:
    wrong = [code for code in frame or () if area_level(code) != "municipality"]
    if wrong:
        raise TableError(
            f"the frame holds {', '.join(wrong)}",
            expected="codes of municipalities",
            hint="municipalities(scope, on=day) lists those of a county or country",
        )


def _closed(rule: str) -> _Closed:
    words = rule.removeprefix("closed ").split()
    if len(words) != 3:
        raise TableError(f"can't read the closed reading {rule!r}", expected="INDICATOR CATEGORY AREA")
    return _Closed(check_code("indicators", words[0]), check_code("categories", words[1]), words[2])


def _as_printed(row: Row) -> dict[str, Any]:
    return _cell_row(row, merge_rows([row]), 0.0)


def _cells_of_tree(
    rows: pd.DataFrame, frame: Sequence[str] | None, rules: Sequence[_Closed]
) -> Iterator[dict[str, Any]]:
    records = rows.to_dict("records")
    first = records[0]
    codes = list(nearest_parents(rows["breakdown"].unique()))
    # A municipality counts itself once at most.
    most = 1.0 if (first["level"], first["unit"]) == ("municipality", "municipalities") else inf
    printed: dict[tuple[str, str], list[Row]] = {}
    for record in records:
        printed.setdefault((record["area"], record["breakdown"]), []).append(record)
    for area in sorted(set(rows["area"] if frame is None else frame)):
        cells = {code: merge_rows(printed.get((area, code), []), most) for code in codes}
        for rule in rules:
            if (rule.indicator, rule.area) == (first["indicator"], area):
                _close(cells, rule)
        figures = within_tree({code: cell.figure for code, cell in cells.items()})
        taken = taken_by_siblings(figures)
        for code, cell in cells.items():
            own = first | {"area": area, "breakdown": code}
            yield _cell_row(own, replace(cell, figure=figures[code]), taken[code])


def merge_rows(rows: Sequence[Row], most: float = inf) -> Cell:
    """Make one cell of the rows (as dicts) that print the same figure: of those with a number, where there are some."""
    told = [row for row in rows if not _is_missing(row)] or list(rows)
    if not told:
        return Cell(Interval(UNKNOWN.value, 0.0, most), "L", missing=True)
    figure = same_figure([_figure(row) for row in told])
    return Cell(
        Interval(figure.value, figure.lower, max(figure.lower, min(figure.upper, most))),
        worst_status([row["status"] for row in told]),
        all(_is_missing(row) for row in told),
        min(told, key=lambda row: _figure(row).width)["qualifier"],
        "|".join(row["observation_id"] for row in rows),
        "|".join(dict.fromkeys(row["locator"] for row in rows)),
    )


def _is_missing(row: Row) -> bool:
    if row["status"] == "M":
        return False
    return bool(pd.isna(row["value"])) and (row["status"] in ("L", "O") or row["qualifier"] in _NO_NUMBER)


def _figure(row: Row) -> Interval:
    if row["status"] == "M":
        return Interval(0.0, 0.0, 0.0)
    return Interval(row["value"], row["lower"], row["upper"])


def _close(cells: dict[str, Cell], rule: _Closed) -> None:
    part, whole = cells.get(rule.category), cells.get(rule.parent)
    if part is None or whole is None or not part.observation_ids:
        return
    figure = same_figure([whole.figure, part.figure])
    cells[rule.parent] = replace(part if whole.missing else whole, figure=figure)


def _cell_row(key: Row, cell: Cell, taken: float) -> dict[str, Any]:
    row = {str(name): key[name] for name in CELL_COLUMNS if name in key}
    return row | {
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
