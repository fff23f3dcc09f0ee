"""What one cell leaves open, its column decides: years or counts, points or commas, minus, numbers of columns."""

from math import isnan

import openpyxl
import pytest
from carriers import CUBES
from document_files import workbook_bytes, written
from made import FILES, extracted, file, ingested, rows
from marked_files import figures_of

from ehealth_stats import compare_totals, extract_quantities, read_denominators
from ehealth_stats.errors import DocumentError, RecipeError
from ehealth_stats.ingestion import draft_recipe, read_document

LARM = 'columns = { "Antal larm" = "_T" }'


def values(tmp_path, table: str, name: str = "larm.csv", **origin: str) -> list[float]:
    """Return the values that are extracted of a table."""
    return [value for (value,) in extracted(file(tmp_path, table, name), "value", **origin)]


def test_counts_between_1900_and_2099_are_counts():
    """06: below "Antal larm" each number is one, the printed sum too."""
    assert extracted(FILES / "06-yearlike.csv", "value") == [
        [1950], [2013], [1900], [2099], [1850], [2100], [2013], [13825],
    ]  # fmt: skip


@pytest.mark.parametrize("cube", CUBES)
def test_counts_of_a_download_that_look_like_years(tmp_path, cube):
    """What stands below "value" is never a year, though all of it may look like one."""
    suffix, content = CUBES[cube]([["Ånge", "1950"], ["Timrå", "2013"]])
    found = extracted(written(tmp_path / f"larm{suffix}", content), country="SE")
    assert found == [["SE-2260", 1950], ["SE-2262", 2013]]


def test_the_printed_sum_of_counts_is_compared(tmp_path):
    """1 950 + 2 013 + 1 900 + 2 099 + 1 850 + 2 100 + 2 013 = 13 925, and 13 825 is printed."""
    dataset = ingested(tmp_path, (FILES / "06-yearlike.csv").read_bytes(), LARM)
    (found,) = compare_totals(dataset.observations).query("check == 'areas'").to_dict("records")
    assert (found["stated"], found["computed"], found["verdict"]) == (13_825, 13_925, "differs")


def test_a_count_does_not_date_a_draft():
    """2099 alarms are no day; what is drafted reads all rows."""
    drafted = draft_recipe(read_document(FILES / "06-yearlike.csv"), source_id="larm")
    assert 'published = "2099"' not in drafted
    assert '"Antal larm" = "_T"' in drafted


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ("Kommun;Infört\nÅnge;2012\nTimrå;2013\n", []),
        ("Kommun;Startår\nÅnge;2012\nTimrå;450\n", [450]),
        ("Kommun;Värde\nÅnge;1950\nTimrå;450\nKramfors;2013\n", [1950, 450, 2013]),
        ("Kommun;2012;2013\nÅnge;1950;2013\nTimrå;1999;2001\n", [1950, 2013, 1999, 2001]),
        ("Kommun;Larm;Driftstart\nÅnge;1950;2012\nTimrå;1999;2013\n", [1950, 1999]),
        ("Nyckeltal;Ånge;Timrå\nAntal larm;1950;2013\nStartår;2012;2013\n", [1950, 2013]),
        ("Kommune;Antall brukere\nOslo;1950\nBærum;2013\n", [1950, 2013]),
        ("Municipality;Number of alarms\nÅnge;1950\nTimrå;2013\n", [1950, 2013]),
        ("Kommun;År;Larm\nÅnge;2012;1950\nÅnge;2013;2001\n", [1950, 2001]),
        ("År;Ånge;Timrå\n2012;1950;300\n2013;2001;310\n", [1950, 300, 2001, 310]),
        ("Kommun;Budget 2013;Utfall 2013\nÅnge;2 000;1 950\nTimrå;2013;1999\n", [2000, 1950, 2013, 1999]),
        ("Aktivitet;Start;Slut\nInförande;2012;2013\nUtbildning;2013;2014\n", []),
        ("Kommun;Antal larm\nÅnge;1 950*\nTimrå;2013*\nKramfors;2014 1)\n", [1950, 2013, 2014]),
        ("Kommun;Antal larm\nÅnge;450\nTimrå;ca 2000\nKramfors;450 (2012)\n", [450, 2000, 450]),
    ],
)
def test_years_and_counts_by_their_column(tmp_path, table, found):
    """A header of time, of a thing that is counted, of a year; the label of a row in a turned table."""
    assert values(tmp_path, table) == found


