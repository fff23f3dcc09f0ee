"""Signs in the cells of a named column: each is a row with what it stands for, or a line of the audit."""

import json
from math import inf, isnan

import pytest
from carriers import CARRIERS, CUBES, carried
from hypothesis import given, settings
from hypothesis import strategies as st
from made import FILES, extracted, file, ingested, rows

from ehealth_stats import read_denominators, total
from ehealth_stats.errors import RecipeError

COLUMN = 'columns = { "Antal larm" = "_T" }'


def one(tmp_path, cell: str, entry: str = COLUMN, **source: str):
    """Read a table in which one of three cells is given; return its row."""
    dataset = ingested(tmp_path, f"Kommun;Antal larm\nÅnge;450\nTimrå;{cell}\nSundsvall;1120\n", entry, **source)
    (row,) = dataset.observations[dataset.observations["area"] == "SE-2262"].to_dict("records")
    return row


def test_a_star_is_suppressed_and_no_total_is_exact(tmp_path):
    """04f: 450 + * + 1 120 + saknas: at least 1 570, no point, two of four missing."""
    dataset = ingested(tmp_path, (FILES / "04f-star-only.csv").read_bytes(), COLUMN)
    assert rows(dataset, "area", "status", "upper") == [
        ["SE-2260", "A", 450], ["SE-2262", "Q", inf], ["SE-2281", "A", 1120], ["SE-2282", "L", inf],
    ]  # fmt: skip
    four = dataset.observations
    (summed,) = total(four, by=["indicator"], frame=sorted(four["area"])).to_dict("records")
    assert isnan(summed["value"])
    assert (summed["reported_sum"], summed["lower"], summed["upper"], summed["n_missing"]) == (1570, 1570, inf, 2)


@pytest.mark.parametrize(
    ("cell", "qualifier", "status"),
    [
        *((sign, "suppressed", "Q") for sign in ("*", "**", "c", "[c]", "(c)", "Sekretess", "skjult", "konfidensielt")),
        *((sign, "unknown", "L") for sign in ("saknas", "Uppgift saknas", "uppg. saknas", "mangler", "okänt", "?")),
        *((sign, "not_available", "O") for sign in ("-", "–", "—", ".", "..", "...", ":", "x", "[x]", "[z]", "[low]")),
        *((sign, "not_available", "O") for sign in ("i.u.", "n/a", "ej fastställt", "ikke aktuelt", "pågår", "se not")),
    ],
)
def test_what_a_sign_stands_for_without_a_legend(tmp_path, cell, qualifier, status):
    """Suppressed, unknown, or not available: never a number, and never nothing."""
    row = one(tmp_path, cell)
    assert (row["qualifier"], row["status"], row["lower"], row["upper"]) == (qualifier, status, 0, inf)
    assert isnan(row["value"])
    assert row["text"].strip(".") == cell.strip(".")


@pytest.mark.parametrize(
    ("cell", "value", "status"),
    [
        ("300 [p]", 300, "P"), ("300[e]", 300, "E"), ("300 (b)", 300, "B"), ("300 p", 300, "P"),
        ("1 300 [r]", 1300, "A"), ("300 [b] [p]", 300, "B"), ("12 larm [p]", 12, "P"),
    ],
)  # fmt: skip
def test_a_mark_beside_a_number_is_its_status(tmp_path, cell, value, status):
    """Provisional, estimated, a break in the series, revised; of two marks the gravest."""
    row = one(tmp_path, cell)
    assert (row["value"], row["status"]) == (value, status)


def test_a_glued_letter_is_no_status(tmp_path):
    """5a and 5b number the rows of a plan."""
    assert extracted(file(tmp_path, "Nr;Vad\n5a;larm i hela länet nu\n5b;larm i hela länet sedan\n"), "value") == []


