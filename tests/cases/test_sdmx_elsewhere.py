"""Observations of SDMX in every file that holds a table, as Eurostat writes them too, with units and codes of areas."""

import json
from math import inf, isnan

import pytest
from carriers import CARRIERS, carried
from document_files import written
from made import extracted, ingested, rows

from ehealth_stats.ingestion import read_document

ENTRY = 'areas = "{}"\nperiods = "TIME_PERIOD"\ncolumns = {{ OBS_VALUE = "_T" }}'
SIGNED = [
    ["GEO", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "UNIT_MULT"],
    ["Ånge", "2012", "0.45", "A", "3"],
    ["Timrå", "2012", "0.3", "P", "3"],
    ["Sundsvall", "2012", "", "Q", "3"],
    ["Kramfors", "2012", "1.2", "E", "3"],
]
WANTED = [
    ["SE-2260", 450.0, 445.0, 455.0, "A"],
    ["SE-2262", 300.0, 250.0, 350.0, "P"],
    ["SE-2281", None, 0.0, inf, "Q"],
    ["SE-2282", 1200.0, 1150.0, 1250.0, "E"],
]


def plain(found: list[list[object]]) -> list[list[object]]:
    """None for no point."""
    return [[None if isinstance(value, float) and isnan(value) else value for value in row] for row in found]


@pytest.mark.parametrize("carrier", CARRIERS)
def test_scale_and_status_in_every_carrier(tmp_path, carrier):
    """By `extract` and by a recipe: half a printed digit each way, provisional, suppressed, estimated."""
    path = carried(tmp_path, carrier, [], SIGNED)
    figures = extracted(path, "area", "value", "lower", "upper", country="SE")
    assert plain(figures) == [row[:4] for row in WANTED]
    dataset = ingested(tmp_path, path.read_bytes(), ENTRY.format("GEO"), name=path.name, table="GEO")
    assert plain(rows(dataset, "area", "value", "lower", "upper", "status")) == WANTED


FLAGGED = [
    ["DATAFLOW", "LAST UPDATE", "freq", "unit", "geo", "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG"],
    ["ESTAT:ISOC(1.0)", "01/02/24 11:00:00", "A", "NR", "Ånge", "2012", "450", "p"],
    ["ESTAT:ISOC(1.0)", "01/02/24 11:00:00", "A", "NR", "Timrå", "2012", "", "c"],
    ["ESTAT:ISOC(1.0)", "01/02/24 11:00:00", "A", "NR", "Sundsvall", "2012", "1.200", "bu"],
]


@pytest.mark.parametrize("carrier", ["csv", "tabbed", "xlsx", "ods", "html", "docx"])
def test_flags_of_eurostat(tmp_path, carrier):
    """A flag is a status: provisional, kept secret, a break and of low reliability; a point opens decimals."""
    path = carried(tmp_path, carrier, [], FLAGGED)
    dataset = ingested(tmp_path, path.read_bytes(), ENTRY.format("geo"), name=path.name, table="DATAFLOW")
    found = plain(rows(dataset, "area", "value", "status"))
    assert found[:2] == [["SE-2260", 450.0, "P"], ["SE-2262", None, "Q"]]
    assert (found[2][:2], found[2][2] in "BU") == (["SE-2281", 1.2], True)


@pytest.mark.parametrize(
    ("unit", "scale", "value", "lower", "upper", "printed"),
    [
        ("PC", "0", 45.5, 45.45, 45.55, "percent"),
        ("PT", "", 45.5, 45.45, 45.55, "percent"),
        ("SEK", "6", 45.5e6, 45.45e6, 45.55e6, "SEK"),
        ("NOK", "3", 45_500.0, 45_450.0, 45_550.0, "NOK"),
        ("THS", "", 45_500.0, 45_450.0, 45_550.0, ""),
        ("MIO_EUR", "", 45.5e6, 45.45e6, 45.55e6, "EUR"),
        ("NR", "0", 45.5, 45.45, 45.55, ""),
    ],
)
@pytest.mark.parametrize("all_alike", [True, False])
def test_units_of_observations(tmp_path, unit, scale, value, lower, upper, printed, all_alike):
    """The unit of all rows, and of one among others."""
    other = [unit, scale] if all_alike else ["PS", "0"]
    table = [
        ["STRUCTURE", "STRUCTURE_ID", "GEO", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "UNIT_MULT"],
        ["dataflow", "A:B(1)", "Ånge", "2012", "45.5", unit, scale],
        ["dataflow", "A:B(1)", "Timrå", "2012", "10.5", *other],
    ]
    path = carried(tmp_path, "csv", [], table)
    found = extracted(path, "area", "value", "lower", "upper", "unit", country="SE")
    assert found[0] == ["SE-2260", value, lower, upper, printed]
    assert len(found) == 2


@pytest.mark.parametrize("carrier", ["csv", "xlsx", "ods", "html", "docx", "piped"])
@pytest.mark.parametrize(("form", "header"), [("SE{}", "REF_AREA"), ("SE_{}", "geo"), ("SE-{}", "Area")])
def test_codes_of_municipalities_with_the_letters_of_their_country(tmp_path, carrier, form, header):
    """Glued, or parted by a dash or a line below, whatever the column is called."""
    table = [
        [header, "OBS_VALUE", "TIME_PERIOD"],
        [form.format("2260"), "450", "2012"],
        [form.format("2262"), "300", "2012"],
    ]
    path = carried(tmp_path, carrier, [], table)
    assert extracted(path, country="SE") == [["SE-2260", 450.0], ["SE-2262", 300.0]]
    dataset = ingested(tmp_path, path.read_bytes(), ENTRY.format(header), name=path.name, table=header)
    assert rows(dataset) == [["SE-2260", 450.0], ["SE-2262", 300.0]]


REGIONS = {"SE11": "Stockholm", "SE22": "Sydsverige", "SE23": "Västsverige"}


def test_codes_of_european_regions_are_none_of_ours(tmp_path):
    """SE22 is Sydsverige and not Västernorrland, SE123 Östergötland and not Järfälla; Stockholm is the county there."""
    listed = {"index": [*REGIONS], "label": REGIONS}
    cube = {
        "class": "dataset",
        "id": ["geo"],
        "size": [3],
        "value": [45, 55, 65],
        "dimension": {"geo": {"category": listed}},
    }
    path = written(tmp_path / "larm.json", json.dumps(cube))
    assert extracted(path, country="SE") == [["SE-01", 45.0], ["", 55.0], ["", 65.0]]
    table = [["geo", "OBS_VALUE", "TIME_PERIOD"], ["SE123", "45", "2012"], ["SE125", "55", "2012"]]
    assert extracted(carried(tmp_path, "csv", [], table), country="SE") == [["", 45.0], ["", 55.0]]


@pytest.mark.parametrize("carrier", ["csv", "xlsx", "ods", "html", "docx", "pdf"])
def test_a_code_that_no_list_has_leaves_its_figure_without_a_place(tmp_path, carrier):
    """9999 stands for those that live nowhere: the others are read, and so is its figure."""
    path = carried(
        tmp_path, carrier, [], [["Kommunkod", "Antal larm"], ["2260", "450"], ["2262", "300"], ["9999", "5"]]
    )
    assert extracted(path, country="SE") == [["SE-2260", 450.0], ["SE-2262", 300.0], ["", 5.0]]
    assert read_document(path).tables[0].column(0)[-1] == "9999"