def test_counts_in_a_web_page_a_workbook_and_a_file_of_denominators(tmp_path):
    """The same column in other formats."""
    page = "<table><tr><th>Kommun</th><th>Antal larm</th></tr><tr><td>Ånge</td><td>1950</td></tr></table>"
    assert values(tmp_path, page, "a.html", language="sv") == [1950]
    book = openpyxl.Workbook()
    for line in (["Kommun", "Antal larm"], ["Ånge", 1950], ["Timrå", 2013]):
        book.active.append(line)
    (tmp_path / "a.xlsx").write_bytes(workbook_bytes(book))
    assert extracted(tmp_path / "a.xlsx", "value", language="sv") == [[1950], [2013]]
    people = read_denominators(file(tmp_path, "region;Folkmängd 2012\n2260 Ånge;1950\n2262 Timrå;2013\n"), country="SE")
    assert people["value"].tolist() == [1950, 2013]


def test_a_point_is_what_the_column_shows(tmp_path):
    """16a: beside 7.25 and 30.1, 45.512 is no 45 512."""
    entry = 'columns = { Andel = "digital" }\nunit = "percent"'
    dataset = ingested(tmp_path, (FILES / "16a-points.csv").read_bytes(), entry)
    assert dataset.observations["value"].tolist() == [45.512, 12.345, 7.25, 30.1, 0.125]
    assert dataset.observations[["lower", "upper"]].values.tolist()[0] == [45.5115, 45.5125]
    assert [value for (value,) in extracted(FILES / "16a-points.csv", "value")] == [45.512, 12.345, 7.25, 30.1, 0.125]


@pytest.mark.parametrize(
    ("cells", "language", "found"),
    [
        (("1.234", "2.345"), "sv", [1234, 2345]),
        (("1.234", "1.234.567"), "sv", [1234, 1_234_567]),
        (("1.234", "7,5"), "sv", [1234, 7.5]),
        (("1.234", "7.5"), "nb", [1.234, 7.5]),
        (("1,234", "1,234,567"), "sv", [1234, 1_234_567]),
        (("1,234", "1,234.5"), "nb", [1234, 1234.5]),
        (("1,234", "7,5"), "en", [1.234, 7.5]),
        (("1,234", "1,234,567"), "en", [1234, 1_234_567]),
        (("1.234", "0.5"), "sv", [1.234, 0.5]),
        (("1.234 st", "7.5 st"), "sv", [1.234, 7.5]),
        # Both are shown: 1.234 is refused, and nothing else.
        (("1.234", "7,5", "0.5"), "sv", [7.5, 0.5]),
    ],
)
def test_decimal_signs_and_thousands(tmp_path, cells, language, found):
    """One cell that shows it decides for its column, in each language."""
    table = "Kommun\tVärde\n" + "".join(f"Ånge\t{cell}\n" for cell in cells)
    assert values(tmp_path, table, "larm.txt", language=language, country="SE") == found


def test_a_doubtful_number_is_a_line_of_the_audit(tmp_path):
    """Of three cells one can be read two ways."""
    dataset = ingested(tmp_path, "Kommun;Antal larm\nÅnge;1.234\nTimrå;1,5\nKramfors;0.5\n", LARM)
    assert rows(dataset) == [["SE-2262", 1.5], ["SE-2282", 0.5]]
    refused = dataset.audit.query("kind == 'unclaimed'")
    assert refused[["text", "reason"]].values.tolist() == [["1.234", "digits that can be read two ways"]]


@pytest.mark.parametrize("header", ["Andel", "Andel (%)", "Digitala, procent", "Digitala"])
def test_no_share_is_a_thousand_percent(tmp_path, header):
    """Where all cells have three decimals, the unit of the header or of the recipe decides."""
    entry = f'columns = {{ "{header}" = "digital" }}\nunit = "percent"'
    dataset = ingested(tmp_path, f'Kommun;"{header}"\nÅnge;45.512\nTimrå;12.345\n', entry)
    assert dataset.observations["value"].tolist() == [45.512, 12.345]


def test_a_minus_in_every_form():
    """03: seven ways to print it."""
    assert [value for (value,) in extracted(FILES / "03-signs-counts.csv", "value")] == [-45] * 7


def test_counts_below_nothing_are_refused_with_their_rows(tmp_path):
    """All at once; an entry of changes takes them."""
    content = (FILES / "03-signs-counts.csv").read_bytes()
    entry = 'columns = { "Förändring i antal larm" = "_T" }'
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    with pytest.raises(RecipeError, match=r"below nothing: '-45' \(table 1 row 1(.|\n)*'45-' \(table 1 row 7"):
        ingested(tmp_path / "a", content, entry)
    dataset = ingested(tmp_path / "b", content, f'{entry}\nperiod = "2012/2013"', read="change")
    assert rows(dataset, "value", "role", "period") == [[-45, "rate", "2012/2013"]] * 7