@pytest.mark.parametrize(
    ("legend", "sign", "status", "bounds"),
    [
        ("- = noll", "-", "A", (0, 0)),
        ("Teckenförklaring: - = 0; .. = uppgift saknas", "-", "A", (0, 0)),
        ("– Inget finns att redovisa", "–", "A", (0, 0)),
        ("–  Null", "–", "A", (0, 0)),
        (". Uppgift kan inte förekomma", ".", "M", (0, 0)),
        (". Tall kan ikke forekomme", ".", "M", (0, 0)),
        (".. Tallgrunnlag mangler", "..", "L", (0, inf)),
        (": Vises ikke av konfidensialitetshensyn", ":", "Q", (0, inf)),
        ("* = färre än 5", "*", "Q", (0, 4)),
        ("** betyder 1–4", "**", "Q", (1, 4)),
        ("x = sekretess", "x", "Q", (0, inf)),
        ("[x] = not available", "[x]", "O", (0, inf)),
        ('"*" = okänt', "*", "L", (0, inf)),
    ],
)
def test_a_legend_says_what_a_sign_stands_for(tmp_path, legend, sign, status, bounds):
    """Above the table, in a document of text or of a sheet, in Swedish, Norwegian and English."""
    table = f"{legend}\n\nKommun\tAntal larm\nÅnge\t450\nTimrå\t{sign}\nSundsvall\t1120\n"
    dataset = ingested(tmp_path, table, COLUMN, name="larm.txt")
    row = dataset.observations.set_index("area").loc["SE-2262"]
    assert (row["status"], (row["lower"], row["upper"])) == (status, bounds)
    assert not {"unclaimed"} & set(dataset.audit["kind"])


@pytest.mark.parametrize("line", ["n = 45", "Snitt=12 larm", "- inga larm i Ånge 2012", "* utom 12 larm med sekretess"])
def test_what_is_no_legend(tmp_path, line):
    """A sample, an average, a bullet and a footnote leave the dash open."""
    dataset = ingested(tmp_path, f"{line}\n\nKommun\tAntal larm\nÅnge\t450\nTimrå\t-\n", COLUMN, name="larm.txt")
    assert dataset.observations.set_index("area").loc["SE-2262", "status"] == "O"


@pytest.mark.parametrize(
    ("signs", "cell", "status", "bounds"),
    [
        ('"-" = 0', "-", "A", (0, 0)),
        ('x = "M"', "x", "M", (0, 0)),
        ('"*" = "<5"', "*", "Q", (0, 4)),
        ('"*" = "1-4"', "*", "Q", (1, 4)),
        ('tom = "saknas"', "tom", "L", (0, inf)),
        ('"<5" = "Q"', "<5", "Q", (0, inf)),
        ('"0" = "L"', "0", "L", (0, inf)),
    ],
)
def test_a_recipe_says_what_a_sign_stands_for(tmp_path, signs, cell, status, bounds):
    """`signs` goes before everything that is known of a sign, a number too."""
    row = one(tmp_path, cell, f"{COLUMN}\nsigns = {{ {signs} }}")
    assert (row["status"], (row["lower"], row["upper"])) == (status, bounds)


def test_a_meaning_that_is_none_is_refused(tmp_path):
    """The error names the sign and what it may mean."""
    with pytest.raises(RecipeError, match="'banan' is no meaning of the sign 'x'"):
        one(tmp_path, "x", f'{COLUMN}\nsigns = {{ x = "banan" }}')


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("larm.html", "<table><tr><th>Kommun</th><th>Antal larm</th></tr><tr><td>Ånge</td><td>450</td></tr>{}</table>"),
        ("larm.txt", "Kommun\tAntal larm\nÅnge\t450\n{}"),
        ("larm.csv", '"Kommun","Antal larm"\n"Ånge","450"\n{}'),
    ],
)
def test_the_same_in_other_formats(tmp_path, name, document):
    """A star and a word, in a web page, a text and a file with commas."""
    cells = {"html": "<tr><td>{}</td><td>{}</td></tr>", "txt": "{}\t{}\n", "csv": '"{}","{}"\n'}[name.split(".")[1]]
    content = document.format("".join(cells.format(*pair) for pair in (("Timrå", "*"), ("Kramfors", "saknas"))))
    dataset = ingested(tmp_path, content, COLUMN, name=name)
    assert rows(dataset, "area", "status") == [["SE-2260", "A"], ["SE-2262", "Q"], ["SE-2282", "L"]]
    (tmp_path / "again").mkdir()
    assert extracted(file(tmp_path / "again", content, name), "area", "qualifier") == [
        ["SE-2260", "exact"], ["SE-2262", "suppressed"], ["SE-2282", "unknown"],
    ]  # fmt: skip


