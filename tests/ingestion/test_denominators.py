"""Population tables as the statistical offices hand them out (made-up figures), carried and divided by."""

import json
from itertools import product
from math import inf

import openpyxl
import pandas as pd
import pytest
from document_files import workbook_bytes, written

from ehealth_stats import harmonise, rate, read_denominators
from ehealth_stats.errors import CodeListError, DocumentError
from ehealth_stats.schema import to_table

# Sandnes and Forsand merged in 2020, Halden got new numbers in 2020 and 2024.
SSB = {
    ("0101", "Halden (-2019)"): ["31000", "0", "0"],
    ("3001", "Halden (2020-2023)"): ["0", "31300", "0"],
    ("3101", "Halden"): ["0", "0", "31700"],
    ("1102", "Sandnes (-2019)"): ["76000", "0", "0"],
    ("1129", "Forsand (-2019)"): ["1200", "0", "0"],
    ("1108", "Sandnes"): ["0", "80000", "83000"],
}
YEARS = ["2019", "2021", "2024"]


def cube(regions, years, extra=(), contents=("Personer1", "Personer")) -> str:
    """Write regions with their figures as JSON-stat 2; `extra` dimensions are (id, label, code, text) of one value."""
    dimensions = {"Region": ("region", dict(list(regions)))}
    dimensions |= {name: (label, {code: text}) for name, label, code, text in extra}
    dimensions |= {"ContentsCode": ("statistikkvariabel", dict([contents])), "Tid": ("år", {y: y for y in years})}
    return json.dumps(
        {
            "class": "dataset",
            "version": "2.0",
            "label": "07459: Befolkning, etter region, statistikkvariabel og år",
            "id": list(dimensions),
            "size": [len(values) for _, values in dimensions.values()],
            "dimension": {
                name: {
                    "label": label,
                    "category": {"index": {code: n for n, code in enumerate(values)}, "label": values},
                }
                for name, (label, values) in dimensions.items()
            },
            "value": [float(figure) for figures in regions.values() for figure in figures],
        }
    )


def ssb_json() -> str:
    """The download in JSON-stat, with every code there ever was."""
    return cube({region: SSB[region] for region in SSB}, YEARS)


def ssb_px() -> str:
    """The same in PX, with "." where there is no such municipality."""
    labels = ",".join(f'"{code} {name}"' for code, name in SSB)
    codes = ",".join(f'"{code}"' for code, _ in SSB)
    years = ",".join(f'"{year}"' for year in YEARS)
    cells = "\n".join(" ".join('"."' if figure == "0" else figure for figure in figures) for figures in SSB.values())
    return (
        'CHARSET="ANSI";\nAXIS-VERSION="2013";\nCODEPAGE="utf-8";\nLANGUAGE="no";\n'
        'TITLE="07459: Befolkning, etter region, statistikkvariabel og år";\nCONTENTS="Personer";\nUNITS="personer";\n'
        f'STUB="region","statistikkvariabel";\nHEADING="år";\nVALUES("region")={labels};\nCODES("region")={codes};\n'
        f'VALUES("statistikkvariabel")="Personer";\nVALUES("år")={years};\nDATA=\n{cells};\n'
    )


def ssb_csv() -> str:
    """The same for a spreadsheet: title, years in the headers."""
    head = '"07459: Befolkning, etter region, statistikkvariabel og år"\n\n"region";' + ";".join(
        f'"Personer {year}"' for year in YEARS
    )
    return "\n".join([head, *(f'"{code} {name}";{";".join(figures)}' for (code, name), figures in SSB.items())])


def ssb_rows() -> str:
    """The same with a row a figure and the total of both sexes beside each."""
    lines = ['"region","kjønn","år","statistikkvariabel","07459: Befolkning, etter region, kjønn og år"']
    for (code, name), figures in SSB.items():
        for year, figure in zip(YEARS, figures, strict=True):
            for sex, number in (("0 Begge kjønn", figure), ("1 Menn", "1"), ("2 Kvinner", "1")):
                lines.append(f'"{code} {name}","{sex}","{year}","Personer1 Personer",{number}')
    return "\n".join(lines)


