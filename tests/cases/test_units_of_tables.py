"""Units that headers, titles, rows, files and recipes give: with their multiplier, in the country's currency."""

import pytest
from carriers import CARRIERS, carried
from document_files import sheet_of, written
from made import FILES, extracted, file, ingested, rows
from one_document import ingest_one

from ehealth_stats import read_denominators
from ehealth_stats.errors import RecipeError

MONEY = "programme_budget"
FOUND = """
[[targets]]
indicator = "programme_budget"
kind = "level"
due = "2015"
label = { sv = "450 tkr" }
area = "SE-2260"
find = ["Ånge", "2 363"]

[[observations]]
indicator = "programme_budget"
read = "single"
area = "SE-2260"
find = "Ånge"
until = "450"
"""
# 2 363 thousands, half a printed unit each way
THOUSANDS = [2_363_000, 2_362_500, 2_363_500]


@pytest.mark.parametrize(
    ("header", "country", "unit"),
    [
        ("Budget (1 000 kr)", "SE", "SEK"), ("Budget (i 1 000 kronor)", "SE", "SEK"), ("Budget tkr", "SE", "SEK"),
        ("Budget 1000 kr", "SE", "SEK"), ("Budget 1 000 kr", "SE", "SEK"), ("Budget, tusental kronor", "SE", "SEK"),
        ("Budget (1000-tal kronor)", "SE", "SEK"), ("Budget TSEK", "SE", "SEK"), ("Budsjett (1 000 kr)", "NO", "NOK"),
        ("Budsjett (i 1 000 kroner)", "NO", "NOK"), ("Budsjett i tusen kroner", "NO", "NOK"),
        ("Beløp TNOK", "NO", "NOK"), ("Budsjett / 1000 kr", "NO", "NOK"), ("Budsjett [tkr]", "NO", "NOK"),
    ],
)  # fmt: skip
def test_thousands_of_a_header(tmp_path, header, country, unit):
    """In brackets or without, with a blank in the number, in words."""
    head = {"SE": "Kommun", "NO": "Kommune"}[country]
    place = {"SE": "Ånge", "NO": "Oslo"}[country]
    table = f'{head};"{header}"\n{place};2 363\n'
    dataset = ingested(tmp_path, table, f'columns = {{ "{header}" = "_T" }}', country=country, indicator=MONEY)
    assert rows(dataset, "value", "lower", "upper", "unit") == [[*THOUSANDS, unit]]
    assert dataset.audit.query("kind == 'claimed'")["text"].tolist() == ["2 363"]
    assert "unclaimed" not in set(dataset.audit["kind"])
    (tmp_path / "again").mkdir()
    language = {"SE": "sv", "NO": "nb"}[country]
    found = extracted(file(tmp_path / "again", table), "value", "unit", country=country, language=language)
    assert found == [[2_363_000, unit]]


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("Budget MSEK", 2_363e6),
        ("Budget (mkr)", 2_363e6),
        ("Budget mnkr", 2_363e6),
        ("Budget (kr)", 2363),
        ("Budget", 2363),
    ],
)
def test_millions_and_ones_of_a_header(tmp_path, header, value):
    """Each in its own multiple."""
    dataset = ingested(
        tmp_path, f"Kommun;{header}\nÅnge;2 363\n", f'columns = {{ "{header}" = "_T" }}', indicator=MONEY
    )
    assert rows(dataset, "value", "unit") == [[value, "SEK"]]


@pytest.mark.parametrize(
    "title", ["Beløp i 1000 kr", "Budsjett 2013 (1 000 kr)", "Alle tal i tusen kroner", "Tal i 1 000 kr"]
)
@pytest.mark.parametrize("name", ["larm.csv", "larm.html"])
def test_a_title_says_the_unit(tmp_path, title, name):
    """Above the table, in a file and on a page; a column that counts something has its own."""
    table = f"{title}\n\nKommune;2012;2013\nOslo;450;460\n"
    if name.endswith("html"):
        cells = "<tr><th>Kommune</th><th>2012</th><th>2013</th></tr><tr><td>Oslo</td><td>450</td><td>460</td></tr>"
        table = f"<p>{title}</p><table>{cells}</table>"
    dataset = ingested(tmp_path, table, "", country="NO", indicator=MONEY, name=name)
    assert rows(dataset, "value", "lower", "unit") == [[450_000, 449_500, "NOK"], [460_000, 459_500, "NOK"]]
    (tmp_path / "again").mkdir()
    counted = (
        table.replace("2013;", "").replace("2012;2013", "2012;Antall brukere").replace(">2013<", ">Antall brukere<")
    )
    found = extracted(file(tmp_path / "again", counted, name), "value", "unit", country="NO", language="nb")
    assert found == [[450_000, "NOK"], [460, ""]]


