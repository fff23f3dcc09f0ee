"""Downloads of statistics: signs stand for numbers, statuses beside them, units and scales are part of what is said."""

import json

import numpy as np
import pytest
from document_files import sheet_of, written
from marked_files import FILES, figures_of, in_case

from ehealth_stats.errors import DocumentError
from ehealth_stats.ingestion.documents import read_document

PX = (
    'CHARSET="ANSI";\nCODEPAGE="utf-8";\nTITLE="Larm";\nUNITS="{units}";\nSTUB="kommun";\nHEADING="år";\n'
    'VALUES("kommun")="Ånge","Timrå";\nVALUES("år")="2012","2013";\n{more}DATA=\n{data}'
)


def px(tmp_path, data: str, more: str = "", units: str = "antal"):
    """Read a .px file."""
    return read_document(written(tmp_path / "a.px", PX.format(data=data, more=more, units=units)))


def cells(document, name: str = "value") -> list[str]:
    """Return a column of the only table; that of the values may name their unit."""
    (table,) = document.tables
    return table.column(next(at for at, head in enumerate(table.header) if head.split(" / ")[0] == name))


def test_a_dash_is_nil_in_px():
    """07a: quoted or not; two dots are missing."""
    assert cells(in_case("07a-dash-unquoted.px")) == ["450", "0", "..", "310", "1120", "0"]
    figures = figures_of(in_case("07a-dash-unquoted.px"))
    assert figures["value"].fillna(-1).tolist() == [450.0, 0.0, -1.0, 310.0, 1120.0, 0.0]


def test_dots_are_what_the_file_says(tmp_path):
    """07b: without DATASYMBOL they are missing, however many; with it, its words."""
    assert cells(in_case("07b-swiss-dots.px")) == ["450", "..", "..", "310", "..", ".."]
    named = px(tmp_path, '450 "..."\n".." "-";', 'DATASYMBOL3="sekretess";\nDATASYMBOLNIL="noll";\n')
    assert cells(named) == ["450", "sekretess", "..", "0"]
    assert cells(named, "status") == ["", "...", "", "-"]


@pytest.mark.parametrize(
    ("sign", "named", "right"),
    [(".", "DATASYMBOL1", "saknas"), ("......", "DATASYMBOL6", "saknas"), (".......", "DATASYMBOL7", ".......")],
)
def test_one_to_six_dots_are_signs(tmp_path, sign, named, right):
    """The format knows no sign of seven dots, so that they stay what they are."""
    assert cells(px(tmp_path, f'450 "{sign}"\n300 310;', f'{named}="saknas";\n')) == ["450", right, "300", "310"]


def test_what_a_px_file_says_first_is_read(tmp_path):
    """The title may be its first line."""
    text = 'TITLE="Larm";\nSTUB="kommun";\nVALUES("kommun")="Timrå";\nDATA=\n300;'
    assert read_document(written(tmp_path / "a.px", text.encode("cp850"))).segments[0].text == "Larm"


def test_keys_of_a_dimension_without_codes(tmp_path):
    """One of two dimensions that has no codes is enough to know no place."""
    more = 'KEYS("kommun")=CODES;\nKEYS("år")=VALUES;\n'
    with pytest.raises(DocumentError, match="name no values of its dimensions"):
        px(tmp_path, '"2262","2012",300;', more)


def test_signs_beside_more_cells_than_a_limit_are_left(tmp_path, monkeypatch):
    """Two and one are three, the limit; the fourth is one too many."""
    monkeypatch.setattr("ehealth_stats.ingestion.documents.formats.px._MOST_MARKS", 3)
    more = "".join(f'DATANOTECELL({about})="p";\n' for about in ('"Ånge","*"', '"Timrå","2012"', '"Timrå","2013"'))
    assert cells(px(tmp_path, "450 460\n300 310;", more)) == ["450 [p]", "460 [p]", "300 [p]", "310"]


def test_a_status_stands_for_a_number_or_beside_it():
    """09b: .. is missing, : kept secret, p provisional, a dash not defined by JSON-stat, e estimated."""
    document = in_case("09b-null-status.json")
    assert cells(document) == ["450", "..", "[c]", "310 [p]", "..", "1130 [e]"]
    assert cells(document, "status") == ["", "", ":", "p", "-", "e"]


def test_one_status_for_all_cells():
    """js_status_one: a list of one."""
    assert cells(in_case("js_status_one.json")) == ["1 [e]", "..", "3 [e]", "4 [e]", "5 [e]", "6 [e]"]


