"""Which area a figure is about: printed codes, levels, bodies, county columns, areas and years in headers."""

import openpyxl
import pytest
from carriers import carried
from document_files import workbook_bytes
from made import FILES, extracted, file, ingested, rows

from ehealth_stats import extract_quantities, read_denominators
from ehealth_stats.errors import CodeListError, RecipeError
from ehealth_stats.ingestion import draft_recipe, read_document

ANTALL = 'columns = { Antall = "_T" }'
LARM = 'columns = { "Antal larm" = "_T" }'


def test_codes_alone_name_the_areas():
    """codes.xlsx: 114 formatted as 0114 below "Kommunkod"."""
    assert extracted(FILES / "codes.xlsx") == [["SE-0114", 100], ["SE-0180", 200], ["SE-0381", 300]]
    assert 'areas = "Kommunkod"' in draft_recipe(read_document(FILES / "codes.xlsx"), source_id="larm")


@pytest.mark.parametrize(
    ("country", "name", "code"),
    [
        ("SE", "2281 Sundsvall", "SE-2281"), ("SE", "Sundsvall (2281)", "SE-2281"), ("SE", "Sundsvall 2281", "SE-2281"),
        ("SE", "2281, Sundsvall", "SE-2281"), ("SE", "Sundsvall, 2281", "SE-2281"), ("SE", "180 Stockholm", "SE-0180"),
        ("SE", "22 Västernorrlands län", "SE-22"), ("SE", "Västernorrland (22)", "SE-22"), ("SE", "00 Riket", "SE"),
        ("SE", "Riket", "SE"), ("SE", "Hela landet", "SE"), ("SE", "Landet", "SE"),
        ("NO", "501 Lillehammer kommune", "NO-0501"), ("NO", "301 Oslo", "NO-0301"), ("NO", "K-0301 Oslo", "NO-0301"),
        ("NO", "Oslo (0301)", "NO-0301"), ("NO", "03 Oslo", "NO-03"), ("NO", "Hele landet", "NO"),
    ],
)  # fmt: skip
def test_a_code_beside_a_name_is_no_figure(tmp_path, country, name, code):
    """Before or behind the name, with or without its zero: the area is the one that it names."""
    head = {"SE": "Kommun", "NO": "Kommune"}[country]
    other = {"SE": "Kramfors", "NO": "Bergen"}[country]
    table = f'{head};Antall\n"{name}";1120\n{other};7\n'
    dataset = ingested(tmp_path, table, ANTALL, country=country)
    assert rows(dataset)[0] == [code, 1120]
    assert dataset.audit.query("kind == 'claimed'")["text"].tolist() == ["1120", "7"]
    (tmp_path / "again").mkdir()
    found = extracted(file(tmp_path / "again", table), country=country)
    assert [found[0], len(found)] == [[code, 1120], 2]


@pytest.mark.parametrize("number", [301, "0301", "301", "NO-0301", "K-0301"])
def test_codes_in_a_column_of_their_own(tmp_path, number):
    """Numbers, texts with their zero, with the country."""
    book = openpyxl.Workbook()
    for line in (["Kommunenr", "Kommune", "Antall"], [number, "Oslo", 450], [1103, "Stavanger", 300]):
        book.active.append(line)
    content = workbook_bytes(book)
    dataset = ingested(tmp_path, content, f'areas = "Kommune"\n{ANTALL}', name="a.xlsx", country="NO")
    assert rows(dataset) == [["NO-0301", 450], ["NO-1103", 300]]


@pytest.mark.parametrize(
    ("published", "name", "code"),
    [
        ("2014-01-15", "0236 Nes", "NO-0236"), ("2014-01-15", "0616 Nes", "NO-0616"),
        ("2014-01-15", "1515 Herøy", "NO-1515"), ("2014-01-15", "1818 Herøy", "NO-1818"),
        ("2015-02-01", "0101 Halden", "NO-0101"), ("2024-02-01", "3101 Halden", "NO-3101"),
        ("2014-01-15", "Nes (0236)", "NO-0236"), ("2014-01-15", "236 Nes", "NO-0236"),
    ],
)  # fmt: skip
def test_a_printed_code_decides_in_force_on_the_day_of_the_document(tmp_path, published, name, code):
    """Two Nes, two Herøy; Halden had 0101 in 2015 and has 3101 today."""
    table = f"Kommune;Antall\n{name};10\n0301 Oslo;20\n"
    assert rows(ingested(tmp_path, table, ANTALL, country="NO", published=published)) == [[code, 10], ["NO-0301", 20]]
    (tmp_path / "again").mkdir()
    assert extracted(file(tmp_path / "again", table), country="NO", language="nb")[0] == [code, 10]