@pytest.mark.parametrize(
    ("header", "cell", "value", "bounds"),
    [
        ("Folkmängd 2013 (1000-tal)", "9,9", 9900, (9850, 9950)),
        ("Folkmängd 2013, tusental", "10", 10_000, (9500, 10_500)),
        ("Folkmängd 2013 (100-tal)", "99", 9900, (9850, 9950)),
        ("Folkmängd 2013 (1 000-tal)", "9,9", 9900, (9850, 9950)),
        ("Folkmängd 2013", "9.912", 9912, (9912, 9912)),
    ],
)
def test_thousands_of_persons(tmp_path, header, cell, value, bounds):
    """23e and its like: denominators, extracted and by a recipe."""
    table = f'"region";"{header}"\n"2260 Ånge";"{cell}"\n"2262 Timrå";"{cell}"\n'
    path = file(tmp_path, table)
    people = read_denominators(path, country="SE")
    assert people[["value", "lower", "upper"]].values.tolist() == [[value, *bounds]] * 2
    assert extracted(path, "value", "lower", language="sv")[0] == [value, bounds[0]]
    entry = f'columns = {{ "{header}" = "_T" }}'
    dataset = ingested(tmp_path, table, entry, table="region", indicator="unclassified_count")
    assert rows(dataset, "value", "lower", "upper")[0] == [value, *bounds]


def test_the_file_of_thousands_of_persons():
    """23e as it is."""
    people = read_denominators(FILES / "23e.csv", country="SE")
    assert people[["area", "value", "lower", "upper"]].values.tolist() == [["SE-2260", 9900, 9850, 9950]]


@pytest.mark.parametrize(
    ("unit", "value", "code"),
    [
        ("tkr", 2_363_000, "SEK"), ("mkr", 2_363e6, "SEK"), ("1000 kr", 2_363_000, "SEK"), ("kr", 2363, "SEK"),
        ("SEK", 2363, "SEK"), ("NOK", 2363, "NOK"), ("MNOK", 2_363e6, "NOK"), ("EUR", 2363, "EUR"),
    ],
)  # fmt: skip
def test_a_recipe_says_the_unit(tmp_path, unit, value, code):
    """Every unit of the code list, as its code or as it is printed."""
    entry = f'unit = "{unit}"\ncolumns = {{ Budget = "_T" }}'
    dataset = ingested(tmp_path, "Kommun;Budget\nÅnge;2 363\n", entry, indicator=MONEY)
    assert rows(dataset, "value", "unit") == [[value, code]]


def test_a_recipe_says_the_unit_of_a_figure_in_a_text(tmp_path):
    """`read = "single"`: 2 363 of a plan that counts in tkr."""
    entry = 'find = "Budget:"\nunit = "tkr"\n'
    content = "Kommun\tBudget\nÅnge\tX\n\nBudget: 2 363 under 2013.\n"
    dataset = ingested(tmp_path, content, entry, indicator=MONEY, name="plan.txt", read="single", table="")
    assert rows(dataset, "value", "lower", "upper") == [THOUSANDS]


@pytest.mark.parametrize("carrier", sorted(CARRIERS))
@pytest.mark.parametrize("key", ["", 'unit = "kr"', 'unit = "mkr"'])
def test_a_figure_that_is_found_in_a_table_is_in_the_unit_of_its_column(tmp_path, carrier, key):
    """As where the table is read: the header decides, also over what the recipe says of figures that have no unit."""
    table = [["Kommun", "Budget (tkr)", "Mål (tkr)"], ["Ånge", "2 363", "450"], ["Timrå", "45", "46"]]
    suffix, content = CARRIERS[carrier]([], table)
    dataset = ingest_one(tmp_path / "raw", content, f"{FOUND}{key}", name=f"plan{suffix}")
    assert rows(dataset, "area", "value", "lower", "upper", "unit") == [["SE-2260", *THOUSANDS, "SEK"]]
    targets = dataset.targets[["target_value", "target_lower", "target_upper"]].values.tolist()
    assert targets == [[450_000, 449_500, 450_500]]


def test_a_rate_that_is_found_in_a_table_is_no_count(tmp_path):
    """45 alarms per 1 000 inhabitants are not 45 alarms."""
    table = "Kommun;Larm per 1 000 invånare\nÅnge;45\nTimrå;46\n"
    with pytest.raises(RecipeError, match="nothing to read 'single'"):
        ingested(tmp_path, table, 'find = "Ånge"', table="", read="single")


def test_a_unit_that_is_none_is_refused(tmp_path):
    """With the key, and what it may be."""
    with pytest.raises(RecipeError, match="'hester' is no unit"):
        ingested(tmp_path, "Kommun;Budget\nÅnge;1\n", 'unit = "hester"\ncolumns = { Budget = "_T" }', indicator=MONEY)