DOWNLOADS = {"07459.json": ssb_json, "07459.px": ssb_px, "07459.csv": ssb_csv, "rows.csv": ssb_rows}


def alarms(*rows) -> pd.DataFrame:
    """Make counts of (area, year, number)."""
    return to_table(
        "observations",
        [
            {
                "observation_id": f"{area}/{year}",
                "source_id": "programme",
                "indicator": "safety_alarms",
                "breakdown": "_T",
                "area": area,
                "period": year,
                "period_start": f"{year}-01-01",
                "period_end": f"{year}-12-31",
                "value": number,
                "lower": number,
                "upper": number,
                "unit": "alarms",
                "qualifier": "exact",
                "status": "A",
                "role": "reported",
                "locator": "table 1",
                "text": str(number),
            }
            for area, year, number in rows
        ],
    )


@pytest.mark.parametrize("name", DOWNLOADS)
def test_alarms_per_1000_over_two_reforms_from_a_download(tmp_path, name):
    """Sandnes and Forsand 1 900 + 30 of 76 000 + 1 200 in 2019, 25 per 1 000; 2 000 of 80 000 in 2021, 25 again.

    Halden: 620 of 31 000 in 2019, 20 per 1 000; 634 of 31 700 in 2024, 20 again.
    """
    counts = alarms(
        ("NO-1102", "2019", 1900),
        ("NO-1129", "2019", 30),
        ("NO-1108", "2021", 2000),
        ("NO-0101", "2019", 620),
        ("NO-3101", "2024", 634),
    )
    people = read_denominators(written(tmp_path / name, DOWNLOADS[name]()), country="NO")
    rates = rate(harmonise(counts), harmonise(people)).set_index(["area", "period"])
    assert rates["value"].to_dict() == {
        ("NO-1108", "2019"): 25,
        ("NO-1108", "2021"): 25,
        ("NO-3101", "2019"): 20,
        ("NO-3101", "2024"): 20,
    }
    assert rates["denominator"].tolist() == [80_000, 31_000, 31_700, 77_200]


def test_a_download_in_todays_areas_gives_the_same(tmp_path):
    """Statistics Norway also prints merged series back in time: 77 200 of 2019 under K-1108, nothing left to carry."""
    merged = {("K-1108", "Sandnes"): ["77200", "80000"], ("K-3101", "Halden"): ["31000", "31300"]}
    people = read_denominators(written(tmp_path / "merged.json", cube(merged, ["2019", "2021"])), country="NO")
    counts = alarms(("NO-1102", "2019", 1900), ("NO-1129", "2019", 30))
    result = rate(harmonise(counts), harmonise(people))
    assert result[["area", "value", "denominator"]].values.tolist() == [["NO-1108", 25, 77_200]]


SCB_CSV = (
    '"Folkmängden efter region, ålder, tabellinnehåll och år"\n\n'
    '"region";"ålder";"Folkmängd 2012";"Folkmängd 2013";"Folkökning 2012";"Folkökning 2013"\n'
    '"00 Riket";"totalt ålder";9550000;9640000;73000;89000\n'
    '"22 Västernorrlands län";"totalt ålder";242000;242000;-1;-1\n'
    '"2260 Ånge";"totalt ålder";9700;9600;-50;-100\n'
    '"2281 Sundsvall";"totalt ålder";96000;97000;100;1000\n'
)
SCB_PX = (
    'CHARSET="ANSI";\nAXIS-VERSION="2013";\nCODEPAGE="iso-8859-15";\nLANGUAGE="sv";\n'
    'TITLE="Folkmängden efter region, ålder, tabellinnehåll och år";\nCONTENTS="Folkmängd";\nUNITS="antal";\n'
    'STUB="region","ålder";\nHEADING="år";\nVALUES("region")="Riket","Västernorrlands län","Ånge","Sundsvall";\n'
    'CODES("region")="00","22","2260","2281";\nVALUES("ålder")="totalt ålder";\nCODES("ålder")="tot";\n'
    'VALUES("år")="2012","2013";\nDATA=\n9550000 9640000 242000 242000 9700 9600 96000 97000;\n'
)