def test_a_code_of_another_municipality_is_refused(tmp_path):
    """0516 is Nord-Fron: nobody knows which of the two the row is about."""
    table = "Kommune;Antall\n0516 Nes;10\n0301 Oslo;20\n"
    with pytest.raises(RecipeError, match="0516 Nes"):
        ingested(tmp_path, table, ANTALL, country="NO")
    path = file(tmp_path, table, "again.csv")
    assert extracted(path, country="NO", language="nb") == [["", 10], ["NO-0301", 20]]
    with pytest.raises(CodeListError, match="0516 Nes"):
        read_denominators(file(tmp_path, "region;2013\n0516 Nes;10\n0301 Oslo;20\n", "people.csv"), country="NO")


def test_a_code_column_and_a_name_that_disagree(tmp_path):
    """0516 beside Nes in a column of its own."""
    table = "Kommunenr;Kommune;Antall\n0516;Nes;10\n0301;Oslo;20\n1103;Stavanger;30\n"
    assert extracted(file(tmp_path, table), country="NO", language="nb")[0] == ["", 10]
    with pytest.raises(RecipeError, match="Nes"):
        ingested(tmp_path, table, f'areas = "Kommune"\n{ANTALL}', country="NO")


def test_a_code_column_tells_two_of_one_name_apart(tmp_path):
    """Nes in Akershus and in Buskerud, Våler in Østfold."""
    table = "Kommunenr;Kommune;Antall\n0236;Nes;10\n0616;Nes;20\n0137;Våler;30\n"
    dataset = ingested(tmp_path, table, f'areas = "Kommune"\n{ANTALL}', country="NO")
    assert rows(dataset, "area") == [["NO-0236"], ["NO-0616"], ["NO-0137"]]
    assert extracted(file(tmp_path, table), "area", country="NO", language="nb") == rows(dataset, "area")


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("0236 Nes: 45 larm, 0616 Nes 30", ["NO-0236", "NO-0616"]),
        ("Nes (0236) har 45", ["NO-0236"]),
        ("0516 Nes: 45", [""]),
        ("1515 Herøy 4, 1818 Herøy 5", ["NO-1515", "NO-1818"]),
    ],
)
def test_codes_in_a_line_of_text(text, areas):
    """As in a table."""
    assert extract_quantities(text, country="NO", language="nb")["area"].tolist() == areas


def test_a_year_before_a_name_is_no_code():
    """2013 is no municipality; in 2281 Sundsvall 1120 there is one figure."""
    found = extract_quantities("2281 Sundsvall 1120 larm, 2013 Ånge 45 larm", country="SE", language="sv")
    assert found[["area", "value"]].values.tolist() == [["SE-2281", 1120], ["SE-2260", 45]]


@pytest.mark.parametrize(
    ("country", "header", "names", "codes"),
    [
        ("SE", "Landsting/region", ["Stockholm", "Uppsala"], ["SE-01", "SE-03"]),
        ("SE", "Län", ["Stockholm", "Västernorrland"], ["SE-01", "SE-22"]),
        ("SE", "Region", ["Region Stockholm", "Region Skåne"], ["SE-01", "SE-12"]),
        ("SE", "Landsting", ["Jämtlands läns landsting", "Landstinget i Uppsala"], ["SE-23", "SE-03"]),
        ("SE", "Område", ["Stockholm", "Skåne", "Halland"], ["SE-01", "SE-12", "SE-13"]),
        ("NO", "Fylke", ["Oslo", "Østfold"], ["NO-03", "NO-01"]),
        ("NO", "Fylkeskommune", ["Oslo", "Hedmark fylkeskommune"], ["NO-03", "NO-04"]),
        # A municipality among them: the column lists those.
        ("SE", "Region", ["Stockholm", "Ånge"], ["SE-0180", "SE-2260"]),
        ("SE", "Kommun", ["Stockholm", "Uppsala"], ["SE-0180", "SE-0380"]),
    ],
)
def test_a_name_of_two_levels_is_that_of_its_column(tmp_path, country, header, names, codes):
    """Stockholm under "Län" is the county, under "Kommun" the municipality."""
    table = f"{header};Antall\n" + "".join(f"{name};{at}\n" for at, name in enumerate(names, 10))
    dataset = ingested(tmp_path, table, ANTALL, country=country, table=header, scope=country)
    assert [area for (area,) in rows(dataset, "area")] == codes
    if country == "SE":  # codes of today
        assert [area for (area,) in extracted(file(tmp_path, table), "area", country=country)] == codes


