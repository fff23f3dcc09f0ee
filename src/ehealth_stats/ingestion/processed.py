"""The tables on disk read back with their types: a folder of CSV files -> Dataset."""

import math
from pathlib import Path
from typing import Any

import pandas as pd
from pandas.errors import EmptyDataError, ParserError

from ehealth_stats.errors import DocumentError, TableError
from ehealth_stats.schema import DATASET_TABLES, Column, Dataset, columns_of, unescape_formula


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
        If the folder or one of its files is missing or is no table.
    TableError
        If a column is missing, or a value breaks the schema.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise DocumentError("no such folder", where=str(folder), hint="`ehealth-stats build` makes data/processed")
    tables: dict[str, Any] = {table: _read_table(folder / f"{table}.csv", table) for table in DATASET_TABLES}
    return Dataset(**tables)


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