def scb_json() -> str:
    """The download in JSON-stat."""
    regions = {
        ("00", "Riket"): ["9550000", "9640000"],
        ("22", "Västernorrlands län"): ["242000", "242000"],
        ("2260", "Ånge"): ["9700", "9600"],
        ("2281", "Sundsvall"): ["96000", "97000"],
    }
    ages = [("Alder", "ålder", "tot", "totalt ålder")]
    return cube(regions, ["2012", "2013"], ages, ("BE0101N1", "Folkmängd"))


@pytest.mark.parametrize(
    ("name", "text"), [("be0101.csv", SCB_CSV), ("be0101.px", SCB_PX), ("be0101.json", scb_json())], ids=lambda t: t[:9]
)
def test_a_swedish_download_gives_rates_of_municipalities_county_and_country(tmp_path, name, text):
    """480 of 9 600 in Ånge are 50 per 1 000, 4 840 of 242 000 in the county 20, 19 280 of 9 640 000 in Sweden 2."""
    file = written(tmp_path / name, text.encode("iso-8859-15"))
    people = read_denominators(file, country="SE")
    assert len(people) == 8
    counts = alarms(("SE-2260", "2013", 480), ("SE-22", "2013", 4840), ("SE", "2013", 19_280))
    assert rate(counts, people)["value"].tolist() == [50, 20, 2]


def test_every_row_says_where_it_stands(tmp_path):
    """Rows of the table observations: indicator, unit, days of the period, locator and the cell as printed."""
    row = read_denominators(written(tmp_path / "be0101.csv", SCB_CSV), country="SE").iloc[4]
    assert row[["observation_id", "source_id", "indicator", "unit", "text"]].tolist() == [
        "be0101/population/SE/_T/2013",
        "be0101",
        "population",
        "persons",
        "9640000",
    ]
    assert row["locator"] == "table 1 row 1 column Folkmängd 2013"
    assert [str(row[name].date()) for name in ("period_start", "period_end")] == ["2013-01-01", "2013-12-31"]


def test_a_tidy_file_has_bounds_where_it_gives_them(tmp_path):
    """Area with its country, EDTF, and a second row without bounds."""
    text = "area,period,population,population_lower,population_upper\n"
    text += "SE-2260,2013,9600,9500,9700\nNO-0301,2013-01-01,620000,,\n"
    people = read_denominators(written(tmp_path / "people.csv", text))
    assert people[["area", "period", "value", "lower", "upper", "qualifier"]].values.tolist() == [
        ["SE-2260", "2013", 9600, 9500, 9700, "approximate"],
        ["NO-0301", "2013-01-01", 620_000, 620_000, 620_000, "exact"],
    ]


def test_names_alone_are_resolved_by_country_and_year(tmp_path):
    """A workbook with names: Heby was in Västmanland in 2006, and is in Uppsala county in 2007."""
    book = openpyxl.Workbook()
    for line in (["Kommun", "År", "Folkmängd"], ["Heby", 2006, 13_500], ["Heby", 2007, 13_600], ["Ånge", 2007, 10_000]):
        book.active.append(line)
    people = read_denominators(written(tmp_path / "people.xlsx", workbook_bytes(book)), country="SE")
    assert people["area"].tolist() == ["SE-1917", "SE-0331", "SE-2260"]


@pytest.mark.parametrize(
    ("sign", "status", "bounds"),
    [(".", "M", [0, 0]), ("-", "A", [0, 0]), ("..", "O", [0, inf]), (":", "Q", [0, inf]), ("", "O", [0, inf])],
)
def test_signs_for_empty_cells_are_told_apart(tmp_path, sign, status, bounds):
    """Cannot occur, nil, missing, not published, and empty."""
    people = read_denominators(written(tmp_path / "p.csv", f"region;2012;2013\n2260 Ånge;{sign};9600\n"), country="SE")
    row = people.iloc[0]
    assert row["status"] == status
    assert row[["lower", "upper"]].tolist() == bounds
    assert pd.isna(row["value"]) == (bounds[1] == inf)