@pytest.mark.parametrize(
    ("country", "header", "names", "body"),
    [
        ("NO", "Fylke", ["Oslo", "Østfold"], "Østfold fylkeskommune"),
        ("SE", "Kommun", ["Ånge", "Timrå"], "Region Västernorrland"),
        ("SE", "Kommun", ["Ånge", "Timrå"], "Västernorrlands läns landsting"),
        ("SE", "Län", ["Västernorrland", "Jämtland"], "Landstinget Västernorrland"),
        ("NO", "Region", ["Oslo", "Østfold"], "Østfold fylkeskommune"),
        ("SE", "Region", ["Västernorrland", "Jämtland"], "Region Västernorrland"),
    ],
)
def test_a_county_council_is_not_the_county(tmp_path, country, header, names, body):
    """Its row stays out of the areas, and in the audit."""
    table = f"{header};Antall\n{names[0]};10\n{names[1]};20\n{body};99\n"
    dataset = ingested(tmp_path, table, ANTALL, country=country, table=header, scope=country)
    assert dataset.observations["value"].tolist() == [10, 20]
    assert dataset.audit.query("kind == 'unclaimed'")["text"].tolist() == ["99"]
    assert extracted(file(tmp_path, table), country=country)[2] == ["", 99]


@pytest.mark.parametrize("sign", [",", ";"])
def test_a_column_of_counties_before_that_of_municipalities(tmp_path, sign):
    """450 is Halden's, codes are no figures."""
    lines = ["Fylkesnr.,Fylkesnavn,Kommunenr.,Kommunenavn,Antall", "1,ØSTFOLD,101,HALDEN,450", "1,ØSTFOLD,104,MOSS,45"]
    table = "\n".join(lines).replace(",", sign)
    dataset = ingested(tmp_path, table, f'areas = "Kommunenavn"\n{ANTALL}', country="NO", table="Fylkesnr.")
    assert rows(dataset) == [["NO-0101", 450], ["NO-0104", 45]]
    assert extracted(file(tmp_path, table), country="NO", language="nb") == [["NO-0101", 450], ["NO-0104", 45]]
    drafted = draft_recipe(read_document(file(tmp_path, table)), source_id="larm")
    assert 'areas = "Kommunenavn"' in drafted
    assert "does not run" not in drafted


def test_two_of_one_name_by_a_column_of_counties(tmp_path):
    """With and without the key `counties`, extracted and drafted; Bø in Telemark is not Bø in Nordland."""
    table = "Fylke;Kommune;Antall\nØstfold;Våler;1\nHedmark;Våler;2\nTelemark;Bø;3\nNordland;Bø;4\n"
    dataset = ingested(tmp_path, table, f'areas = "Kommune"\n{ANTALL}', country="NO")
    assert rows(dataset, "area") == [["NO-0137"], ["NO-0426"], ["NO-0821"], ["NO-1867"]]
    path = file(tmp_path, table)
    assert extracted(path, "area", country="NO", language="nb")[2:] == [["NO-0821"], ["NO-1867"]]
    drafted = draft_recipe(read_document(path), source_id="larm")
    assert "# published = " in drafted  # which Våler was meant depends on the day
    assert all(line.startswith("#") for line in drafted.split("# published = ")[1].splitlines()[1:] if line)
    assert [f": {n} (table 1 row {n} " in drafted or f"; {n} (table 1 row {n} " in drafted for n in (1, 2, 3, 4)] == [
        True
    ] * 4


HEADED = "Indikator;Ånge 2012;Ånge 2013;Landet 2013;Enhet\nAntal larm;450;460;9000;antal\nKostnad;450;460;9000;tkr\n"


