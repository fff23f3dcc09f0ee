"""The tables written to disk read back as they were."""

import csv
import hashlib
import json
import math
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from ehealth_stats.errors import DocumentError, TableError
from ehealth_stats.ingestion.processed import read_dataset
from ehealth_stats.reporting import commit
from ehealth_stats.reporting.tables import to_csv, write_tables
from ehealth_stats.schema import DATASET_TABLES, RESULT_TABLES, Dataset, Evaluation, empty_table, to_table

# every text that a spreadsheet or a CSV reader would take for something else
FORMULAS = ("\n=1+1", "\t=1+1", " =1+1", "\ufeff=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "+1", "=1+1")
TRICKY = (*FORMULAS, "n/a", "NA", "nan", "'quoted", "-5", "a,b", 'say "60"', "two\nlines", "Örnsköldsvik", "007", "@x")


def observation(number: int, **changes: object) -> dict[str, object]:
    """One row of observations: 0.1 + 0.2 needs all 17 digits; the upper bound is open; the period has no end."""
    row = {
        "observation_id": f"plan/{number}",
        "source_id": "plan",
        "indicator": "safety_alarms",
        "breakdown": "_T",
        "area": "SE-2281",
        "period": "2013/..",
        "period_start": date(2013, 4, 2),
        "period_end": None,
        "value": math.nan,
        "lower": 0.1 + 0.2,
        "upper": math.inf,
        "unit": "alarms",
        "qualifier": "unknown",
        "status": "L",
        "role": "reported",
        "locator": "paragraph 1",
        "text": "okänt",
    }
    return row | changes


def evaluation(*rows: dict[str, object]) -> Evaluation:
    """An evaluation whose only rows are these observations."""
    frames = {table: empty_table(table) for table in (*DATASET_TABLES, *RESULT_TABLES)}
    frames["observations"] = to_table("observations", rows)
    dataset = Dataset(**{table: frames.pop(table) for table in DATASET_TABLES})
    return Evaluation(dataset, date(2013, 4, 2), **frames)


WRITTEN = evaluation(
    *(observation(number, text=text) for number, text in enumerate(TRICKY)),
    observation(99, value=450.0, lower=450.0, upper=450.0, qualifier="exact", status="A"),
)


def test_round_trip(tmp_path: Path) -> None:
    """What was written is read back with the same values, types and missing values, an empty text included."""
    write_tables(WRITTEN, tmp_path / "processed", approximation="half_unit")
    read = read_dataset(tmp_path / "processed")
    for table, frame in read.tables().items():
        assert_frame_equal(frame, WRITTEN.dataset.tables()[table], check_exact=True)
    assert read.observations["period_end"].isna().all()


def test_parquet_holds_the_same_table(tmp_path: Path) -> None:
    """The Parquet file beside a CSV file has the same rows and no escapes."""
    write_tables(WRITTEN, tmp_path, approximation=None)
    frame = pd.read_parquet(tmp_path / "observations.parquet")
    assert_frame_equal(frame, WRITTEN.dataset.observations, check_dtype=False, check_exact=True)


def test_cells_as_printed(tmp_path: Path) -> None:
    """450 is written without noise, inf by name, nothing for a missing number; a formula gets an apostrophe."""
    write_tables(WRITTEN, tmp_path, approximation="half_unit")
    content = (tmp_path / "observations.csv").read_bytes()
    rows = list(csv.DictReader(content.decode("utf-8").splitlines(keepends=True)))
    assert (rows[-1]["value"], rows[-1]["lower"], rows[-1]["period_start"]) == ("450", "450", "2013-04-02")
    assert (rows[0]["value"], rows[0]["lower"], rows[0]["upper"], rows[0]["text"]) == (
        "",
        "0.30000000000000004",
        "inf",
        "'\n=1+1",
    )
    assert b"\r" not in content


def test_no_cell_of_a_csv_file_begins_a_formula(tmp_path: Path) -> None:
    """Signs in full width and signs behind blanks and line ends are signs too; what was no formula stays as it is."""
    write_tables(WRITTEN, tmp_path, approximation=None)
    with (tmp_path / "observations.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    assert to_csv(pd.DataFrame({"text": ["\r=1+1"]})) == 'text\n"\'\n=1+1"\n'
    assert texts[: len(FORMULAS)] == [f"'{text}" for text in FORMULAS]
    assert texts[len(FORMULAS) : len(FORMULAS) + 3] == ["n/a", "NA", "nan"]


def test_datapackage_describes_each_file(tmp_path: Path) -> None:
    """The description names both settings, the days of the programmes, and each file's hash, rows, columns, choices."""
    judged = replace(WRITTEN, days={"home_care": date(2012, 12, 31), "tour": date(2013, 4, 2)})
    write_tables(judged, tmp_path, approximation="half_unit")
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert (package["as_of"], package["approximation"]) == ("2013-04-02", "half_unit")
    assert package["as_of_by_programme"] == {"home_care": "2012-12-31", "tour": "2013-04-02"}
    resources = {resource["name"]: resource for resource in package["resources"]}
    assert set(resources) == set(DATASET_TABLES + RESULT_TABLES)
    table = resources["observations"]
    digest = hashlib.sha256((tmp_path / "observations.csv").read_bytes()).hexdigest()
    assert (table["hash"], table["rows"], table["schema"]["primaryKey"]) == (
        f"sha256:{digest}",
        len(TRICKY) + 1,
        ["observation_id"],
    )
    fields = {field["name"]: field for field in table["schema"]["fields"]}
    assert fields["status"]["constraints"] == {"required": True, "enum": list("AELOMDBQUP")}
    assert (fields["value"]["type"], fields["period_start"]["type"]) == ("number", "date")


def test_same_bytes_twice(tmp_path: Path) -> None:
    """Writing the same evaluation again gives the same files, byte for byte."""
    first = {p.name: p.read_bytes() for p in write_tables(WRITTEN, tmp_path / "a", approximation=None)}
    second = {p.name: p.read_bytes() for p in write_tables(WRITTEN, tmp_path / "b", approximation=None)}
    assert len(first) == 2 * 14 + 1
    assert first == second


def test_other_files_stay_and_nothing_is_left_over(tmp_path: Path) -> None:
    """Files that are not ours stay in the folder; the staging folder is gone."""
    (tmp_path / "processed").mkdir()
    (tmp_path / "processed" / "notes.md").write_text("mine", "utf-8")
    write_tables(WRITTEN, tmp_path / "processed", approximation=None)
    assert (tmp_path / "processed" / "notes.md").read_text("utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["processed"]


def test_failure_leaves_the_folder_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a table in the middle can't be written, no file of the folder has changed."""
    folder = tmp_path / "processed"
    write_tables(WRITTEN, folder, approximation=None)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}

    def full(path: Path, content: bytes) -> None:
        if path.name == "sources.csv":
            raise OSError("no space left on device")
        path.write_bytes(content)

    monkeypatch.setattr(commit, "_write", full)
    changed = replace(WRITTEN, as_of=date(2014, 1, 1))
    with pytest.raises(TableError, match="can't be written"):
        write_tables(changed, folder, approximation=None)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["processed"]


def test_folder_that_is_a_file(tmp_path: Path) -> None:
    """A file in the place of the folder is an error that names it."""
    (tmp_path / "processed").write_text("", "utf-8")
    with pytest.raises(TableError, match="processed"):
        write_tables(WRITTEN, tmp_path / "processed", approximation=None)


def test_read_missing_folder(tmp_path: Path) -> None:
    """A folder that is not there is named, with the command that makes it."""
    with pytest.raises(DocumentError, match=r"(?s)nowhere.*ehealth-stats build"):
        read_dataset(tmp_path / "nowhere")


def test_read_missing_file(tmp_path: Path) -> None:
    """A missing table is named."""
    write_tables(WRITTEN, tmp_path, approximation=None)
    (tmp_path / "targets.csv").unlink()
    with pytest.raises(DocumentError, match="table targets is missing"):
        read_dataset(tmp_path)


def test_read_missing_column(tmp_path: Path) -> None:
    """A table without one of its columns is an error that names both."""
    write_tables(WRITTEN, tmp_path, approximation=None)
    (tmp_path / "audit.csv").write_text("source_id,locator,text,kind,reason\n", "utf-8")
    with pytest.raises(TableError, match="audit lacks observation_id"):
        read_dataset(tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [("audit.csv", b""), ("audit.csv", b"source_id\n\xff"), ("audit.csv", b'source_id\n"open\n')],
)
def test_read_broken_file(tmp_path: Path, name: str, content: bytes) -> None:
    """An empty, wrongly encoded or torn file is an error that names the file."""
    write_tables(WRITTEN, tmp_path, approximation=None)
    (tmp_path / name).write_bytes(content)
    with pytest.raises((DocumentError, TableError), match=name):
        read_dataset(tmp_path)


@pytest.mark.parametrize(("column", "text"), [("lower", "many"), ("period_start", "2013-13-01")])
def test_read_wrong_value(tmp_path: Path, column: str, text: str) -> None:
    """A number or date that is none is an error that names the column and the value."""
    write_tables(WRITTEN, tmp_path, approximation=None)
    frame = pd.read_csv(tmp_path / "observations.csv", dtype=str, na_filter=False)
    frame.loc[0, column] = text
    frame.to_csv(tmp_path / "observations.csv", index=False)
    with pytest.raises(TableError, match=rf"(?s){column}.*{text}"):
        read_dataset(tmp_path)
