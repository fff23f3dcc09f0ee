"""What a number of the report leads to: one anchor a row, the same wherever it is made."""

import re
from pathlib import Path
from types import SimpleNamespace

import pandas as pd

from ehealth_stats.reporting.places import anchor_of, cite, row_id

PROCESSED = Path(__file__).parents[2] / "data" / "processed"
TABLES = ("observations", "targets", "statements", "timeline", "participants", "totals")


def rows():
    """Yield the rows of the processed tables."""
    for name in TABLES:
        yield from pd.read_csv(PROCESSED / f"{name}.csv", keep_default_na=False).itertuples(index=False)


def test_no_two_rows_have_the_same_anchor():
    """All rows of the processed tables, and ids that differ in signs only."""
    ids = [row_id(row) for row in rows()]
    assert len(ids) > 300
    assert len({anchor_of(name) for name in ids}) == len(ids)
    assert len({anchor_of(name) for name in ("a b", "a+b", "a/b", "a-b", "a~b", "å", "~e5~")}) == 7


def test_an_anchor_stands_in_an_address_as_it_is():
    """Nothing that an address or an id in HTML would have to write otherwise."""
    assert all(re.fullmatch(r"[\w.~/+-]+", anchor_of(row_id(row)), re.ASCII) for row in rows())


def test_a_source_without_a_page_is_cited_by_its_place_alone():
    """The words, the place and the id are there."""
    row = SimpleNamespace(target_id="plan/target-1", source_id="plan", locator="table 1 row 2 column Mål chars 0-3")
    found = cite("700", row, "sv", ["another"])
    assert (found.text, found.page, found.place, found.row) == (
        "700",
        "",
        "tabell 1, rad 2, kolumn Mål",
        "plan/target-1",
    )


def test_what_is_computed_leads_to_its_line_below_the_document():
    """A total has no place in the document."""
    row = SimpleNamespace(
        source_id="plan", indicator="alarms", breakdown="_T", period="2012-09", role="reported", reading=""
    )
    found = cite("470", row, "nb", ["plan"])
    assert found.page == "evidence/plan.html#plan/alarms/_T/2012-09/reported"
    assert found.place == "beregnet ut fra tallene i dokumentet"
