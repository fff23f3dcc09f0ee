"""The kinds of the cases in tables of Norwegian documents: other words, other signs, other formats."""

from math import inf

import pytest
from made import extracted, file

STAVANGER, BERGEN, OSLO = "Stavanger", "Bergen", "Oslo"


def table(*cells: str, header: str = "Antall") -> str:
    """Write one cell for each of three municipalities."""
    rows = zip((STAVANGER, BERGEN, OSLO), cells, strict=False)
    return f"Kommune;{header}\n" + "".join(f"{name};{cell}\n" for name, cell in rows)


@pytest.mark.parametrize(
    ("header", "cells", "bounds", "unit"),
    [
        ("Budsjett (mill. kr)", ("4,5", "12"), [(4_450_000, 4_550_000), (11_500_000, 12_500_000)], "NOK"),
        ("Beløp i 1 000 kr", ("45", "12"), [(44_500, 45_500), (11_500, 12_500)], "NOK"),
        ("Beløp (hele tusen kroner)", ("45", "12"), [(44_500, 45_500), (11_500, 12_500)], "NOK"),
        ("Andel (pst.)", ("45,5", "12"), [(45.45, 45.55), (11.5, 12.5)], "percent"),
        ("Antall (1000)", ("45,5", "12"), [(45_450, 45_550), (11_500, 12_500)], ""),
        ("31.12.2012", ("1945", "2013", "7"), [(1945, 1945), (2013, 2013), (7, 7)], ""),
        ("Innbyggarar", ("2012", "1999"), [(2012, 2012), (1999, 1999)], ""),
        ("Antall", ("< 5", "≤4", "mer enn 1000"), [(0, 4), (0, 4), (1001, inf)], ""),
        ("Antall", ("0-4", "1–3", "ca. 2000"), [(0, 4), (1, 3), (1800, 2200)], ""),
        ("Antall", ("1'200", "1.300", "1.450.000"), [(1200, 1200), (1300, 1300), (1_450_000, 1_450_000)], ""),
        ("Antall", ("450,-", "kr 300,-", "300:-"), [(450, 450), (300, 300), (300, 300)], "NOK"),
        ("Endring", ("50-", "(10)", "− 3"), [(-50, -50), (-10, -10), (-3, -3)], ""),
        ("Endring", ("−12 %", "+5 %"), [(-12.5, -11.5), (4.5, 5.5)], "percent"),
        ("Antall", ("450¹", "300²", "120 ³⁾"), [(450, 450), (300, 300), (120, 120)], ""),
        ("Antall", ("450 a)", "300 (b)", "120**"), [(450, 450), (300, 300), (120, 120)], ""),
        ("Antall", ("450 (r)", "300 p", "120 e"), [(450, 450), (300, 300), (120, 120)], ""),
    ],
)
def test_cells_of_a_column(tmp_path, header, cells, bounds, unit):
    """Each cell is of its municipality, in the unit of its header."""
    found = extracted(file(tmp_path, table(*cells, header=header)), "area_name", "lower", "upper", "unit")
    assert found == [[name, *pair, unit] for name, pair in zip((STAVANGER, BERGEN, OSLO), bounds, strict=False)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kommune;Antall\n1103 Stavanger;450\nBergen (4601);300\n0301 Oslo;12\n", [450, 300, 12]),
        ("Rang;Kommune;Antall\n1;Stavanger;450\n2;Bergen;300\n3;Oslo;120\n", [450, 300, 120]),
        ("Kommune;Antall\n1;2\nStavanger;450\nBergen;300\nOslo;120\n", [450, 300, 120]),
        ("Kommunenr;Kommune;Antall\n1103;Stavanger;450\n4601;Bergen;300\n301;Oslo;12\n", [450, 300, 12]),
    ],
)
def test_codes_ranks_and_numbers_of_columns(tmp_path, text, found):
    """None of them is a figure."""
    cells = extracted(file(tmp_path, text), "area_name", "value")
    assert cells == [[name, value] for name, value in zip((STAVANGER, BERGEN, OSLO), found, strict=False)]


@pytest.mark.parametrize("headers", ["Q4 2012;Q4 2013", "4. kvartal 2012;4. kvartal 2013", "31.12.2012;31.12.2013"])
def test_days_and_quarters_above_columns(tmp_path, headers):
    """They are no figures; what stands below them is."""
    cells = extracted(file(tmp_path, f"Kommune;{headers}\nStavanger;45;50\nBergen;1912;2013\n"), "area_name", "value")
    assert cells == [[STAVANGER, 45], [STAVANGER, 50], [BERGEN, 1912], [BERGEN, 2013]]


PAGE = "<table><tr><th>Kommune<th>Antall<tr><td>Bergen<td{}<tr><td>Oslo{}</table>"


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ((">450<sup>1)</sup>", "<td>300<sup>a</sup>"), [[BERGEN, 450, 450], [OSLO, 300, 300]]),
        ((" rowspan=2>450", ""), [["", 450, 450]]),
        ((">ca.<br>450", "<td>færre enn<br/>300"), [[BERGEN, 445, 455], [OSLO, 0, 299]]),
        ((">1&nbsp;200", "<td>1&thinsp;300"), [[BERGEN, 1200, 1200], [OSLO, 1300, 1300]]),
        ((">450<span style='display:none'>999</span>", "<td>1"), [[BERGEN, 450, 450], [OSLO, 1, 1]]),
        ((">450<input type=hidden value=77>", "<td><input value='12'>"), [[BERGEN, 450, 450], [OSLO, 12, 12]]),
    ],
)
def test_cells_of_a_page(tmp_path, cells, found):
    """Notes, shared cells, broken lines, narrow blanks, what nobody sees and what is filled in."""
    assert extracted(file(tmp_path, PAGE.format(*cells), "a.html"), "area_name", "lower", "upper") == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Stavanger har 450 stk. Bergen har 300 stk. Oslo har 12 mill. kr.",
            [(STAVANGER, 450), (BERGEN, 300), (OSLO, 12e6)],
        ),
        ("Ti tusen brukere i Bergen og hundre tusen i Oslo", [(BERGEN, 10_000), (OSLO, 100_000)]),
        ("Bergen kommune nord for Stavanger har 450 alarmer", [(BERGEN, 450)]),
        ("Oslo hadde 450 i 2012 og 470 år 2013", [(OSLO, 450), (OSLO, 470)]),
        ("Rundt 2000 brukere og ca. 1999 alarmer; omtrent 2010 pålogginger", [("", 2000), ("", 1999), ("", 2010)]),
    ],
)
def test_sentences(tmp_path, text, found):
    """Abbreviations end a sentence, number words in two words, places beside places, years beside counts."""
    assert extracted(file(tmp_path, text, "a.txt"), "area_name", "value") == [list(each) for each in found]