def test_a_code_of_two_countries_needs_the_country(tmp_path):
    """1401 is Flora and Härryda; Våler alone is two municipalities, and all such rows are listed."""
    file = written(tmp_path / "p.csv", "region;2013\n1401;30000\nVåler;4000\n2281;96000\n")
    with pytest.raises(CodeListError, match=r"NO-1401 Flora and SE-1401 Härryda") as refused:
        read_denominators(file)
    assert "NO-0137 Våler" in str(refused.value)


def test_an_unknown_code_is_refused(tmp_path):
    """A slip in a code would be a municipality without people."""
    with pytest.raises(CodeListError, match=r"row 2 column 2013: no area 'SE-2285'"):
        read_denominators(written(tmp_path / "p.csv", "region;2013\n2281;96000\n2285;9600\n"), country="SE")


def test_sexes_and_ages_are_not_added_up(tmp_path):
    """Without their total a table of men and women is refused: what its rows leave out, nobody here knows."""
    text = "region;kön;2013\n" + "".join(f"{code};{sex};1\n" for code, sex in product((2260, 2281), ("män", "kvinnor")))
    with pytest.raises(DocumentError, match=r"several values of 'kön': män, kvinnor(.|\n)*total"):
        read_denominators(written(tmp_path / "p.csv", text), country="SE")


def test_words_for_figures_and_other_tables_are_refused(tmp_path):
    """A cell that is no number names its place; a table without areas or periods is none."""
    lines = "".join(f"{code};{number}\n" for code, number in zip(range(2280, 2285), [1, 2, 3, 4, 5], strict=True))
    many = "region;2013\n" + lines * 5 + "2260;ca 9600\n"
    with pytest.raises(DocumentError, match=r"row 26 column 2013: 'ca 9600'"):
        read_denominators(written(tmp_path / "p.csv", many), country="SE")
    with pytest.raises(DocumentError, match=r"no table of population(.|\n)*hint: +Vara, Antal"):
        read_denominators(written(tmp_path / "other.csv", "Vara;Antal\nkort;5\nlarm;6\n"), country="SE")


@pytest.mark.parametrize(
    ("text", "country", "found"),
    [
        # No person has thousandths, in whichever notation.
        ("Kommun;2012\nÅnge;9,900\nTimrå;18,045\n", "SE", [["SE-2260", 9900], ["SE-2262", 18045]]),
        ("Kommun;2012\nÅnge;9.900\nTimrå;18.045\n", "SE", [["SE-2260", 9900], ["SE-2262", 18045]]),
        ("Kommun;2012 (1000-tal)\nÅnge;9,900\nTimrå;18,045\n", "SE", [["SE-2260", 9900], ["SE-2262", 18045]]),
        ("Kommun;2012\nÅnge;9,9\nTimrå;18\nTusental;\n", "SE", [["SE-2260", 9900], ["SE-2262", 18000]]),
        # What says no more of an area parts nobody; a sum is no area.
        ("Komkode;Kommune;2012\n461;Odense;190000\n751;Aarhus;310000\n", "DK",
         [["DK-461", 190000], ["DK-751", 310000]]),
        ("Region;Kommune;2012\nRegion Syddanmark;Odense;190000\nRegion Syddanmark;Nyborg;30000\n;I alt;500000\n", "DK",
         [["DK-461", 190000], ["DK-450", 30000]]),
        ("Kommune;2012\n461 Odense;190000\n751 Aarhus;310000\n", None, [["DK-461", 190000], ["DK-751", 310000]]),
        # Two areas of one name are told apart by their codes.
        ("Kommune;2012\n0137 Våler;4600\n0426 Våler;3900\n", None, [["NO-0137", 4600], ["NO-0426", 3900]]),
    ],
)  # fmt: skip
def test_files_as_people_make_them(tmp_path, text, country, found):
    """Thousands, codes and regions in columns of their own, sums, notes below."""
    people = read_denominators(written(tmp_path / "people.csv", text), country=country)
    assert people[["area", "value"]].values.tolist() == found


