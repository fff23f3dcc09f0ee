"""How much of the made-up documents a draft gets right, unedited: files -> shares, false contradictions, lost figures.

python tests/ingestion/drafts/measure.py [--held-out] [NAME …]
"""

import csv
import math
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pandas as pd
from document_files import written
from rendered import DOCUMENTS, read_source, render

from ehealth_stats.analysis import evaluate
from ehealth_stats.ingestion import ingest
from ehealth_stats.pipeline import draft
from ehealth_stats.schema import parse_edtf

CONTRADICTIONS = ("differs", "sources_disagree", "baseline_disputed", "claim_contradicted")
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Measured:
    """What one draft gets right: figures by value, bounds, area and indicator; those with all else right too."""

    name: str
    figures: int
    right: int
    wholly: int
    drafted: int
    false_contradictions: tuple[str, ...]
    planted_found: int
    silent: tuple[str, ...]
    missed: tuple[Key, ...]
    wrong: tuple[Key, ...]


def truth_of(name: str) -> list[dict[str, str]]:
    """Return the hand-typed figures of a document."""
    with (DOCUMENTS / name / "truth.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names(*, held_out: bool) -> list[str]:
    """Return the documents, those that are held out or the others."""
    found = sorted(path.name for path in DOCUMENTS.iterdir() if path.is_dir())
    return [name for name in found if bool(read_source(name).get("held_out")) == held_out]


def measure(name: str, folder: Path) -> Measured:
    """Draft a recipe for a document, build it unedited, and hold it against the truth."""
    path = draft(render(name, folder), folder / "raw" / name)
    return held_against(name, ingest(folder / "raw"), path.read_text("utf-8"))


@dataclass(frozen=True)
class Edited:
    """How many lines a person changed of a draft, and what the recipe then gets right."""

    lines: int
    measured: Measured


def edited_names() -> list[str]:
    """Return the documents that have an edited recipe."""
    return sorted(path.parent.name for path in DOCUMENTS.glob("*/edited.toml"))


def measure_edited(name: str, folder: Path) -> Edited:
    """Build a document by its edited recipe, and count the lines in which that differs from today's draft."""
    file = render(name, folder)
    drafted = draft(file, folder / "drafts" / name).read_text("utf-8")
    edited = (DOCUMENTS / name / "edited.toml").read_text("utf-8")
    raw = folder / "raw" / name
    raw.mkdir(parents=True)
    written(raw / file.name, file.read_bytes())
    written(raw / "recipe.toml", edited)
    return Edited(changed_lines(drafted, edited), held_against(name, ingest(folder / "raw"), edited))


def changed_lines(before: str, after: str) -> int:
    """Count the lines that are deleted, added or other: a line in the place of another is one."""
    matcher = SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    changes = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    return sum(max(end - start, last - first) for _, start, end, first, last in changes)


def held_against(name: str, dataset: Any, recipe: str) -> Measured:
    """Hold what was read against the truth."""
    truth = [_expected(row) for row in truth_of(name)]
    found = [*_observations(dataset.observations), *_targets(dataset.targets)]
    source = read_source(name)
    contradictions = evaluate(dataset).findings.query("kind in @CONTRADICTIONS")
    values = dataset.observations.set_index("observation_id")["value"]
    planted = [
        any(values.get(one) in source["planted"] for one in ids.split("|")) for ids in contradictions["observation_ids"]
    ]
    asked = [value for value in source["planted"] if f"# {value:g} here, and " in recipe]
    unclaimed = dataset.audit.query("kind == 'unclaimed'")
    comments = "\n".join(line for line in recipe.splitlines() if line.startswith("#"))
    silent = [f"{row.text} ({row.locator})" for row in unclaimed.itertuples() if str(row.locator) not in comments]
    hits, full = _common([t[:6] for t in truth], [f[:6] for f in found]), _common(truth, found)
    return Measured(
        name=name, figures=len(truth), right=sum(hits.values()), wholly=sum(full.values()), drafted=len(found),
        false_contradictions=tuple(contradictions.loc[[not is_planted for is_planted in planted], "statement"]),
        planted_found=sum(planted) + len(asked), silent=tuple(silent),
        missed=tuple((Counter(t[:6] for t in truth) - hits).elements()),
        wrong=tuple((Counter(f[:6] for f in found) - hits).elements()),
    )  # fmt: skip


def _common(one: list[Key], other: list[Key]) -> Counter[Key]:
    return Counter(one) & Counter(other)


def _expected(row: dict[str, str]) -> Key:
    value = float(row["value"] or "nan")
    lower, upper = (float(row[name] or value) for name in ("lower", "upper"))
    time = row["period"][:4] if row["kind"] == "target" else _time(row["period"])
    return (
        row["kind"], row["indicator"], row["area"], *_numbers(value, lower, upper),
        row["breakdown"], time, row["role"], row["unit"],
    )  # fmt: skip


def _observations(rows: pd.DataFrame) -> list[Key]:
    columns = ["indicator", "area", "value", "lower", "upper", "breakdown", "period", "role", "unit"]
    return [
        ("observation", *row[:2], *_numbers(*row[2:5]), row[5], _time(row[6]), *row[7:])
        for row in rows[columns].itertuples(index=False)
    ]


def _targets(rows: pd.DataFrame) -> list[Key]:
    return [
        ("target", row.indicator, row.area, *_numbers(row.target_value, row.target_lower, row.target_upper),
         row.breakdown, "" if pd.isna(row.due) else str(row.due)[:4], "", row.unit)
        for row in rows[rows["target_lower"].notna() & ~rows["kind"].isin(["milestone", "undefined"])].itertuples()
    ]  # fmt: skip


def _time(period: str) -> tuple[Any, Any]:
    """Return the days of a period: a quarter is the months that it has."""
    read = parse_edtf(period)
    return read.start, read.end


def _numbers(*numbers: float) -> tuple[str, ...]:
    return tuple("" if math.isnan(number) else f"{number:g}" for number in numbers)


def main() -> None:
    """Print the measures of the documents that are named, else of all that are not held out."""
    asked = [name for name in sys.argv[1:] if not name.startswith("-")]
    measured = []
    for name in asked or names(held_out="--held-out" in sys.argv):
        with tempfile.TemporaryDirectory() as folder:
            one = measure(name, Path(folder))
        measured.append(one)
        print(f"{name}: {one.right} of {one.figures} right ({one.right / one.figures:.0%}), {one.wholly} wholly,",
              f"{one.drafted} drafted, {len(one.false_contradictions)} false contradictions,",
              f"{one.planted_found} planted found, {len(one.silent)} silent")  # fmt: skip
        if "-v" in sys.argv:
            for title, listed in (("missed", one.missed), ("wrong", one.wrong),
                                  ("false", one.false_contradictions), ("silent", one.silent)):  # fmt: skip
                print(*(f"  {title}: {item}" for item in listed), sep="\n")
    total = sum(one.figures for one in measured)
    print(f"all: {sum(one.right for one in measured) / total:.1%} of {total} right,",
          f"{sum(one.wholly for one in measured) / total:.1%} wholly,",
          f"{sum(len(one.false_contradictions) for one in measured)} false contradictions,",
          f"{sum(len(one.silent) for one in measured)} silent")  # fmt: skip


if __name__ == "__main__":
    main()
