"""Units that stand in a header or in the label of a row hold for the cells, without a recipe too."""

from functools import partial
from math import inf, nan
from pathlib import Path

import pytest

from ehealth_stats import read_document
from ehealth_stats.ingestion import read_figures, tabulate_figures


@pytest.mark.parametrize(
    ("text", "language", "figures"),
    [
        (
            "Kommun\tKostnad (tkr)\tAndel (%)\tLarm\nÅnge\t2 519\t27\t450",
            "sv",
            [
                (2519000, 2518500, 2519500, "rounded", "SEK"),
                (27, 26.5, 27.5, "rounded", "percent"),
                (450, 450, 450, "exact", ""),
            ],
        ),
        (
            "Kommun\tAndel (%)\tKostnad (tkr)\tLarm\nÅnge\t<1\t<5\t<5\nTimrå\t>90\t>5\t>5\nSundsvall\t<0,5\t<1,0\t<1",
            "sv",
            [
                (nan, 0, 1, "less_than", "percent"),
                (nan, 0, 5000, "less_than", "SEK"),
                (nan, 0, 4, "less_than", ""),
                (nan, 90, inf, "more_than", "percent"),
                (nan, 5000, inf, "more_than", "SEK"),
                (nan, 6, inf, "more_than", ""),
                (nan, 0, 0.5, "less_than", "percent"),
                (nan, 0, 1000, "less_than", "SEK"),
                (nan, 0, 0, "less_than", ""),
            ],
        ),
        ("Kommune\tTilskudd i 1000 kr\nAlta\tca 60", "nb", [(60000, 55000, 65000, "approximate", "NOK")]),
        ("Kommune\tTilskot (mill. kr)\nAlta\t45 000 kr", "nn", [(45000, 45000, 45000, "exact", "NOK")]),
        (
            "Post\t2012\t2013\nIntäkter, mkr\t4,5\t5\nLarm\t450\t470",
            "sv",
            [
                (4.5e6, 4.45e6, 4.55e6, "rounded", "SEK"),
                (5e6, 4.5e6, 5.5e6, "rounded", "SEK"),
                (450, 450, 450, "exact", ""),
                (470, 470, 470, "exact", ""),
            ],
        ),
        ("Kommun\tLarm per 1 000 invånare\nÅnge\t45", "sv", [(45, 44.5, 45.5, "rounded", "per_1000_persons")]),
    ],
)
def test_a_cell_has_the_unit_of_its_header_or_of_its_row(tmp_path, text, language, figures):
    """What is printed in thousands is rounded to them; a unit in the cell goes before, and a rate makes no unit."""
    path = Path(tmp_path, "plan.txt")
    path.write_text(f"{text}\n", "utf-8")
    found = tabulate_figures(read_figures(read_document(path), language=language))
    columns = found[["value", "lower", "upper", "qualifier", "unit"]].itertuples(index=False)
    assert [(*map(partial(pytest.approx, nan_ok=True), row[:3]), *row[3:]) for row in columns] == figures
