"""Tables on disk: an Evaluation -> one CSV and one Parquet file a table, and a datapackage.json that describes them."""

import csv
import hashlib
import io
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from ehealth_stats.errors import TableError
from ehealth_stats.schema import Column, Evaluation, columns_of, escape_formula

_FIELD_TYPES = {
    "text": "string",
    "code": "string",
    "number": "number",
    "bound": "number",
    "count": "integer",
    "flag": "boolean",
    "date": "date",
}


def write_tables(evaluation: Evaluation, folder: Path, *, approximation: str | None) -> list[Path]:
    """Write every table as CSV and Parquet, all of them or none; other files in the folder stay.

    The CSV files are the same bytes on every machine: UTF-8, LF, the shortest number that reads back
    exactly, `inf` for an open bound, nothing for a missing number, and an apostrophe before a text that a
    spreadsheet would take for a formula.

    Parameters
    ----------
    evaluation
        The tables.
    folder
        Where they go; made when it is not there.
    approximation
        The setting that the bounds rest on: it is written into `datapackage.json`.

    Returns
    -------
    list[Path]
        The files, CSV and Parquet by table, `datapackage.json` last.

    Raises
    ------
    TableError
        If the folder can't be written.
    """
    folder = Path(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            names = _write_all(evaluation, staged, approximation)
            folder.mkdir(exist_ok=True)
            return [(staged / name).replace(folder / name) for name in names]
        finally:
            shutil.rmtree(staged)
    except OSError as error:
        raise TableError("the tables can't be written", where=str(folder), hint=str(error)) from error


def _write_all(evaluation: Evaluation, folder: Path, approximation: str | None) -> list[str]:
    names, resources = [], []
    for table, frame in evaluation.tables().items():
        content = to_csv(frame).encode("utf-8")
        (folder / f"{table}.csv").write_bytes(content)
        frame.to_parquet(folder / f"{table}.parquet", index=False)
        resources.append(_resource(table, content, len(frame)))
        names += [f"{table}.csv", f"{table}.parquet"]
    package = {
        "name": "ehealth-stats",
        "as_of": evaluation.as_of.isoformat(),
        "as_of_by_programme": {name: day.isoformat() for name, day in evaluation.days.items()},
        "approximation": approximation,
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (folder / "datapackage.json").write_bytes(text.encode("utf-8"))
    return [*names, "datapackage.json"]


def to_csv(frame: pd.DataFrame) -> str:
    """Return a table as the text of its CSV file.

    Examples
    --------
    >>> print(to_csv(pd.DataFrame({"name": ["=1+1", "Acos AS"], "value": [1.0, 2.5]})))
    name,value
    '=1+1,1
    Acos AS,2.5
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows(zip(*(map(_cell, frame[name]) for name in frame.columns), strict=True))
    return out.getvalue()


def _cell(value: str | float | pd.Timestamp) -> str:
    if isinstance(value, str):
        return escape_formula(value)
    if pd.isna(value):
        return ""
    if isinstance(value, pd.Timestamp):
        return str(value.date())
    return repr(float(value)).removesuffix(".0")


def _resource(table: str, content: bytes, rows: int) -> dict[str, Any]:
    columns = columns_of(table)
    return {
        "name": table,
        "path": f"{table}.csv",
        "format": "csv",
        "encoding": "utf-8",
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "rows": rows,
        "schema": {
            "fields": [_field(column) for column in columns],
            "primaryKey": [column.name for column in columns if column.key],
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _FIELD_TYPES[column.type],
        "description": column.meaning,
        "constraints": {"required": column.required or column.type in ("bound", "count", "flag")},
    }
    if column.choices:
        field["constraints"]["enum"] = list(column.choices)
    return field
