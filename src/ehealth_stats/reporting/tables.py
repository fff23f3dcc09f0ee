"""Tables on disk: an Evaluation -> one CSV and one Parquet file a table, and a datapackage.json that describes them."""

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ehealth_stats.reporting.commit import commit
from ehealth_stats.reporting.programmes import parts_of
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
    builds = {name: build_id(part, approximation) for name, part in parts_of(evaluation).items()}
    return commit({Path(folder): table_files(evaluation, builds, approximation=approximation)})


def table_files(evaluation: Evaluation, builds: Mapping[str, str], *, approximation: str | None) -> dict[str, bytes]:
    """Return what `write_tables` writes, by the names of the files; `builds` are those of the programmes.

    Raises
    ------
    TableError
        If a table can't be written.
    """
    written: dict[str, bytes] = {}
    resources = []
    for table, frame in evaluation.tables().items():
        content = written[f"{table}.csv"] = to_csv(frame).encode("utf-8")
        written[f"{table}.parquet"] = frame.to_parquet(index=False)
        resources.append(_resource(table, content, len(frame)))
    package = {
        "name": "ehealth-stats",
        "build": build_id(evaluation, approximation),
        "build_by_programme": dict(builds),
        "as_of": evaluation.as_of.isoformat(),
        "as_of_by_programme": {name: day.isoformat() for name, day in evaluation.days.items()},
        "approximation": approximation,
        "resources": resources,
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    return written | {"datapackage.json": text.encode("utf-8")}


def build_id(evaluation: Evaluation, approximation: str | None) -> str:
    """Return what tells a build from another: a hash of its tables and settings, never of the time.

    Reports and figures bear that of their programme.
    """
    whole = hashlib.sha256(f"{evaluation.as_of} {approximation}".encode())
    for table, frame in evaluation.tables().items():
        whole.update(f"\n{table}\n{to_csv(frame)}".encode())
    return whole.hexdigest()[:16]


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
        # A bare carriage return ends a row for who reads the file, quoted or not.
        return escape_formula(value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value)
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