@pytest.mark.parametrize("status", ["e", ["e"], {str(at): "e" for at in range(6)}, ["e"] * 6])
def test_every_way_to_give_all_cells_one_status(tmp_path, status):
    """A text, a list of one, an object, a list of all."""
    cube = json.loads((FILES / "js_status_one.json").read_text("utf-8"))
    document = read_document(written(tmp_path / "a.json", json.dumps({**cube, "status": status})))
    assert cells(document)[2:] == ["3 [e]", "4 [e]", "5 [e]", "6 [e]"]


def test_one_value_for_six_cells_is_a_file_that_is_cut_off(tmp_path):
    """What holds for a status does not hold for values."""
    cube = json.loads((FILES / "js_status_one.json").read_text("utf-8"))
    with pytest.raises(DocumentError, match="broken"):
        read_document(written(tmp_path / "a.json", json.dumps({**cube, "value": [1]})))


@pytest.mark.parametrize("data", ["450 460;\n300 310;", "450 460\n300 310", "450,460,\n300,310;\n\n"])
def test_rows_may_end_in_a_semicolon(tmp_path, data):
    """The data end where the file does."""
    assert cells(px(tmp_path, data)) == ["450", "460", "300", "310"]


@pytest.mark.parametrize(
    ("more", "data", "right"),
    [
        ('KEYS("kommun")=VALUES;\n', '"Timrå",300 310;', ["", "", "300", "310"]),
        ('KEYS("år")=VALUES;\n', '"2013",460 310;', ["", "460", "", "310"]),
        (
            'KEYS("kommun")=VALUES;\nKEYS("år")=VALUES;\n',
            '"Timrå","2012",300\n"Ånge","2013",460;',
            ["", "460", "300", ""],
        ),
    ],
)
def test_keys_name_any_of_the_dimensions(tmp_path, more, data, right):
    """Over the stub, over the time in the heading, over both."""
    assert cells(px(tmp_path, data, more)) == right


def test_a_sign_beside_a_cell(tmp_path):
    """DATANOTECELL names a cell by its values, a star is all of them."""
    more = 'DATANOTECELL("Ånge","2013")="p";\nDATANOTECELL("Timrå","*")="e";\n'
    assert cells(px(tmp_path, "450 460\n300 310;", more)) == ["450", "460 [p]", "300 [e]", "310 [e]"]


@pytest.mark.parametrize(
    ("units", "value", "bounds", "unit"),
    [
        ("tkr", 450_000.0, (449_500.0, 450_500.0), "SEK"),
        ("1 000 kr", 450_000.0, (449_500.0, 450_500.0), "SEK"),
        ("mkr", 450e6, (449.5e6, 450.5e6), "SEK"),
        ("procent", 450.0, (449.5, 450.5), "percent"),
        ("tusental", 450_000.0, (449_500.0, 450_500.0), ""),
        ("tusen personer", 450_000.0, (449_500.0, 450_500.0), ""),
        ("antal", 450.0, (450.0, 450.0), ""),
        ("personer", 450.0, (450.0, 450.0), ""),
    ],
)
def test_the_unit_of_a_px_file_is_that_of_its_figures(tmp_path, units, value, bounds, unit):
    """UNITS goes into the header of the values."""
    row = figures_of(px(tmp_path, "450 460\n300 310;", units=units)).iloc[0]
    assert (row["value"], (row["lower"], row["upper"]), row["unit"]) == (value, bounds, unit)


def test_the_files_with_units():
    """10: thousands of kronor; 10b: percent."""
    assert figures_of(in_case("10-units-tkr.px"))["value"].tolist()[:2] == [450_000.0, 460_000.0]
    assert figures_of(in_case("10b-units-pct.px"))["unit"].unique().tolist() == ["percent"]