def test_signs_of_a_turned_table(tmp_path):
    """Municipalities are its columns."""
    table = "Nyckeltal;Ånge;Timrå;Kramfors\nAntal larm;450;*;-\n"
    dataset = ingested(tmp_path, table, f"transposed = true\n{COLUMN}", table="Nyckeltal")
    assert rows(dataset, "area", "status") == [["SE-2260", "A"], ["SE-2262", "Q"], ["SE-2282", "O"]]


def test_signs_of_a_download(tmp_path):
    """.px: a dash is nil, dots are missing; JSON-stat has no nil. A row for each of the six cells."""
    entry = 'areas = "kommun"\nperiods = "år"\ncolumns = { value = "_T" }'
    for name, values, statuses in [
        ("07a-dash-unquoted.px", [450, 0, None, 310, 1120, 0], "AAOAAA"),
        ("07b-swiss-dots.px", [450, None, None, 310, None, None], "AOOAOO"),
        ("09b-null-status.json", [450, None, None, 310, None, 1130], "AOQPOE"),
    ]:
        folder = tmp_path / name
        folder.mkdir()
        dataset = ingested(folder, (FILES / name).read_bytes(), entry, name=name, table="kommun")
        found = dataset.observations
        assert [None if isnan(value) else value for value in found["value"]] == values
        assert "".join(found["status"]) == statuses


def test_denominators_know_the_signs(tmp_path):
    """A star is suppressed, x not available; what stands beside a number is its status."""
    text = "region;2012;2013\n2260 Ånge;*;9600 [p]\n2281 Sundsvall;[c];x\n"
    people = read_denominators(file(tmp_path, text), country="SE")
    assert people[["area", "period", "status"]].values.tolist() == [
        ["SE-2260", "2012", "Q"], ["SE-2281", "2012", "Q"], ["SE-2260", "2013", "P"], ["SE-2281", "2013", "O"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ("- Null\n.. Oppgave mangler", [450.0, 0.0]),
        ("Tegnforklaring:\n.. Tall kan ikke forekomme\n- Null.\n* Konfidensielt", [450.0, 0.0]),
        ("- Noll", [450.0, 0.0]),
        ("- Noll\n- Mål", [450.0]),
        ("- Null larm i Timrå", [450.0]),
    ],
)
def test_a_dash_that_stands_once_before_a_meaning_is_a_sign(tmp_path, lines, found):
    """A line "- Null" below a table of text says what the dash is; in a list, or before other words, it is a bullet."""
    table = f"Kommun\tAntal larm\nÅnge\t450\nTimrå\t-\n\n{lines}\n"
    cells = extracted(file(tmp_path, table, "larm.txt"), "value", "locator")
    assert [value for value, place in cells if "table 1" in place and not isnan(value)] == found


CELLS = st.one_of(
    st.sampled_from(["*", "-", "c", "x", ":", "..", ".", "sekretess", "saknas", "i.u.", "ja", "450", "2013", "c:a 60"]),
    st.text("ab*-.:;?[]()%/= åÅ0123456789<>", min_size=1, max_size=8).map(str.strip).filter(bool),
)
NAMES = ["Ånge", "Timrå", "Sundsvall", "Kramfors"]


def as_cube(cells: list[str]) -> str:
    """Write them as JSON-stat: the cells are statuses of values that are not there."""
    category = {"index": {f"k{n}": n for n in range(4)}, "label": {f"k{n}": name for n, name in enumerate(NAMES)}}
    cube = {"class": "dataset", "id": ["kommun"], "size": [4], "value": [None] * 4, "status": cells}
    return json.dumps({**cube, "dimension": {"kommun": {"label": "Kommun", "category": category}}})


SHEETS = ("xlsx", "xls", "ods")


