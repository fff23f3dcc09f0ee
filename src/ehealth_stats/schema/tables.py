"""The columns of every table (columns.csv) and the check that a table keeps to them: frame -> same frame."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
import pandas as pd

from ehealth_stats.codelists import meant_area, roles, units
from ehealth_stats.errors import CodeListError, TableError

DATASET_TABLES = ("observations", "targets", "timeline", "participants", "statements", "sources", "audit")
RESULT_TABLES = ("totals", "inventory", "comparisons", "progress", "budget", "findings", "matrix")

ColumnType = Literal["text", "code", "number", "bound", "count", "flag", "date"]

_DTYPES: dict[str, Any] = {
    "text": "str",
    "code": "str",
    "number": "float64",
    "bound": "float64",
    "count": "int64",
    "flag": "bool",
    "date": "datetime64[s]",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: a `bound` is a number never missing; a text is never missing but may be empty."""

    table: str
    name: str
    type: ColumnType
    required: bool
    key: bool
    choices: tuple[str, ...]
    meaning: str

    @property
    def dtype(self) -> Any:  # noqa: ANN401 - the stubs of pandas know dtypes as literals only
        """The pandas dtype."""
        return _DTYPES[self.type]


@cache
def columns_of(table: str) -> tuple[Column, ...]:
    """Return the columns of a table in their order.

    Raises
    ------
    TableError
        If there is no such table.

    Examples
    --------
    >>> [column.name for column in columns_of("participants")]
    ['source_id', 'programme', 'name', 'area', 'role', 'locator']
    """
    text = files("ehealth_stats.schema").joinpath("columns.csv").read_text("utf-8")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["table"] == table]
    if not rows:
        raise TableError(f"no table {table!r}", expected=", ".join(DATASET_TABLES + RESULT_TABLES))
    return tuple(_column(row) for row in rows)


def _column(row: Mapping[str, Any]) -> Column:
    return Column(
        table=row["table"],
        name=row["column"],
        type=row["type"],
        required=row["required"] in ("yes", "key"),
        key=row["required"] == "key",
        choices=tuple(row["choices"].split("|")) if row["choices"] else (),
        meaning=row["meaning"],
    )


def empty_table(table: str) -> pd.DataFrame:
    """Return a table with all its columns and no rows.

    Examples
    --------
    >>> empty_table("timeline").shape
    (0, 9)
    """
    return pd.DataFrame({c.name: pd.Series(dtype=c.dtype) for c in columns_of(table)})


