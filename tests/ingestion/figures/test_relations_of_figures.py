"""What the figures of a text are to each other, in phrases/parts_and_wholes.csv: part and whole, from and to, each.

A line a case: "45 alarms part of 1: digitala" is a figure, its unit or "-", what it is, of which, and its label.
"""

import csv
import re
from pathlib import Path

import pytest

from ehealth_stats import extract_quantities

with (Path(__file__).parent / "phrases" / "parts_and_wholes.csv").open(encoding="utf-8", newline="") as file:
    PHRASES = list(csv.DictReader(file))
FIGURE = re.compile(r"(?P<value>\S+) (?P<unit>\S+) (?P<relation>\w+)(?: of (?P<whole>\d+))?(?:: (?P<part>.+))?")


def figure(printed: str) -> tuple[float, str, str, int, str]:
    """Return the value or upper bound of a figure, its unit, its relation, the row of its whole and its label."""
    said = FIGURE.fullmatch(printed)
    unit = said["unit"].removesuffix("-")
    return float(said["value"]), unit, said["relation"], int(said["whole"] or 0) - 1, said["part"] or ""


@pytest.mark.parametrize("case", PHRASES, ids=lambda case: case["words"][:60])
def test_what_figures_are_to_each_other(case):
    """A part stands beside its whole, in its unit, and is not larger; what is far away or too large is a figure."""
    found = extract_quantities(case["words"], language=case["language"])
    values = found["value"].fillna(found["upper"])
    rows = zip(values, found["unit"], found["relation"], found["whole"], found["part"], strict=True)
    assert list(rows) == [figure(printed) for printed in case["figures"].split(" | ")]