def test_a_draft_of_changes_reads_them(tmp_path):
    """What is below nothing is drafted as a change."""
    assert 'read = "change"' in draft_recipe(read_document(FILES / "03-signs-counts.csv"), source_id="larm")


def test_money_and_percent_may_be_below_nothing(tmp_path):
    """A result of -45 tkr, a change of -3,5 percent."""
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    table = "Kommun;Resultat (tkr);Ändring (%)\nÅnge;(45);- 3,5\nTimrå;45-;–2\n"
    money = ingested(tmp_path / "a", table, 'columns = { "Resultat (tkr)" = "_T" }', indicator="programme_budget")
    assert money.observations["value"].tolist() == [-45_000, -45_000]
    share = ingested(tmp_path / "b", table, 'columns = { "Ändring (%)" = "_T" }\nunit = "percent"')
    assert share.observations["value"].tolist() == [-3.5, -2]


def test_denominators_below_nothing_are_refused(tmp_path):
    """No municipality has fewer than no inhabitants."""
    path = file(tmp_path, "region;2012;2013\n2260 Ånge;-45;9600\n")
    with pytest.raises(DocumentError, match="'-45'"):
        read_denominators(path, country="SE")


@pytest.mark.parametrize("numbers", [";1;2", "1;2;3", ";0;1", "(1);(2);(3)", ";1.;2."])
def test_numbers_of_columns_are_no_figures(tmp_path, numbers):
    """A row below the header that numbers the columns."""
    table = f"Kommun;Antal larm;Digitala\n{numbers}\nÅnge;450;12\nTimrå;300;13\n"
    assert values(tmp_path, table) == [450, 12, 300, 13]
    (tmp_path / "a").mkdir()
    dataset = ingested(tmp_path / "a", table, LARM)
    assert dataset.observations["value"].tolist() == [450, 300]
    assert dataset.audit.query("kind == 'unclaimed'")["text"].tolist() == ["12", "13"]


def test_a_range_between_1900_and_2099_is_one_of_counts(tmp_path):
    """2000-2100 alarms are no years."""
    dataset = ingested(tmp_path, "Kommun;Antal larm\nÅnge;450\nTimrå;2000-2100\nKramfors;minst 2000\n", LARM)
    assert rows(dataset, "lower", "upper") == [[450, 450], [2000, 2100], [2000, float("inf")]]
    assert values(tmp_path, "Kommun;Larm\nÅnge;450\nTimrå;beslut 2013\nKramfors;2013\n") == [450, 2013]


@pytest.mark.parametrize("header", ["Nr", "Löpnr", "", "Rang"])
def test_numbers_of_rows_are_no_figures(tmp_path, header):
    """1, 2, 3 before the names of municipalities; 2, 1, 3 are counts."""
    assert values(tmp_path, f"{header};Kommun;Larm\n1;Ånge;450\n2;Timrå;300\n3;Kramfors;12\n") == [450, 300, 12]
    assert len(values(tmp_path, f"{header};Kommun;Larm\n2;Ånge;450\n1;Timrå;300\n3;Kramfors;12\n")) == 6


def test_a_row_of_small_counts_is_no_numbering(tmp_path):
    """1, 2 beside the name of a municipality."""
    assert values(tmp_path, "Kommun;Antal larm;Digitala\nÅnge;1;2\nTimrå;3;4\n") == [1, 2, 3, 4]


def test_digits_that_are_days_or_persons_are_no_counts(tmp_path):
    """A column of figures does not make a count of a day or of a number of a person."""
    found = values(tmp_path, "Kommun;Antal larm\nÅnge;450\nTimrå;20130402\nKramfors;121212-1212\n")
    assert [value for value in found if not isnan(value)] == [450]


@pytest.mark.parametrize(
    ("header", "language", "found"),
    [
        ("Antall alarmer", "nb", [900]),
        ("Antall alarmer (1000-tall)", "nb", [1200, 3450, 900_000]),
        ("Antall", "nb", [900]),
        ("Antal", "da", [900]),
        ("Larm", "sv", [900]),
        ("2013", "nb", [900]),
        ("Beløp", "nb", [900]),
        ("Kostnad (kr)", "sv", [900]),
        ("Beløp (mill. kr)", "nb", [1_200_000, 3_450_000, 900_000_000]),
        ("Andel", "nb", [1.2, 3.45, 900]),
        ("Årsverk", "nb", [1.2, 3.45, 900]),
        ("Number of alarms", "en", [1200, 3450, 900]),
    ],
)
def test_thousandths_of_things_that_are_counted_are_refused(tmp_path, header, language, found):
    """Below a count "1,200" is 1 200 for one program and 1.2 for another: nobody can say; 900 shows no thousandths."""
    table = f"Kommune;{header}\nOslo;1,200\nBergen;3,450\nAlta;900\n"
    assert values(tmp_path, table, language=language, country="NO") == found