def to_table(table: str, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Make a checked table of dicts; what a dict leaves out is missing (texts: empty).

    Raises
    ------
    TableError
        As `check_table`, and for a key that is no column.

    Examples
    --------
    >>> row = {"source_id": "x", "programme": "p", "name": "Acos AS", "role": "vendor", "locator": "paragraph 3"}
    >>> to_table("participants", [row])["area"].tolist()
    ['']
    """
    rows = list(rows)
    columns = columns_of(table)
    extra = {key for row in rows for key in row} - {column.name for column in columns}
    if extra:
        raise TableError(f"table {table} has no column {', '.join(sorted(extra))}")
    cells = {c.name: pd.Series([row.get(c.name) for row in rows], dtype=object) for c in columns}
    return _checked({c.name: _typed(cells[c.name], c) for c in columns}, table)


def check_table(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    """Return the frame with the table's columns, order and types, or raise with every offending row.

    Columns that may be empty may be missing.

    Raises
    ------
    TableError
        If another column is missing or there twice, a value has the wrong type, a required one is empty, a code is
        not among its choices, a key repeats, a lower bound is above its upper one, or a count is below nothing. `rows`
        holds them.
    CodeListError
        If an observation or target is of an area that no list has, but is written as one of theirs: with `rows` too.
    """
    columns = columns_of(table)
    check_frame(frame, table, [column.name for column in columns])
    absent = [c for c in columns if c.name not in frame.columns]
    missing = [c.name for c in absent if c.required or c.type in ("bound", "count", "flag")]
    if missing:
        hint = "ingest and read_dataset give whole tables"
        expected = ", ".join(c.name for c in columns)
        raise TableError(f"table {table} lacks {', '.join(missing)}", where=table, expected=expected, hint=hint)
    empty = pd.Series(None, index=frame.index, dtype=object)
    return _checked({c.name: _typed(empty if c in absent else frame[c.name], c) for c in columns}, table)


def _checked(cells: Mapping[str, "pd.Series[Any]"], table: str) -> pd.DataFrame:
    """Return the table of columns that have their types, or raise with every row that breaks a rule."""
    typed = pd.DataFrame(cells).reset_index(drop=True)
    broken = [(column, rule, typed.loc[wrong, column]) for column, rule, wrong in _broken(typed, table) if wrong.any()]
    if broken:
        cases = pd.concat(
            pd.DataFrame({"column": column, "check": rule, "failure_case": rows, "index": rows.index})
            for column, rule, rows in broken
        )
        expected = "; ".join(f"{column}: {rule}" for column, rule, _ in broken)
        raise TableError(
            f"table {table} breaks its schema", where=table, expected=expected, rows=cases.reset_index(drop=True)
        )
    return _check_counts(_check_areas(typed, table)) if table in _MADE_BY_HAND else typed


def _broken(frame: pd.DataFrame, table: str) -> Iterator[tuple[str, str, "pd.Series[bool]"]]:
    """Yield each rule of a table with the column that it is about, and which rows break it."""
    for column in columns_of(table):
        cells = frame[column.name]
        if column.choices:
            allowed = column.choices if column.required else (*column.choices, "")
            yield column.name, f"one of {', '.join(filter(None, allowed))}", ~cells.isin(allowed)
        elif column.required and column.type in ("text", "code"):
            yield column.name, "not empty", cells == ""
        elif column.type == "bound":
            yield column.name, "a number", cells.isna()
        if column.name.endswith("lower"):
            upper = f"{column.name.removesuffix('lower')}upper"
            yield column.name, f"{column.name} <= {upper}", cells > frame[upper]
        if column.key:
            yield column.name, "no two alike", cells.duplicated(keep=False)


_MADE_BY_HAND = ("observations", "targets")
_TOLD = ("source_id", "indicator", "area", "period", "breakdown", "value", "unit", "locator")


def _check_areas(frame: pd.DataFrame, table: str) -> pd.DataFrame:
    hints = {code: meant for code in frame["area"].unique() for part in code.split("|") if (meant := meant_area(part))}
    if hints:
        named = ", ".join(map(repr, hints))
        wrong = _told(frame[frame["area"].isin(hints)])
        expected = "codes such as SE, SE-22 and SE-2281, or codes of your own"
        hint = "; ".join(dict.fromkeys(filter(None, hints.values())))
        what = f"no area {named} in the code list"
        raise CodeListError(what, where=f"{table}.area", expected=expected, hint=hint, rows=wrong)
    return frame


def _check_counts(frame: pd.DataFrame) -> pd.DataFrame:
    """Refuse counts below nothing: only what changes by a number, or is paid, can be."""
    if "value" not in frame:
        return frame
    counted = [code for code, unit in units().items() if unit.kind == "count" and unit.words]  # not just any units
    changes = [code for code, role in roles().items() if role.is_rate]
    negative = frame["unit"].isin(counted) & ~frame["role"].isin(changes) & (frame[["value", "upper"]] < 0).any(axis=1)
    if negative.any():
        hint = 'a change is a row of the role rate, in a recipe read = "change"'
        expected = "0 or more of what is counted"
        raise TableError(
            "a count is negative", where="observations.value", expected=expected, hint=hint, rows=_told(frame[negative])
        )
    return frame


def _told(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[[name for name in _TOLD if name in rows]]


def check_frame(frame: pd.DataFrame, table: str, columns: Iterable[str]) -> pd.DataFrame:
    """Return the argument if it is a frame that has none of the columns twice.

    Raises
    ------
    TableError
        If it has, or is something else.

    Examples
    --------
    >>> check_frame(pd.DataFrame({"area": ["SE-22"]}), "observations", ["area", "value"]).shape
    (1, 1)
    """
    if not isinstance(frame, pd.DataFrame):
        kind = type(frame).__name__
        raise TableError(f"table {table} is a {kind}", where=table, expected="a pandas DataFrame with its columns")
    names = frame.columns.tolist()
    twice = [name for name in columns if names.count(name) > 1]
    if twice:
        hint = "rename or drop one; frame.loc[:, ~frame.columns.duplicated()] keeps the first of each"
        what = f"table {table} has more than one column {', '.join(twice)}"
        raise TableError(what, where=table, expected="each column once", hint=hint)
    return frame


def _typed(series: "pd.Series[Any]", column: Column) -> "pd.Series[Any]":
    try:
        if column.type in ("text", "code"):
            return _texts(series)
        if series.dtype == column.dtype:
            return series
        typed = _days(series) if column.type == "date" else pd.to_numeric(series)
        if column.type in ("count", "flag") and not typed.eq(typed.astype(column.dtype)).all():
            raise ValueError(_EXPECTED[column.type])
        return typed.astype(column.dtype)
    except (TypeError, ValueError) as error:
        raise TableError(
            f"column {column.name} of table {column.table} can't be read as {column.type}",
            where=f"{column.table}.{column.name}",
            hint=str(error),
        ) from error


_EXPECTED = {"count": "whole numbers", "flag": "true or false"}


def _days(series: "pd.Series[Any]") -> "pd.Series[Any]":
    """Read dates; a number is none, which pandas would take for nanoseconds since 1970."""
    if pd.api.types.is_numeric_dtype(series) and series.notna().any():
        raise TypeError("dates are no numbers")
    return pd.to_datetime(series)


def _texts(series: "pd.Series[Any]") -> "pd.Series[Any]":
    """Make a column of texts, missing ones empty."""
    if series.dtype == _DTYPES["text"] and not series.hasnans:
        return series
    cells = series.to_numpy(dtype=object)
    return pd.Series(np.where(pd.isna(cells), "", cells), index=series.index, dtype="str")