def test_areas_and_years_of_headers(tmp_path):
    """Each figure has the area and year at the head of its column, and the unit that its row says."""
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    counted = ingested(tmp_path / "a", HEADED, f"transposed = true\n{LARM}", table="Indikator")
    assert rows(counted, "area", "period", "value", "role") == [
        ["SE-2260", "2012", 450, "reported"], ["SE-2260", "2013", 460, "reported"],
        ["SE", "2013", 9000, "stated_total"],
    ]  # fmt: skip
    assert "antal" not in set(counted.audit["text"])
    money = 'transposed = true\ncolumns = { Kostnad = "_T" }'
    cost = ingested(tmp_path / "b", HEADED, money, table="Indikator", indicator="programme_budget")
    assert rows(cost, "value", "unit")[:2] == [[450_000, "SEK"], [460_000, "SEK"]]
    found = extracted(file(tmp_path, HEADED), "area", "value", "unit", language="sv")
    assert found == [
        ["SE-2260", 450, ""], ["SE-2260", 460, ""], ["SE", 9000, ""],
        ["SE-2260", 450_000, "SEK"], ["SE-2260", 460_000, "SEK"], ["SE", 9_000_000, "SEK"],
    ]  # fmt: skip


def test_a_draft_of_areas_in_headers_runs(tmp_path):
    """Two entries, one a unit; below a name that the list does not have, each figure has an entry to be looked at."""
    table = HEADED.replace("Landet 2013", "Timrå 2013;Landet 2013").replace("460;", "460;300;")
    drafted = draft_recipe(read_document(file(tmp_path, table)), source_id="larm")
    assert drafted.count("transposed = true") == 2
    assert "does not run" not in drafted
    unknown = HEADED.replace("Ånge", "Storvik")
    assert draft_recipe(read_document(file(tmp_path, unknown)), source_id="larm").count("[[observations]]") == 6


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ("2012K4", "2012-10/2012-12"), ("2013Q1", "2013-01/2013-03"), ("2012M04", "2012-04"),
        ("2012T2", "2012-05/2012-08"), ("K4 2012", "2012-10/2012-12"), ("2012 H1", "2012-01/2012-06"),
        ("H2 2012", "2012-07/2012-12"), ("HT 2012", "2012-23"),
        ("VT 2013", "2013-21"), ("2013HT", "2013-23"), ("ht13", "2013-23"), ("2012U34", "2012-08-20/2012-08-26"),
        ("Larm 2012K4", "2012-10/2012-12"), ("4. kvartal 2012", "2012-10/2012-12"),
        # the number behind its word, the year before, two digits of it, days
        ("Kv. 4 2012", "2012-10/2012-12"), ("Kvartal 4, 2012", "2012-10/2012-12"), ("2012 kv. 4", "2012-10/2012-12"),
        ("K4-12", "2012-10/2012-12"), ("1.kv.2012", "2012-01/2012-03"), ("Tertial 2 2012", "2012-05/2012-08"),
        ("2. tert. 2012", "2012-05/2012-08"), ("Halvår 1 2012", "2012-01/2012-06"), ("M04 2012", "2012-04"),
        ("31.12.2012", "2012-12-31"), ("31/12/2012", "2012-12-31"), ("2012-2013", "2012/2013"),
        ("2012/13", "2012/2013"),
    ],
)  # fmt: skip
def test_periods_in_headers(tmp_path, header, period):
    """Quarters, months, thirds and halves of a year, terms, weeks, as statistical offices write them."""
    dataset = ingested(tmp_path, f"Kommun;{header}\nÅnge;450\nTimrå;300\n", "")
    assert rows(dataset, "period", "value") == [[period, 450], [period, 300]]


def test_the_file_with_quarters_in_its_header(tmp_path):
    """27y: each column is of its quarter."""
    dataset = ingested(tmp_path, (FILES / "27y-header.csv").read_bytes(), "")
    assert rows(dataset, "area", "period", "value") == [
        ["SE-2260", "2012-10/2012-12", 450], ["SE-2260", "2013-10/2013-12", 460],
        ["SE-2262", "2012-10/2012-12", 300], ["SE-2262", "2013-10/2013-12", 310],
    ]  # fmt: skip


def test_a_quarter_that_no_year_has_is_no_period(tmp_path):
    """2012K7 names nothing, and 2012X7 neither."""
    for folder, header in (("a", "2012K7"), ("b", "2012X7")):
        (tmp_path / folder).mkdir()
        with pytest.raises(RecipeError, match="no column is named"):
            ingested(tmp_path / folder, f"Kommun;{header}\nÅnge;450\n", "")