def test_the_title_of_a_table_says_what_its_thousandths_are(tmp_path):
    """In millions of kroner 1,200 is 1.2 million; without a title nobody can say."""
    rows = "".join(f"<tr><td>{name}</td><td>{cell}</td></tr>" for name, cell in (("Oslo", "1,200"), ("Bergen", "900")))
    table = f"<table><tr><th>Kommune</th><th>Beløp</th></tr>{rows}</table>"
    found = [
        figures_of(read_document(written(tmp_path / f"{len(title)}.html", f"<p>{title}</p>{table}"))).value.tolist()
        for title in ("Tilskudd i mill. kr", "Tilskudd")
    ]
    assert found == [[1_200_000.0, 900_000_000.0], [900.0]]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Bergen har 1,200 alarmer.", "nb", []),
        ("Kostnaden var 1,250 kr.", "nb", []),
        ("Ånge har 1,200 larm.", "sv", []),
        ("Aarhus har 1,200 alarmer.", "da", []),
        ("Bergen has 1.200 alarms.", "en", []),
        ("Bergen har 1.200 alarmer.", "nb", [1200.0]),
        ("Bergen har 0,200 alarmer per innbygger.", "nb", [0.2]),
        ("Bergen har 1,250 årsverk.", "nb", [1.25]),
        ("Kostnaden var 1,250 mill. kr.", "nb", [1_250_000.0]),
        ("Andelen er 1,250 prosent.", "nb", [1.25]),
    ],
)
def test_thousandths_in_a_sentence(text, language, found):
    """What is counted, and kroner, have none: nobody can say whether 1,200 are 1 200 or 1.2; millions and shares do."""
    country = {"sv": "SE", "da": "DK"}.get(language, "NO")
    assert extract_quantities(text, country=country, language=language)["value"].tolist() == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        *(
            (cell, [-45.0])
            for cell in ("—45", "-45 larm", "− 45 alarmer", "(45)", "45-", "(-45)", "－45", "﹣ 45", "45－")
        ),
        *((cell, [-1200.0]) for cell in ("(1 200)", "-1.200 larm", "− 1 200", "(1.200)")),
        ("–45 tkr", [-45_000.0]),
        ("-45 %", [-45.0]),
        ("-0", [0.0]),
        ("-45–-20", []),
    ],
)
def test_a_minus_before_a_unit_and_around_thousands(tmp_path, cell, found):
    """With a unit behind, in brackets around blanks, as a long dash; two of them leave open what is meant."""
    table = f"Kommune;Endring\nOslo;{cell}\nBergen;300\nAlta;20\n"
    assert values(tmp_path, table, country="NO", language="nb") == [*found, 300.0, 20.0]


@pytest.mark.parametrize(
    ("cell", "bounds"),
    [
        (",5", (0.5, 0.45, 0.55)),
        (".5", (0.5, 0.45, 0.55)),
        ("−.25", (-0.25, -0.255, -0.245)),
        (",125", (0.125, 0.1245, 0.1255)),
        ("1,12E+03", (1120, 1115, 1125)),
        ("3E2", (300, 250, 350)),
        ("4.5E-1", (0.45, 0.445, 0.455)),
        ("2e0", (2, 2, 2)),
    ],
)
def test_numbers_as_programs_print_them(tmp_path, cell, bounds):
    """Without a zero before the decimals, and by powers of ten, as exact as their digits."""
    table = f"Kommun;Andel\nÅnge;{cell}\nTimrå;0,25\n"
    assert extracted(file(tmp_path, table), "value", "lower", "upper")[0] == list(bounds)


@pytest.mark.parametrize("cell", ["3 00", "12 5", "1.20.0"])
def test_torn_digits_are_refused(tmp_path, cell):
    """Groups of two digits are no thousands: nobody can say which number it was."""
    assert values(tmp_path, f"Kommun;Antal\nÅnge;{cell}\nTimrå;300\n") == [300]


def test_years_behind_a_word_for_areas_head_counts_that_look_like_years(tmp_path):
    """1950 and 2013 below 2012 and 2013 are counts; without a word for areas the first row may be data."""
    table = "Kommune;2012;2013\nOslo;1950;2013\nBergen;2001;1999\n"
    found = extracted(file(tmp_path, table), "area", "value", country="NO", language="nb")
    assert found == [["NO-0301", 1950], ["NO-0301", 2013], ["NO-4601", 2001], ["NO-4601", 1999]]