@settings(max_examples=60)
@given(
    st.lists(CELLS, min_size=4, max_size=4), st.sampled_from([each for each in [*CARRIERS, "json"] if each != "pdf"])
)
def test_no_cell_is_silent(tmp_path_factory, cells, carrier):
    """Whatever stands in a cell of a named column: a row with its place, or a line of the audit with it."""
    entry = 'columns = { value = "_T" }' if carrier == "json" else COLUMN
    rows = [["Kommun", "Antal larm"], *([name, cell] for name, cell in zip(NAMES, cells, strict=True))]
    suffix, content = (".json", as_cube(cells)) if carrier == "json" else CARRIERS[carrier]([], rows)
    try:
        dataset = ingested(tmp_path_factory.mktemp("one"), content, entry, name=f"larm{suffix}")
    except RecipeError as error:  # the entry's message: counts below nothing, another unit, nothing to read at all
        loud = any(said in str(error) for said in ("below nothing", "nothing to read", "is in"))
        if not loud:
            raise
        return
    told = [*dataset.observations["locator"], *dataset.audit["locator"]]
    for row, cell in enumerate(cells, 1):
        place = f"cell B{row + 1}" if carrier in SHEETS else f"row {row} column"
        seen = any(place in locator and "Kommun chars" not in locator for locator in told)
        assert seen or not cell.strip("\u00ad "), (carrier, cell, told)


IN_CUBES = {"px": "kommun", "json": "kommun", "sdmx": "DATAFLOW"}
OF_CUBES = 'areas = "{}"\nperiods = "{}"\ncolumns = {{ {} = "_T" }}'


@settings(max_examples=40)
@given(st.lists(CELLS.filter(lambda cell: '"' not in cell and "," not in cell), min_size=4, max_size=4),
       st.sampled_from([*CUBES]))  # fmt: skip
def test_no_cell_of_a_download_is_silent(tmp_path_factory, cells, carrier):
    """Whatever stands in the place of a number: a row for each, or a line of the audit with its place."""
    suffix, content = CUBES[carrier]([[name, cell] for name, cell in zip(NAMES, cells, strict=True)])
    entry = OF_CUBES.format(*(("GEO", "TIME_PERIOD", "OBS_VALUE") if carrier == "sdmx" else ("kommun", "år", "value")))
    try:
        dataset = ingested(
            tmp_path_factory.mktemp("one"), content, entry, name=f"larm{suffix}", table=IN_CUBES[carrier]
        )
    except RecipeError as error:
        if "nothing to read" in str(error) or "below nothing" in str(error) or "is in" in str(error):
            return
        raise
    told = [*dataset.observations["locator"], *dataset.audit["locator"]]
    column = "OBS_VALUE" if carrier == "sdmx" else "value"
    for row, cell in enumerate(cells, 1):
        seen = any(f"row {row} column {column}" in place for place in told)
        assert seen or not cell.strip("\u00ad "), (carrier, cell, told)


SHORT = {
    "SE": (
        "i.u.",
        "u.u.",
        "k.a.",
        "e.u.",
        "uppg. saknas",
        "svar saknas",
        "bortfall",
        "ej mätt",
        "n.a.",
        "…",
        "/",
        "NULL",
    ),
    "NO": ("i.o.", "u.o.", "k.a.", "i.a.", "uoppg.", "uoppgitt", "uaktuelt", "ikke oppg.", "ei oppgitt", "(x)", "nan"),
    "DK": ("i.o.", "u.o.", "k.a.", "uopl.", "u.opl.", "uaktuelt", "svar mangler", "ikke målt", "n. a.", "//", "none"),
}
THREE = {"SE": ["Ånge", "Timrå", "Sundsvall"], "NO": ["Oslo", "Bergen", "Alta"], "DK": ["Aarhus", "Odense", "Aalborg"]}


@pytest.mark.parametrize("carrier", ["csv", "html", "docx", "xlsx", "ods", "pptx", "pdf"])
@pytest.mark.parametrize("country", SHORT)
def test_short_signs_of_each_country(tmp_path, country, carrier):
    """In a column of figures each is a figure that is not there, below the right name, also where no recipe says so."""
    names, figures = THREE[country] * 4, ["1950", "300"]
    cells = [*figures, *SHORT[country][: len(names) - 2]]
    header = ["Kommun" if country == "SE" else "Kommune", "Antall" if country == "NO" else "Antal"]
    path = carried(tmp_path, carrier, [], [header, *map(list, zip(names, cells, strict=False))])
    found = extracted(path, "area", "value", "qualifier", country=country)
    assert [row[1] for row in found[:2]] == [1950.0, 300.0]
    assert len(found) == len(cells)
    assert all(isnan(value) and said in ("not_available", "unknown") for _, value, said in found[2:])
    assert [area for area, *_ in found] == [found[at % 3][0] for at in range(len(cells))]
    assert len({area for area, *_ in found}) == 3