@pytest.mark.parametrize(
    ("country", "table", "found"),
    [
        ("DK", "Nr;Region;Kommunenr.;Kommune;Antal\n1083;Region Syddanmark;461;Odense;450\n"
               "1082;Region Midtjylland;751;Aarhus;300\n", [["DK-461", 450], ["DK-751", 300]]),
        ("DK", "Regnr.;Region;Kommune;Antal\n1083;Region Syddanmark;Odense (461);450\n"
               "1082;Region Midtjylland;Aarhus (751);300\n", [["DK-461", 450], ["DK-751", 300]]),
        ("NO", "F;Fylke;Kommune;Antall\n03;Oslo;Oslo;450\n46;Vestland;Bergen;300\n",
         [["NO-0301", 450], ["NO-4601", 300]]),
        ("SE", "Kod;Län;Kommun;Antal\n22;Västernorrland;Ånge;450\n22;Västernorrlands län;Timrå;300\n"
               "01;Stockholm;Täby;9\n",
         [["SE-2260", 450], ["SE-2262", 300], ["SE-0160", 9]]),
    ],
)  # fmt: skip
def test_codes_of_counties_in_a_column_of_their_own(tmp_path, country, table, found):
    """Whatever the column is called: no code is a figure of the municipality beside it."""
    assert extracted(file(tmp_path, table), country=country) == found


def test_classes_of_age_in_headers(tmp_path):
    """Ages head the columns, so none of the rows is their header, and every figure has its place."""
    table = "Kommune;0-17;18-64;65+\nOslo;45;60;7\nBergen;3;4;5\n"
    path = file(tmp_path, table)
    assert read_document(path).tables[0].header == ("Kommune", "0-17", "18-64", "65+")
    assert extracted(path, country="NO") == [["NO-0301", 45], ["NO-0301", 60], ["NO-0301", 7],
                                             ["NO-4601", 3], ["NO-4601", 4], ["NO-4601", 5]]  # fmt: skip
    bare = file(tmp_path, "Ånge;1-4\nTimrå;450\nSundsvall;3\n", "bare.csv")
    assert extracted(bare, "area", "upper") == [["SE-2260", 4], ["SE-2262", 450], ["SE-2281", 3]]


@pytest.mark.parametrize(
    ("country", "header", "names", "codes"),
    [
        ("SE", "Kommun", ["2260", "2262", "2281"], ["SE-2260", "SE-2262", "SE-2281"]),
        ("SE", "Kommun", ["SE-2260", "SE2262", "SE-2281"], ["SE-2260", "SE-2262", "SE-2281"]),
        ("SE", "Län", ["22", "01", "03"], ["SE-22", "SE-01", "SE-03"]),
        ("NO", "Kommune", ["301", "4601", "1804"], ["NO-0301", "NO-4601", "NO-1804"]),
        ("NO", "Kommune", ["K-0301", "K-4601", "NO-1804"], ["NO-0301", "NO-4601", "NO-1804"]),
        ("DK", "Kommune", ["101", "461", "751"], ["DK-101", "DK-461", "DK-751"]),
        ("DK", "Komkode", ["0101", "0461", "0751"], ["DK-101", "DK-461", "DK-751"]),
    ],
)
@pytest.mark.parametrize("carrier", ["csv", "xlsx", "html"])
def test_codes_alone_below_the_word_for_a_level(tmp_path, country, header, names, codes, carrier):
    """Nobody prints their names: the codes are the areas, and none is a figure."""
    rows = [[header, "Antal"], *([name, str(10 * at)] for at, name in enumerate(names, 1))]
    path = carried(tmp_path, carrier, [], rows)
    assert extracted(path, country=country) == [[code, 10.0 * at] for at, code in enumerate(codes, 1)]


def test_a_code_of_another_area_is_no_figure(tmp_path):
    """2281 is Sundsvall, not Ånge: the row has no area, and 2281 is nobody's figure."""
    table = "Kommun;Antal\n2281 Ånge;1\n2262 Timrå;2\n2260 Ånge;3\n"
    assert extracted(file(tmp_path, table), country="SE") == [["", 1], ["SE-2262", 2], ["SE-2260", 3]]
