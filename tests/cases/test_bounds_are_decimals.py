"""Bounds of what is printed are decimals as it is: no digit of theirs comes from binary fractions."""

from decimal import Decimal
from math import isfinite, isnan

import openpyxl
import pandas as pd
import pytest
from carriers import CARRIERS, CUBES, carried
from document_files import sheet_of, workbook_bytes, written, xls_of
from hypothesis import given, settings
from hypothesis import strategies as st
from made import extracted, ingested, rows
from one_document import ingest_one

from ehealth_stats import compare_totals, extract_quantities, read_denominators, total

LANGUAGES = {"sv": ("procent", "miljoner kr"), "nb": ("prosent", "mill. kroner"), "nn": ("prosent", "millionar kroner")}
TENTHS = [Decimal(tenth).scaleb(-1) for tenth in range(1, 1000)]
COLUMN = '[[observations]]\nindicator = "{indicator}"\ntable = "Kommun"\nread = "table"\n{more}\n'


def printed(number: Decimal) -> str:
    """A number as Swedish and Norwegian documents print it."""
    return str(number).replace(".", ",")


def decimals(number: float) -> int:
    """How many decimals a number has."""
    return max(-int(Decimal(str(number)).normalize().as_tuple().exponent), 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_percents_with_a_decimal_have_half_a_printed_digit(language):
    """0,1 to 99,9 percent: 0,05 each way, exactly."""
    word, _ = LANGUAGES[language]
    found = extract_quantities("\n".join(f"{printed(tenth)} {word}" for tenth in TENTHS), language=language)
    assert found["lower"].tolist() == [float(tenth - Decimal("0.05")) for tenth in TENTHS]
    assert found["upper"].tolist() == [float(tenth + Decimal("0.05")) for tenth in TENTHS]


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_millions_with_a_decimal_have_half_a_printed_digit(language):
    """0,1 to 9,9 million: value and bounds are whole kronor."""
    _, word = LANGUAGES[language]
    found = extract_quantities("\n".join(f"{printed(tenth)} {word}" for tenth in TENTHS[:99]), language=language)
    million = Decimal(1_000_000)
    assert found["value"].tolist() == [float(tenth * million) for tenth in TENTHS[:99]]
    assert found["lower"].tolist() == [float(tenth * million - 50_000) for tenth in TENTHS[:99]]
    assert found["upper"].tolist() == [float(tenth * million + 50_000) for tenth in TENTHS[:99]]


@pytest.mark.parametrize(
    ("words", "value", "lower", "upper"),
    [
        ("c:a 4,35 miljoner kr", 4_350_000, 4_345_000, 4_355_000),
        ("drygt 2,2 mkr", 2_200_000, 2_200_000, 2_250_000),
        ("knappt 2,2 mkr", 2_200_000, 2_150_000, 2_200_000),
        ("2,3-2,6 miljoner kr", float("nan"), 2_300_000, 2_600_000),
        ("0,07 tkr", 70, 65, 75),
        ("8,2 +/- 0,1 procent", 8.2, 8.1, 8.3),
        ("minus 60,35 procent", -60.35, -60.355, -60.345),
        ("en tredjedel av kommunerna", 100 / 3, 100 / 3 - 2.5, 100 / 3 + 2.5),
    ],
)
def test_words_leave_decimals(words, value, lower, upper):
    """Approximate figures, ranges, margins and negative ones too."""
    found = extract_quantities(words, language="sv").iloc[0]
    assert (found["lower"], found["upper"]) == (lower, upper)
    assert found["value"] == value or isnan(value)


NUMBERS = st.decimals(0, 999, places=2).map(lambda number: number.normalize())
BEFORE = st.sampled_from(["", "c:a ", "drygt ", "knappt ", "över ", "minst ", "högst ", "färre än ", "om lag ", "nær "])
UNITS = st.sampled_from([" procent", " prosent", " tkr", " mkr", " mill. kroner", " milliarder kroner", " kr", " %"])


@given(NUMBERS, BEFORE, UNITS)
def test_bounds_have_at_most_three_digits_more_than_printed(number, before, unit):
    """Of whatever qualifier and unit."""
    text = f"{before}{number:f}{unit}".replace(".", ",")
    for row in extract_quantities(text, country="SE", language="sv").to_dict("records"):
        for end in ("value", "lower", "upper"):
            assert not isfinite(row[end]) or decimals(row[end]) <= decimals(float(number)) + 3


UNDER = ["Budget (tkr)", "Andel (%)", "Budget (mkr)", "Antal larm", "Larm per 1 000 invånare"]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_bounds_of_cells_have_at_most_three_digits_more_than_printed(tmp_path_factory, carrier):
    """Below headers with a unit, by every reader of tables."""

    @settings(max_examples=4 if carrier == "pdf" else 10)
    @given(st.lists(NUMBERS, min_size=3, max_size=3), st.sampled_from(UNDER))
    def check(numbers, header):
        rows = zip(["Ånge", "Timrå", "Kramfors"], (printed(number) for number in numbers), strict=True)
        path = carried(tmp_path_factory.mktemp("one"), carrier, [], [["Kommun", header], *map(list, rows)])
        found = extracted(path, "value", "lower", "upper", country="SE")
        assert len(found) == 3
        for number, ends in zip(numbers, found, strict=True):
            assert max(map(decimals, filter(isfinite, ends))) <= decimals(float(number)) + 3

    check()


@pytest.mark.parametrize("suffix", [".xlsx", ".xls"])
@pytest.mark.parametrize("number", [45.512, 0.07, 0.1 + 0.2, 1e-3, 2.675, 1120.5])
def test_numbers_of_workbooks_have_no_noise(tmp_path, suffix, number):
    """A number of a cell is held in binary; its bounds are those of the decimals that a person sees."""
    rows = [["Kommun", "Budget (tkr)"], ["Ånge", number], ["Timrå", 12.5]]
    path = tmp_path / f"larm{suffix}"
    path.write_bytes(sheet_of(*rows) if suffix == ".xlsx" else xls_of(rows))
    value, lower, upper = extracted(path, "value", "lower", "upper", country="SE")[0]
    assert value == float(Decimal(f"{number:.15g}") * 1000)
    assert max(map(decimals, (lower, upper))) <= decimals(float(f"{number:.15g}")) + 3


THOUSANDTHS = [["Ånge", "45.512"], ["Timrå", "12.125"], ["Kramfors", "7.255"]]
EXACT = [[45.512, 45.5115, 45.5125], [12.125, 12.1245, 12.1255], [7.255, 7.2545, 7.2555]]
SDMX = """GEO,TIME_PERIOD,UNIT_MULT,OBS_VALUE,OBS_STATUS
Ånge,2012,0,45.512,E
Timrå,2012,3,12.125,P
Kramfors,2012,6,7.255,A
"""


@pytest.mark.parametrize("cube", CUBES)
def test_three_decimals_of_a_cube_have_half_a_thousandth(tmp_path, cube):
    """A file for machines has a decimal point, in any language, and no digit is added to what it prints."""
    suffix, content = CUBES[cube](THOUSANDTHS)
    path = written(tmp_path / f"larm{suffix}", content)
    assert extracted(path, "value", "lower", "upper", country="SE") == EXACT


def test_three_decimals_with_a_scale_and_a_status(tmp_path):
    """Of SDMX, where scales differ: 45,512, then 12,125 thousand and 7,255 million."""
    found = extracted(written(tmp_path / "larm.csv", SDMX), "value", "lower", "upper", country="SE")
    assert found == [EXACT[0], [12_125, 12_124.5, 12_125.5], [7_255_000, 7_254_500, 7_255_500]]


def formatted(number_format: str, *numbers: float) -> bytes:
    """Return a workbook whose numbers have a format."""
    book = openpyxl.Workbook()
    for name, number in zip(["Ånge", "Timrå", "Kramfors"], numbers, strict=False):
        book.worksheets[0].append([name, number])
        book.worksheets[0].cell(book.worksheets[0].max_row, 2).number_format = number_format
    book.worksheets[0].insert_rows(1)
    book.worksheets[0]["A1"], book.worksheets[0]["B1"] = "Kommun", "Budget"
    return workbook_bytes(book)


@pytest.mark.parametrize(
    ("number_format", "numbers", "power"),
    [("General", (45.512, 12.125), 0), ('0.000" tkr"', (45.512, 12.125), 3), ("0.0%", (0.45512, 0.12125), 0)],
)
def test_three_decimals_of_a_workbook_have_half_a_thousandth(tmp_path, number_format, numbers, power):
    """Plain, with the unit of a format, and as percent."""
    path = written(tmp_path / "larm.xlsx", formatted(number_format, *numbers))
    wanted = [[float(Decimal(str(end)).scaleb(power)) for end in ends] for ends in EXACT[:2]]
    assert extracted(path, "value", "lower", "upper", country="SE") == wanted


def test_numbers_tell_the_decimal_point_of_words_beside_them(tmp_path):
    """A cell with words in a column of such numbers: "45.512" typed is decimal too, beside "12,5" nobody can say."""
    pointed = sheet_of(["Kommun", "Andel"], ["Ånge", 45.512], ["Timrå", "12.345"])
    assert extracted(written(tmp_path / "a.xlsx", pointed), country="SE") == [["SE-2260", 45.512], ["SE-2262", 12.345]]
    both = sheet_of(["Kommun", "Andel"], ["Ånge", 45.512], ["Timrå", "12,5"], ["Kramfors", "12.345"])
    assert extracted(written(tmp_path / "b.xlsx", both), country="SE") == [["SE-2260", 45.512], ["SE-2262", 12.5]]


def test_three_decimals_of_a_recipe_and_of_typed_text(tmp_path):
    """Numbers of a sheet are read so by a recipe too; "45.512" typed in a text is forty-five thousand as before."""
    entry = 'columns = { Budget = "_T" }\nunit = "tkr"'
    table = sheet_of(["Kommun", "Budget"], ["Ånge", 45.512], ["Timrå", 12.125])
    found = ingested(tmp_path, table, entry, name="larm.xlsx", indicator="programme_budget")
    assert rows(found, "value", "lower", "upper") == [[45_512, 45_511.5, 45_512.5], [12_125, 12_124.5, 12_125.5]]
    typed = written(tmp_path / "b.csv", "Kommun;Antal larm\nÅnge;45.512\nTimrå;12.125\n")
    assert extracted(typed, country="SE") == [["SE-2260", 45_512.0], ["SE-2262", 12_125.0]]


def test_three_decimals_of_denominators(tmp_path):
    """Numbers of thousands of persons are so; what is typed as "45.512" persons is grouped."""
    thousands = sheet_of(["Kommun", "2012 (1 000-tal)"], ["2260 Ånge", 45.512], ["2262 Timrå", 12.125])
    people = read_denominators(written(tmp_path / "a.xlsx", thousands), country="SE")
    assert people[["value", "lower", "upper"]].values.tolist() == [
        [45_512, 45_511.5, 45_512.5],
        [12_125, 12_124.5, 12_125.5],
    ]
    numbers = read_denominators(written(tmp_path / "b.px", CUBES["px"](THOUSANDTHS[:2])[1]), country="SE")
    assert numbers[["value", "lower", "upper"]].values.tolist() == EXACT[:2]
    typed = read_denominators(written(tmp_path / "c.csv", "region;2012\n2260 Ånge;45.512\n"), country="SE")
    assert typed["value"].tolist() == [45_512]


def test_all_tenths_below_millions_are_whole(tmp_path):
    """0,1 to 9,9 below "Budget (mkr)": value and bounds are whole kronor."""
    names = ["Ånge", "Timrå", "Härnösand", "Sundsvall", "Kramfors", "Sollefteå", "Örnsköldsvik"]
    headers = [f"{2000 + year} (mkr)" for year in range(14)]
    tenths = [tenth.scaleb(-1) for tenth in map(Decimal, range(1, 99))]
    rows = [";".join([name, *(printed(tenth) for tenth in tenths[at::7])]) for at, name in enumerate(names)]
    table = "\n".join([";".join(["Kommun", *headers]), *rows])
    columns = ", ".join(f'"{header}" = "_T"' for header in headers)
    entries = COLUMN.format(indicator="programme_budget", more=f"columns = {{ {columns} }}")
    found = ingest_one(tmp_path, table, entries, name="plan.csv").observations
    wanted = [[float(tenth * 1_000_000 + way) for way in (0, -50_000, 50_000)] for tenth in tenths]
    assert sorted(found[["value", "lower", "upper"]].values.tolist()) == wanted


@pytest.mark.parametrize("name", ["plan.csv", "plan.xlsx"])
def test_cells_below_a_unit_are_decimals(tmp_path, name):
    """A column in thousands and one in percent, of a file of text and of a workbook."""
    rows = [["Kommun", "Budget (tkr)", "Andel (%)"], ["Ånge", "4,35", "16,1"], ["Timrå", "0,07", "30,1"]]
    content = sheet_of(*rows) if name.endswith("xlsx") else "\n".join(";".join(row) for row in rows)
    entries = COLUMN.format(indicator="programme_budget", more='columns = { "Budget (tkr)" = "_T" }')
    entries += COLUMN.format(indicator="safety_alarms", more='columns = { "Andel (%)" = "digital" }\nunit = "percent"')
    found = ingest_one(tmp_path, content, entries, name=name).observations
    assert found[["value", "lower", "upper"]].values.tolist() == [
        [4350, 4345, 4355],
        [70, 65, 75],
        [16.1, 16.05, 16.15],
        [30.1, 30.05, 30.15],
    ]


@pytest.mark.parametrize(("bound", "way"), [("högst", -50_000), ("minst", 50_000)])
def test_what_overlaps_in_a_point_is_no_disagreement(bound, way):
    """As "2,2 miljoner kr" beside "högst 2 150 000 kr" (at most), and beside "minst 2 250 000 kr" (at least)."""
    lines = []
    for tenth in TENTHS[:99]:
        limit = f"{int(tenth * 1_000_000) + way:,} kr".replace(",", " ")
        lines += [f"{printed(tenth)} miljoner kr", f"{bound} {limit}"]
    money = extract_quantities("\n".join(lines), language="sv")[["value", "lower", "upper", "qualifier", "unit"]]
    years = [1900 + line // 2 for line in range(len(lines))]
    assert compare_totals(money.assign(indicator="programme_budget", area="SE-22", period=years)).empty


def test_sums_of_decimals_are_decimals():
    """0,1 and 0,2 kr are 0,3 kr, and agree with it."""
    places = {"area": ["SE-2260", "SE-2262", "SE-22"], "value": [0.1, 0.2, 0.3]}
    roles = ["reported", "reported", "stated_total"]
    money = pd.DataFrame(places).assign(indicator="programme_budget", period=2013, unit="SEK", role=roles)
    assert total(money, by=["indicator"])[["value", "lower", "upper"]].values.tolist() == [[0.3, 0.3, 0.3]]
    assert compare_totals(money)[["computed", "difference"]].values.tolist() == [[0.3, 0.0]]


@pytest.mark.parametrize(("part", "whole", "stated"), [(29, 200, 15), (29, 200, 14), (57, 400, 14.3), (57, 400, 14.2)])
def test_a_percentage_on_the_edge_of_its_rounding_holds(part, whole, stated):
    """29 of 200 are 14,5 percent, which "15" and "14" may both stand for; 57 of 400 are 14,25."""
    frame = pd.DataFrame({
        "indicator": "safety_alarms", "area": "SE-2260", "period": 2013, "breakdown": ["_T", "digital", "digital"],
        "value": [whole, part, stated], "unit": ["alarms", "alarms", "percent"],
    })  # fmt: skip
    assert compare_totals(frame)["verdict"].tolist() == ["within_rounding"]
