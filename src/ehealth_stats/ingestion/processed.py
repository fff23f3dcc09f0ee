"""The tables on disk read back with their types: a folder of CSV files -> Dataset, Evaluation.

As long as the hash of what they were made from is the same, so are they.
"""

import hashlib
import json
import math
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
from pandas.errors import EmptyDataError, ParserError

from ehealth_stats.errors import DocumentError, TableError, refusals_as
from ehealth_stats.schema import (
    DATASET_TABLES,
    RESULT_TABLES,
    Column,
    Dataset,
    Evaluation,
    columns_of,
    unescape_formula,
)

_PACKAGE = "datapackage.json"


def read_dataset(folder: str | Path) -> Dataset:
    """Read the tables that `build` wrote; result tables beside them are not read.

    Parameters
    ----------
    folder
        The folder with `observations.csv`, `targets.csv` and the other tables of a dataset.

    Returns
    -------
    Dataset
        The tables, equal to those written: texts such as "n/a" stay texts, an empty number is NaN.

    Raises
    ------
    DocumentError
        If the folder or one of its files is missing, is no table, or is of another build than the description of the
        tables beside it.
    TableError
        If a column is missing, or a value breaks the schema.
    """
    folder = Path(folder)
    with refusals_as(DocumentError, "the tables can't be read", expected="a folder that `ehealth-stats build` made"):
        return _read_dataset(folder)


def _read_dataset(folder: Path) -> Dataset:
    if not folder.is_dir():
        raise DocumentError("no such folder", where=str(folder), hint="`ehealth-stats build` makes data/processed")
    tables: dict[str, Any] = {table: _read_table(folder / f"{table}.csv", table) for table in DATASET_TABLES}
    dataset = Dataset(**tables)
    _check_build(folder, DATASET_TABLES)
    return dataset


def read_evaluation(folder: Path) -> Evaluation:
    """Read all tables that `build` wrote, results too.

    Raises
    ------
    DocumentError, TableError
        As `read_dataset`, and if the day that progress was judged on can't be read.

    Examples
    --------
    >>> read_evaluation(Path("nowhere"))
    Traceback (most recent call last):
    ehealth_stats.errors.DocumentError: no such folder
      where:    nowhere
      hint:     `ehealth-stats build` makes data/processed
    """
    dataset = read_dataset(folder)
    results = {table: _read_table(folder / f"{table}.csv", table) for table in RESULT_TABLES}
    _check_build(folder, RESULT_TABLES)
    package = _package(folder)
    try:
        days = {name: date.fromisoformat(day) for name, day in package["as_of_by_programme"].items()}
        return Evaluation(dataset, date.fromisoformat(package["as_of"]), **results, days=days)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise DocumentError("the day of judgement can't be read", where=str(folder / _PACKAGE)) from error


def _package(folder: Path) -> dict[str, Any]:
    """Return the description of the tables, an empty one where there is none."""
    path = folder / _PACKAGE
    if not path.is_file():
        return {}
    try:
        return dict(json.loads(path.read_bytes()))
    except ValueError as error:
        raise DocumentError("the description of the tables is no JSON", where=str(path), hint=str(error)) from error


def _check_build(folder: Path, tables: Iterable[str]) -> None:
    """Refuse a table that is not the one which the description beside it describes."""
    known = {each.get("name"): each.get("hash") for each in _package(folder).get("resources", ())}
    for table in tables:
        path = folder / f"{table}.csv"
        own = f"sha256:{_digest(path)}"
        if known.get(table, own) != own:
            raise DocumentError(
                f"the table {table} is of another build than {_PACKAGE} beside it, or was changed",
                where=str(path),
                hint=f"run `ehealth-stats build` again; of tables changed on purpose remove {_PACKAGE}",
            )


def _read_table(path: Path, table: str) -> pd.DataFrame:
    if not path.is_file():
        raise DocumentError(
            f"the table {table} is missing", where=str(path), hint="`ehealth-stats build` writes all of them"
        )
    try:
        frame = pd.read_csv(path, dtype=str, na_filter=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, EmptyDataError, ParserError) as error:
        raise DocumentError(
            f"the table {table} can't be read", where=str(path), expected="CSV in UTF-8", hint=str(error)
        ) from error
    columns = columns_of(table)
    missing = [column.name for column in columns if column.name not in frame.columns]
    if missing:
        raise TableError(
            f"the table {table} lacks {', '.join(missing)}",
            where=str(path),
            expected=",".join(column.name for column in columns),
        )
    # the Dataset checks values, choices and keys
    return pd.DataFrame({column.name: _typed(frame[column.name], column, path) for column in columns})


def _typed(texts: "pd.Series[Any]", column: Column, path: Path) -> "pd.Series[Any]":
    if column.type in ("text", "code"):
        return texts.map(unescape_formula)
    try:
        if column.type == "date":
            return pd.to_datetime(texts.where(texts != "", None), format="%Y-%m-%d").astype("datetime64[s]")
        numbers = pd.Series([float(text) if text else math.nan for text in texts], dtype="float64")
        return numbers.astype("int64") if column.type == "count" else numbers
    except ValueError as error:
        raise TableError(
            f"column {column.name} can't be read as a {column.type}", where=str(path), hint=str(error)
        ) from error


def hash_inputs(*folders: Path) -> str:
    """Return a hash of the names and contents of all files in some folders; a folder that is not there holds none.

    Raises
    ------
    DocumentError
        If a file can't be read.

    Examples
    --------
    >>> hash_inputs(Path("nowhere")) == hash_inputs(Path("nowhere")), hash_inputs() == hash_inputs(Path("nowhere"))
    (True, False)
    """
    whole = hashlib.sha256()
    for folder in folders:
        whole.update(b"folder\n")
        with refusals_as(DocumentError, "a folder can't be read", expected="a folder that can be opened"):
            paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        for path in paths:
            whole.update(f"{path.relative_to(folder).as_posix()}\n{_digest(path)}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def _digest(path: Path) -> str:
    with refusals_as(DocumentError, "a file can't be read", where=path, expected="a file that can be opened"):
        return hashlib.sha256(path.read_bytes()).hexdigest()