def test_contents_with_units_of_their_own(tmp_path):
    """Each figure has that of its content, in .px and in JSON-stat."""
    text = (
        'CHARSET="ANSI";\nCODEPAGE="utf-8";\nTITLE="Larm";\nUNITS("Kostnad")="tkr";\nUNITS("Larm")="antal";\n'
        'STUB="kommun";\nHEADING="innehåll";\nVALUES("kommun")="Ånge";\nVALUES("innehåll")="Kostnad","Larm";\n'
        "DATA=\n450 9;"
    )
    cube = {
        "class": "dataset", "id": ["kommun", "innehåll"], "size": [1, 2], "value": [450, 9],
        "dimension": {
            "kommun": {"category": {"index": ["2260"], "label": {"2260": "Ånge"}}},
            "innehåll": {
                "category": {
                    "index": ["a", "b"], "label": {"a": "Kostnad", "b": "Larm"},
                    "unit": {"a": {"base": "kr", "multiplier": 3}, "b": {"base": "antal"}},
                }
            },
        },
    }  # fmt: skip
    documents = [read_document(written(tmp_path / "a.px", text))]
    documents += [read_document(written(tmp_path / "a.json", json.dumps(cube)))]
    for document in documents:
        figures = figures_of(document)
        assert figures[["value", "unit"]].values.tolist() == [[450_000.0, "SEK"], [9.0, ""]]
        assert figures["lower"].tolist() == [449_500.0, 9.0]


def test_a_unit_of_which_only_the_sign_is_given(tmp_path):
    """JSON-stat may name a unit by its symbol alone; a table without a title has the name of its file."""
    kinds = {"index": ["a", "b"], "label": {"a": "Kostnad", "b": "Larm"}, "unit": {"a": {"symbol": "kr"}}}
    cube = {"id": ["innehåll"], "size": [2], "value": [450, 9], "dimension": {"innehåll": {"category": kinds}}}
    document = read_document(written(tmp_path / "kostnader.json", json.dumps(cube)))
    assert document.tables[0].name == "kostnader"
    assert cells(document) == ["450 kr", "9"]


def test_a_bundle_may_call_its_tables_as_it_likes(tmp_path):
    """A table of version 1 called "value" is no list of values."""
    old = {"dimension": {"id": ["år"], "size": [1], "år": {"category": {"index": ["2012"]}}}, "value": [450]}
    assert cells(read_document(written(tmp_path / "a.json", json.dumps({"value": old})))) == ["450"]


SDMX = [
    ["GEO", "UNIT_MULT", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS"],
    ["Ånge", 3, 2012, 0.45, "A", "F"],
    ["Timrå", 3, 2012, 0.3, "P", "F"],
    ["Sundsvall", 3, 2012, "", "Q", "C"],
    ["Kramfors", 3, 2012, 0.2, "M", "F"],
    ["Sollefteå", 6, 2012, 1.5, "", "F"],
    ["Härnösand", 0, 2012, 7, "", "F"],
]


@pytest.mark.parametrize("carrier", ["comma", "tab", "labels", "workbook"])
def test_observations_of_sdmx(tmp_path, carrier):
    """The scale multiplies, the printed digit bounds, the status stands by, what contradicts itself is told."""
    rows = SDMX
    if carrier == "labels":
        rows = [[f"{name}: Namn" for name in SDMX[0]], *([*row[:4], f"{row[4]}: status", row[5]] for row in SDMX[1:])]
    if carrier == "workbook":
        path = written(tmp_path / "a.xlsx", sheet_of(*rows))
    else:
        sign = "\t" if carrier == "tab" else ","
        text = "\n".join(sign.join(map(str, row)) for row in rows)
        path = written(tmp_path / f"a.{'tsv' if carrier == 'tab' else 'csv'}", text)
    document = read_document(path)
    at = 3
    assert document.tables[0].column(at)[:4] == ["0.45 thousand", "0.3 thousand [p]", "[c]", "0.2 thousand [m]"]
    figures = figures_of(document)
    assert figures["qualifier"].tolist()[2] == "suppressed"
    assert figures["value"].dropna().tolist() == [450.0, 300.0, 200.0, 1_500_000.0, 7.0]
    assert np.allclose(figures["lower"], [445.0, 250.0, 0.0, 150.0, 1_450_000.0, 7.0])
    assert any("status M" in note and "row 4" in note for note in document.notes)


def test_the_file_of_sdmx():
    """24: one scale for all is the header's; neither it nor the version of the data flow is a figure."""
    document = in_case("24-sdmx.csv")
    at = document.tables[0].header.index("OBS_VALUE / thousand")
    assert document.tables[0].column(at) == ["0.45", "0.3 [p]", "[c]", "0.2 [m]"]
    figures = figures_of(document)
    assert figures["value"].dropna().tolist() == [450.0, 300.0, 200.0]
    assert np.allclose(figures["upper"], [455.0, 350.0, np.inf, 250.0])