def test_quarters_in_headers(tmp_path):
    """Each is a period of its own."""
    text = "Kommune;2012K1;2012K2\nOdense;190000;191000\nAarhus;310000;311000\n"
    people = read_denominators(written(tmp_path / "people.csv", text), country="DK")
    assert people[["area", "period", "value"]].values.tolist() == [
        ["DK-461", "2012-01/2012-03", 190000], ["DK-751", "2012-01/2012-03", 310000],
        ["DK-461", "2012-04/2012-06", 191000], ["DK-751", "2012-04/2012-06", 311000],
    ]  # fmt: skip


def test_several_values_of_sex_are_still_refused(tmp_path):
    """Each area has two of them, and no total."""
    text = "Kommun;Kön;2012\nÅnge;män;5000\nÅnge;kvinnor;4900\nTimrå;män;9000\nTimrå;kvinnor;9045\n"
    with pytest.raises(DocumentError, match="several values"):
        read_denominators(written(tmp_path / "people.csv", text), country="SE")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # The period may stand first, with its code beside it; figures are the last column of them.
        ("År;Kommun;Folkmängd\n2013;Ånge;9600\n", [["SE-2260", "2013", 9600]]),
        (
            "år;år code;Kommun;Folkmängd\n2012;12;Ånge;9700\n2013;13;Ånge;9600\n",
            [["SE-2260", "2012", 9700], ["SE-2260", "2013", 9600]],
        ),
        ("Kommun;År;Folkmängd;Källa\nÅnge;2013;9600;SCB\n", [["SE-2260", "2013", 9600]]),
        (
            "Kommun;År;Nr;Folkmängd\nÅnge;2013;5;9600\nTimrå;2013;6;18045\n",
            [["SE-2260", "2013", 9600], ["SE-2262", "2013", 18045]],
        ),
        # A column of which only some are years is none of periods; years in the headers go before one that is.
        (
            "Kommun;Not;År;Folkmängd\nÅnge;2012;2013;9600\nTimrå;ny;2013;18045\n",
            [["SE-2260", "2013", 9600], ["SE-2262", "2013", 18045]],
        ),
        (
            "Kommun;Inrättad;2012;2013\nÅnge;1974;9700;9600\n",
            [["SE-2260", "2012", 9700], ["SE-2260", "2013", 9600]],
        ),
        # What the first column names are areas, whatever it is called.
        ("Vad;2013\nÅnge;9600\nTimrå;18045\n", [["SE-2260", "2013", 9600], ["SE-2262", "2013", 18045]]),
        # One value of a variable needs no total.
        ("Kommun;Kön;2013\nÅnge;kvinnor;5000\n", [["SE-2260", "2013", 5000]]),
    ],
)
def test_which_column_holds_what(tmp_path, text, found):
    """By the headers and by what stands below them."""
    people = read_denominators(written(tmp_path / "people.csv", text), country="SE")
    assert people[["area", "period", "value"]].values.tolist() == found


