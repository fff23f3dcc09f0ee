"""More of the kinds of the cases in Norwegian: words, headers, codes and marks in texts, tables and pages."""

from math import inf

import pytest
from made import extracted, file

CELLS = ("<th>Kommune<th>Antall", "<td>Oslo<td>færre enn<br>300", "<td>Bergen<td>600-<br>650")
PAGE = f"<table>{''.join(f'<tr>{cells}</tr>' for cells in CELLS)}</table>"
PIPED = "| Kommune | Antall |\n|---|---|\n| Oslo | 450[^1] |\n| Bergen | 300<sup>2</sup> |\n"


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        (
            "a.csv",
            "Kommune;Tallet på alarm\nOslo;c:a 450\nBergen;12\n",
            [("Oslo", 445, 455, ""), ("Bergen", 12, 12, "")],
        ),
        ("a.csv", "Kommune;Alarm i alt\nOslo;færre enn 5\nBergen;ingen\n", [("Oslo", 0, 4, ""), ("Bergen", 0, 0, "")]),
        ("a.csv", "Kommune;2023T1;2023T2\nOslo;450;300\n", [("Oslo", 450, 450, ""), ("Oslo", 300, 300, "")]),
        ("a.csv", "Kommune;1. halvår 2012;2. halvår 2012\nOslo;45;30\n", [("Oslo", 45, 45, ""), ("Oslo", 30, 30, "")]),
        ("a.csv", "Kommune;Utgifter (hele 1000 kr)\nOslo;2 363\n", [("Oslo", 2_362_500, 2_363_500, "NOK")]),
        ("a.csv", "Kommune;Utgifter (mill. kr)\nOslo;2,4\n", [("Oslo", 2_350_000, 2_450_000, "NOK")]),
        (
            "a.csv",
            "Fylke;Antall\nInnlandet;300\nHele landet;4 500\n",
            [("Innlandet", 300, 300, ""), ("Norge", 4500, 4500, "")],
        ),
        (
            "a.csv",
            "Kommune;Andel\nOslo;0,45\nBergen;100 %\n",
            [("Oslo", 0.445, 0.455, ""), ("Bergen", 99.5, 100.5, "percent")],
        ),
        (
            "a.csv",
            "Kommune;Antall\nOslo;-45\nBergen;(45)\nAlta;45-\n",
            [(name, -45, -45, "") for name in ("Oslo", "Bergen", "Alta")],
        ),
        (
            "a.csv",
            "Kommune;Antall\nOslo;ikke oppgitt\nAlta;vet ikke\nMolde;12\n",
            [("Oslo", 0, inf, ""), ("Alta", 0, inf, ""), ("Molde", 12, 12, "")],
        ),
        (
            "a.csv",
            "Kommune;Antall\nOslo;1 200 (foreløpig)\nAlta;45 f\n",
            [("Oslo", 1200, 1200, ""), ("Alta", 45, 45, "")],
        ),
        ("a.csv", "Kommune;Varighet (timer)\nOslo;12:30\nBergen;1,5\n", [("Bergen", 1.45, 1.55, "")]),
        ("a.txt", "Oslo kommune har ikke noen trygghetsalarmer i 2012.", [("Oslo", 0, 0, "alarms")]),
        ("a.txt", "Endring siden 2012: –45 alarmer i Oslo.", [("Oslo", -45, -45, "alarms")]),
        ("a.txt", "Bergen hadde 450 år 2012.", [("Bergen", 450, 450, "")]),
        ("a.txt", "Fra seks til åtte kommuner deltok.", [("", 6, 8, "municipalities")]),
        ("a.txt", "Svaret skal ta maksimalt 10 dager.", [("", 0, 10, "days")]),
        ("a.txt", "Det var rundt 2000 pålogginger i året i Oslo.", [("Oslo", 1800, 2200, "")]),
        ("a.txt", "Femdobling av antall alarmer i Bergen.", [("Bergen", 400, 400, "percent")]),
        ("a.txt", "Alle elleve kommuner har tatt i bruk e-meldinger.", [("", 11, 11, "municipalities")]),
        ("a.txt", "Titusen innbyggere i Alta.", [("Alta", 10_000, 10_000, "persons")]),
        ("a.txt", "Oslo: 450 stk. Bergen: 300 stk.", [("Oslo", 450, 450, "pieces"), ("Bergen", 300, 300, "pieces")]),
        ("a.txt", "Høyst 2 150 000 kr i Oslo.", [("Oslo", 0, 2_150_000, "NOK")]),
        ("a.md", PIPED, [("Oslo", 450, 450, ""), ("Bergen", 300, 300, "")]),
        ("a.html", PAGE, [("Oslo", 0, 299, ""), ("Bergen", 600, 650, "")]),
    ],
)
def test_what_is_read(tmp_path, name, text, found):
    """The area, the bounds and the unit of each figure, and no other figure."""
    cells = extracted(file(tmp_path, text, name), "area_name", "lower", "upper", "unit", country="NO", language="nb")
    assert [tuple(cell) for cell in cells] == found


def test_two_municipalities_of_one_name(tmp_path):
    """The code before the name tells them apart."""
    found = extracted(file(tmp_path, "Kommune;Antall\n1515 Herøy;45\n1818 Herøy;12\n"), country="NO", language="nb")
    assert found == [["NO-1515", 45], ["NO-1818", 12]]