def test_alarms_are_not_counted_in_kronor(tmp_path):
    """A unit of another kind than the indicator's is refused."""
    with pytest.raises(RecipeError, match="SEK"):
        ingested(tmp_path, "Kommun;Larm\nÅnge;1\n", 'unit = "tkr"\ncolumns = { Larm = "_T" }')


@pytest.mark.parametrize("indicator", ["seminar_cost", "programme_budget", "siths_cost"])
def test_money_is_in_the_currency_of_the_country(tmp_path, indicator):
    """0,4 mill. of a Norwegian seminar are kroner, printed with a unit or not."""
    dataset = ingested(
        tmp_path, "Kommune;Kostnad\nOslo;0,4 mill.\nBærum;2363\nAsker;5 mill. kr\n", 'columns = { Kostnad = "_T" }',
        country="NO", indicator=indicator,
    )  # fmt: skip
    assert rows(dataset, "value", "unit") == [[400_000, "NOK"], [2363, "NOK"], [5_000_000, "NOK"]]
    assert rows(dataset, "lower", "upper")[0] == [350_000, 450_000]


def test_a_column_of_units(tmp_path):
    """A long table that says the unit of each row."""
    table = "Kommun;Nyckeltal;Värde;Enhet\nÅnge;Kostnad;450;tkr\nÅnge;Larm;9;antal\n"
    table += "Timrå;Kostnad;2;mkr\nTimrå;Larm;8;antal\n"
    entry = 'rows = { Nyckeltal = "Kostnad" }\ncolumns = { "Värde" = "_T" }'
    dataset = ingested(tmp_path, table, entry, indicator=MONEY)
    assert rows(dataset, "value", "unit") == [[450_000, "SEK"], [2_000_000, "SEK"]]
    found = extracted(file(tmp_path, table), "value", "unit", language="sv")
    assert found == [[450_000, "SEK"], [9, ""], [2_000_000, "SEK"], [8, ""]]


def test_the_unit_of_a_download(tmp_path):
    """10: UNITS="tkr" of a .px file, by a recipe; 10b: percent."""
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    entry = 'areas = "kommun"\nperiods = "år"\ncolumns = { value = "_T" }'
    name = "10-units-tkr.px"
    money = ingested(tmp_path / "a", (FILES / name).read_bytes(), entry, name=name, table="kommun", indicator=MONEY)
    assert rows(money, "value", "unit")[0] == [450_000, "SEK"]
    name, entry = "10b-units-pct.px", entry.replace("_T", "digital") + '\nunit = "percent"'
    share = ingested(tmp_path / "b", (FILES / name).read_bytes(), entry, name=name, table="kommun")
    assert rows(share, "value", "unit")[:2] == [[45.0, "percent"], [46.5, "percent"]]


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("Larm per 1 000 invånare", "per_1000_persons"),
        ("Per 100 000 invånare", "per_100000_persons"),
        ("Antal per 1000 innbyggere", "per_1000_persons"),
        ("Per 10 000 innbyggjarar", "per_10000_persons"),
        ("Larm per 100 innbyggere", "per_100_persons"),
    ],
)
def test_a_rate_is_no_count(tmp_path, header, unit):
    """Its unit says of how many; the number is rounded as printed, and nothing adds it to counts."""
    path = file(tmp_path, f"Kommun;{header}\nÅnge;45\nTimrå;12,5\n")
    found = extracted(path, "lower", "upper", "unit", country="SE", language="sv")
    assert found == [[44.5, 45.5, unit], [12.45, 12.55, unit]]


def test_a_row_number_is_no_multiplier(tmp_path):
    """Row 1000 of a table is not in thousands: extracted, and by a recipe."""
    table = "Nr;Kommun;Larm\n999;Ånge;450\n1000;Timrå;45\n"
    dataset = ingested(tmp_path, table, 'areas = "Kommun"\ncolumns = { "Larm" = "_T" }', table="Nr")
    assert rows(dataset, "area", "value", "lower", "upper") == [["SE-2260", 450, 450, 450], ["SE-2262", 45, 45, 45]]
    found = extracted(file(tmp_path, table), "area", "value", language="sv")
    assert ["SE-2262", 45] in found
    assert ["SE-2262", 45_000] not in found


HEADERS = {
    "SE": ("Budget (tkr, löpande priser)", "Budget (000 kr)", "Budget SEK 000", "Budget (kr 1000)", "Budget, kkr"),
    "NO": ("Tilskudd (kr 1000)", "Tilskudd kr 1 000", "Beløp (NOK 1000)", "Beløp (i hele tusen kroner)"),
    "DK": ("Beløb i t.kr.", "Budget DKK 1.000", "Budget (t. kr.)", "Udgift (1.000 kr.)", "Beløb i hele tusinde kr."),
}
TWO = {"SE": ("Ånge", "Timrå"), "NO": ("Oslo", "Bergen"), "DK": ("Odense", "Aarhus")}
CURRENCIES = {"SE": "SEK", "NO": "NOK", "DK": "DKK"}
LANGUAGES = {"SE": "sv", "NO": "nb", "DK": "da"}