def test_persons_are_whole_whatever_decimals_are_printed(tmp_path):
    """9600.0 is 9 600 and nothing beside; nil and what cannot occur are nothing."""
    text = "Kommun;2013\nÅnge;9600.0\nTimrå;.\nKramfors;-\n"
    people = read_denominators(written(tmp_path / "people.csv", text), country="SE")
    assert people[["value", "lower", "upper", "qualifier"]].values.tolist() == [
        [9600, 9600, 9600, "exact"],
        [0, 0, 0, "exact"],
        [0, 0, 0, "exact"],
    ]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        # By 1.5 the point is the decimal sign, so 18.045 thousand are 18 045; by 9,9 it is the comma.
        (("9.9", "18.045", "1.5"), [9900, 18_045, 1500]),
        (("9,9", "18,045", "1,5"), [9900, 18_045, 1500]),
        (("9,9", "18.045", "1,5"), [9900, 18_045_000, 1500]),
    ],
)
def test_cells_show_the_decimal_sign_of_their_column(tmp_path, cells, found):
    """Of three digits behind a sign the others of the column tell which sign it is; in thousands of persons."""
    rows = "".join(f"{name};{cell}\n" for name, cell in zip(("Ånge", "Timrå", "Kramfors"), cells, strict=True))
    people = read_denominators(written(tmp_path / "p.csv", f"Kommun;2013 (1000-tal)\n{rows}"), country="SE")
    assert people["value"].tolist() == found


NO_TABLE, NO_NUMBER, NO_AREA = "no table of population", "cells are no number of a period", "rows name no area"


@pytest.mark.parametrize(
    ("text", "country", "says"),
    [
        ("Vad;2013\nÅnge;9600\nkort;5\n", "SE", NO_TABLE),
        ("Vad;2013\n" + "Ånge;9600\n" * 20 + "kort;5\n", "SE", NO_AREA),
        ("Vad;2013\nVåler;4000\n", "NO", NO_AREA),
        ("Kommun;2013\nÅnge;9600\nTimrå;många\n", "SE", NO_TABLE),
        ("Kommun;År;Folkmängd\n" + "Ånge;2013;9600\n" * 20 + "Timrå;senare;18045\n", "SE", NO_NUMBER),
        ("area,period,population,population_lower,population_upper\nSE-2260,2013,9600,ca,9700\n", None, NO_NUMBER),
        ("area,period,population,status\nSE-2260,2013,,hemma\nSE-2262,2013,18045,\n", None, NO_NUMBER),
        ("Kommun;2013\nÅnge;9600\nTimrå;18045\nKramfors;många\n", "SE", r"column 2013: 'många', '2013'"),
        ("Kommune;2013\n0301 Bergen;9600\n", None, r"(?s)rows name no area.*code and name of '0301 Bergen'"),  # Oslo
        ("Kommune;2013\n0301 Bergen;9600\n", "NO", r"(?s)rows name no area.*code and name of '0301 Bergen'"),
        # Both signs are decimal ones: nobody can say what 18.045 is.
        ("Kommun;2013 (1000-tal)\nÅnge;9,9\nTimrå;18.045\nKramfors;1.5\n", "SE", r"row 2 column 2013.*'18\.045'"),
    ],
)
def test_what_is_no_population_is_refused(tmp_path, text, country, says):
    """Columns are told by their first twenty cells; what does not fit behind these is an error of its cell."""
    with pytest.raises((DocumentError, CodeListError), match=says):
        read_denominators(written(tmp_path / "people.csv", text), country=country)


def test_errors_name_ten_rows_and_five_values(tmp_path):
    """Of eleven codes that are none, eleven cells that are no number, six ages."""
    codes = "region;2013\n" + "2260;1\n" * 3 + "".join(f"{code};9\n" for code in range(2200, 2211))
    with pytest.raises(CodeListError) as unclear:
        read_denominators(written(tmp_path / "codes.csv", codes), country="SE")
    assert str(unclear.value).count("no area 'SE-22") == 10
    cells = "region;2013\n" + "2260;1\n" * 12 + "2262;många\n" * 11
    with pytest.raises(DocumentError) as wrong:
        read_denominators(written(tmp_path / "cells.csv", cells), country="SE")
    assert str(wrong.value).count("'många'") == 10
    ages = "region;ålder;2013\n" + "".join(f"2260;{age}-åringar;1\n2262;{age}-åringar;1\n" for age in range(1, 7))
    with pytest.raises(DocumentError, match=r"values of 'ålder': 1-\S+, 2-\S+, 3-\S+, 4-\S+, 5-åringar\n"):
        read_denominators(written(tmp_path / "ages.csv", ages), country="SE")