def money(folder, country: str, header: str, carrier: str, notes: list[str]) -> list[list[object]]:
    """Return what is extracted of a table of two rows with notes below it, or before it where a format has lines."""
    rows = [["Kommune", header], *([name, cell] for name, cell in zip(TWO[country], ("2363", "450"), strict=True))]
    path = carried(folder, carrier, notes, rows)
    return extracted(path, "value", "unit", country=country, language=LANGUAGES[country])


@pytest.mark.parametrize(
    ("country", "header"), [(country, header) for country, listed in HEADERS.items() for header in listed]
)
@pytest.mark.parametrize("carrier", ["csv", "xlsx", "docx"])
def test_thousands_of_money_of_each_country(tmp_path, country, header, carrier):
    """The currency may stand before the thousand, other words behind a comma."""
    currency = CURRENCIES[country]
    assert money(tmp_path, country, header, carrier, []) == [[2_363_000, currency], [450_000, currency]]


def test_millions_without_a_currency_have_none(tmp_path):
    """The word "mill." says nothing of euro; a recipe, or what is counted, says which money it is."""
    for country, header in (("NO", "Budsjett mill."), ("SE", "Budget i mill.")):
        folder = tmp_path / country
        folder.mkdir()
        assert money(folder, country, header, "csv", []) == [[2_363_000_000, ""], [450_000_000, ""]]
    assert money(tmp_path, "SE", "Budget milj. kr", "csv", [])[0] == [2_363_000_000, "SEK"]


@pytest.mark.parametrize(
    ("country", "note"),
    [
        ("SE", "Anm.: Belopp i tkr"),
        ("NO", "Beløp i hele tusen kroner"),
        ("DK", "Note: Beløb i 1.000 kr."),
        ("SE", "Tkr"),
    ],
)
@pytest.mark.parametrize("carrier", ["csv", "xlsx", "xls", "ods", "html", "docx", "pdf"])
def test_a_note_beside_a_table_says_its_unit(tmp_path, country, note, carrier):
    """In its last row, or in a line before it."""
    currency = CURRENCIES[country]
    assert money(tmp_path, country, "Budget", carrier, [note]) == [[2_363_000, currency], [450_000, currency]]


def test_notes_around_several_tables(tmp_path):
    """Behind a table, over its caption; a line over the next table is that one's."""
    rows_of = "".join(f"<tr><td>{name}</td><td>{cell}</td></tr>" for name, cell in (("Ånge", 45), ("Timrå", 30)))
    table = f"<table><tr><th>Kommun</th><th>Kostnad</th></tr>{rows_of}</table>"
    page = (
        f"<p>Belopp i tkr</p><p>Tabell 2. Kostnad per kommun</p>{table}<p>Belopp i miljoner kronor</p>{table}"
        f"<p>Tabell 4. Antal som svarat</p>{table}<p>Anm. Belopp i 100-tal.</p><p>Mer text om 12 larm.</p>"
    )
    found = extracted(file(tmp_path, page, "a.html"), "value")
    assert found == [[45_000], [30_000], [45_000_000], [30_000_000], [4500], [3000], [12]]


@pytest.mark.parametrize(
    "note", ["Källa: kommunernas svar, procent", "450 tkr gick åt", "Kostnaden är i miljonklassen"]
)
def test_what_is_no_unit_of_a_table(tmp_path, note):
    """A share or an amount in a note is not what all figures are counted in."""
    assert [row[0] for row in money(tmp_path, "SE", "Budget", "csv", [note])][:2] == [2363, 450]


@pytest.mark.parametrize(("sheet", "value"), [("Budget tkr", 450_000), ("Mkr", 450e6), ("Budget", 450), ("2013", 450)])
def test_the_name_of_a_sheet_says_the_unit(tmp_path, sheet, value):
    """Where neither header nor title does: a person sees it on the tab."""
    table = sheet_of(["Kommun", "Budget"], ["Ånge", 450], name=sheet)
    assert extracted(written(tmp_path / "a.xlsx", table), "value", country="SE") == [[value]]
    told = sheet_of(["Kommun", "Budget (kr)"], ["Ånge", 450], name=sheet)
    assert extracted(written(tmp_path / "b.xlsx", told), "value", country="SE") == [[450]]


def test_the_name_of_a_sheet_is_no_unit_of_what_is_counted(tmp_path):
    """Alarms beside kronor."""
    table = sheet_of(["Kommun", "Antal larm", "Budget"], ["Ånge", 450, 12], name="Budget tkr")
    assert extracted(written(tmp_path / "a.xlsx", table), "value", country="SE") == [[450], [12_000]]
