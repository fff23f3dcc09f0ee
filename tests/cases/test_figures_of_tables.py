"""Each figure of a table by area in full: its place, bounds, unit, qualifier, role and period."""

from math import inf, nan

import pytest
from carriers import CARRIERS
from made import ingested, rows

from ehealth_stats.errors import RecipeError

TWO = 'columns = { Larm = "_T", Digitala = "digital" }'
LARM = 'columns = { Larm = "_T" }'


def left(dataset) -> list[str]:
    """Return the numbers that no entry takes."""
    return dataset.audit.loc[dataset.audit["kind"] == "unclaimed", "text"].tolist()


def test_a_header_multiplies_bare_figures_only(tmp_path):
    """Below "tkr" 450 is 449,500 to 450,500 kronor and no more exact; 1 200 kr and "ca" say it themselves."""
    table = "Kommun;Kostnad (tkr)\nÅnge;450\nTimrå;1 200 kr\nKramfors;ca 300\nSundsvall;0\nSumma;1 951\n"
    dataset = ingested(tmp_path, table, 'columns = { "Kostnad (tkr)" = "_T" }', indicator="programme_budget")
    assert set(dataset.observations["unit"]) == {"SEK"}
    assert rows(dataset, "area", "value", "lower", "upper", "qualifier", "role") == [
        ["SE-2260", 450_000, 449_500, 450_500, "rounded", "reported"],
        ["SE-2262", 1_200, 1_200, 1_200, "exact", "reported"],
        # half a hundred either way would be more than a tenth
        ["SE-2282", 300_000, 270_000, 330_000, "approximate", "reported"],
        ["SE-2281", 0, -500, 500, "rounded", "reported"],
        ["SE-22", 1_951_000, 1_950_500, 1_951_500, "rounded", "stated_total"],
    ]


def test_money_below_nothing_in_groups_of_digits(tmp_path):
    """A minus holds for a number with blanks, and one with a note."""
    table = "Kommun;Resultat (tkr)\nÅnge;(1 800)\nTimrå;- 1 800\nKramfors;1 800-\nSundsvall;(45)*\n"
    dataset = ingested(tmp_path, table, 'columns = { "Resultat (tkr)" = "_T" }', indicator="programme_budget")
    assert rows(dataset) == [
        ["SE-2260", -1_800_000], ["SE-2262", -1_800_000], ["SE-2282", -1_800_000], ["SE-2281", -45_000],
    ]  # fmt: skip


def test_bounds_of_percentages(tmp_path):
    """0 is no less than nothing, a change below nothing is; what is at least 45 is not rounded."""
    table = "Kommun;Andel (%)\nÅnge;0\nTimrå;45\nKramfors;minst 45\nSundsvall;-3,5\nHärnösand;-3\n"
    dataset = ingested(tmp_path, table, 'columns = { "Andel (%)" = "digital" }\nunit = "percent"')
    assert rows(dataset, "area", "lower", "upper", "qualifier") == [
        ["SE-2260", 0, 0.5, "rounded"],
        ["SE-2262", 44.5, 45.5, "rounded"],
        ["SE-2282", 45, inf, "at_least"],
        ["SE-2281", -3.55, -3.45, "rounded"],
        ["SE-2280", -3.5, -2.5, "rounded"],
    ]


def test_a_point_in_a_share_parts_no_thousands(tmp_path):
    """45.512 is between 45 and 46 percent, in a column whose header says so or by the recipe; 45.512 alarms are not."""
    table = "Kommun;Andel;Larm\nÅnge;45.512;1.234\nTimrå;12.345;2.345\n"
    dataset = ingested(tmp_path, table, 'columns = { Andel = "digital" }\nunit = "percent"')
    assert rows(dataset, "area", "value", "lower", "upper") == [
        ["SE-2260", 45.512, 45.5115, 45.5125],
        ["SE-2262", 12.345, 12.3445, 12.3455],
    ]
    (tmp_path / "a").mkdir()
    assert rows(ingested(tmp_path / "a", table, LARM)) == [["SE-2260", 1234], ["SE-2262", 2345]]


def test_the_unit_of_a_header_goes_before_that_of_the_row(tmp_path):
    """A column of units is for columns that name none."""
    table = "Kommun;Enhet;Värde;Kostnad (mnkr)\nÅnge;tkr;450;1\nTimrå;kr;451;2\n"
    entry = 'columns = { "Värde" = "_T", "Kostnad (mnkr)" = "unclassified" }'
    dataset = ingested(tmp_path, table, entry, indicator="programme_budget")
    assert rows(dataset, "area", "breakdown", "value", "lower", "upper") == [
        ["SE-2260", "_T", 450_000, 449_500, 450_500],
        ["SE-2260", "unclassified", 1_000_000, 500_000, 1_500_000],
        ["SE-2262", "_T", 451, 451, 451],
        ["SE-2262", "unclassified", 2_000_000, 1_500_000, 2_500_000],
    ]


def test_the_first_figure_of_a_cell_is_the_cells(tmp_path):
    """Cells before it may be empty; what stands behind it stays in the audit."""
    table = (
        "Kommun;Larm;Digitala\nÅnge;;\nTimrå;;45 (i fjol 46)\nKramfors;12 larm, 13 kameror;\nSundsvall;450;7 (8)\n"
        "Härnösand;60 (+14 enbart HSA);9\n"
    )
    dataset = ingested(tmp_path, table, TWO)
    assert rows(dataset, "area", "breakdown", "value", "text") == [
        ["SE-2262", "digital", 45, "45"],
        ["SE-2282", "_T", 12, "12 larm"],
        ["SE-2281", "_T", 450, "450"],
        ["SE-2281", "digital", 7, "7"],
        ["SE-2280", "_T", 60, "60"],
        ["SE-2280", "hsa_only", 14, "+14 enbart HSA"],
        ["SE-2280", "digital", 9, "9"],
    ]
    assert left(dataset) == ["46", "13", "8"]


def test_the_period_of_a_row_goes_before_that_of_the_entry(tmp_path):
    """A row without one has the entry's."""
    table = "Kommun;År;Larm\nÅnge;2012;450\nÅnge;2013;460\nTimrå;2012;300\nKramfors;;12\n"
    dataset = ingested(tmp_path, table, f'{LARM}\nperiods = "År"\nperiod = "2011"')
    assert rows(dataset, "area", "period", "value") == [
        ["SE-2260", "2012", 450], ["SE-2260", "2013", 460], ["SE-2262", "2012", 300], ["SE-2282", "2011", 12],
    ]  # fmt: skip


def test_levels_above_the_finest_are_totals(tmp_path):
    """A country beside its counties is one, a country alone is not; a sum always is."""
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    alone = ingested(tmp_path / "a", "Område;Larm\nRiket;450\nSumma;451\n", LARM, table="Område")
    assert rows(alone, "area", "role") == [["SE", "reported"], ["SE-22", "stated_total"]]
    table = "Område;Larm\nVästernorrlands län;450\nJämtlands län;30\nRiket;9 000\n"
    beside = ingested(tmp_path / "b", table, LARM, table="Område")
    assert rows(beside, "area", "role") == [["SE-22", "reported"], ["SE-23", "reported"], ["SE", "stated_total"]]


def test_counts_below_nothing_are_refused_by_their_cells(tmp_path):
    """-5 and -12; 0 and a sign in place of a number are none of them."""
    table = "Kommun;Larm;Digitala\nÅnge;-5;45\nTimrå;300;-\nKramfors;0;-12\n"
    with pytest.raises(RecipeError) as error:
        ingested(tmp_path, table, TWO)
    assert (
        "counts of safety_alarms are below nothing: '-5' (table 1 row 1 column Larm chars 0-2), "
        "'-12' (table 1 row 3 column Digitala chars 0-3)\n"
    ) in str(error.value)


def test_a_figure_in_another_unit_is_left_to_the_audit(tmp_path):
    """The one cell with kronor among alarms is no row, and the others are; where all are in kronor nobody counted."""
    dataset = ingested(tmp_path, "Kommun;Larm\nÅnge;450\nTimrå;12 kr\n", LARM)
    assert rows(dataset) == [["SE-2260", 450]]
    assert dataset.audit.query("kind == 'unclaimed'")[["text", "locator"]].values.tolist() == [
        ["12", "table 1 row 2 column Larm chars 0-2"]
    ]
    (tmp_path / "all").mkdir()
    with pytest.raises(RecipeError, match=r"'450 kr' is in SEK, and safety_alarms in alarms\n.*table 1 row 1 column"):
        ingested(tmp_path / "all", "Kommun;Larm\nÅnge;450 kr\nTimrå;12 kr\n", LARM)


def test_signs_and_words_in_place_of_numbers(tmp_path):
    """Each named cell that is not empty is a row: with what the recipe says, what everybody knows, or no figure."""
    table = "Kommun;Larm;Digitala\nÅnge;x;*\nTimrå;300;ej i drift\nKramfors;;2013\nSundsvall;007;<5\n"
    dataset = ingested(tmp_path, table, f'{TWO}\nsigns = {{ x = "0" }}')
    assert rows(dataset, "area", "breakdown", "lower", "upper", "qualifier", "status") == [
        ["SE-2260", "_T", 0, 0, "exact", "A"],
        ["SE-2260", "digital", 0, inf, "suppressed", "Q"],
        ["SE-2262", "_T", 300, 300, "exact", "A"],
        ["SE-2262", "digital", 0, inf, "not_available", "O"],
        ["SE-2282", "digital", 2013, 2013, "exact", "A"],
        ["SE-2281", "_T", 7, 7, "exact", "A"],
        ["SE-2281", "digital", 0, 4, "less_than", "E"],
    ]
    # 007 below "Larm" is filled up with zeros, as 0450 is
    assert "code" not in dataset.audit["reason"].tolist()


def test_what_stands_in_columns_that_are_not_named_stays_out(tmp_path):
    """Between the named columns and behind them."""
    table = "Kommun;Larm;Kameror;Digitala;Not\nÅnge;450;1;45;2\nTimrå;300;3;30;4\nSumma;750;4;75;\n"
    dataset = ingested(tmp_path, table, TWO)
    assert rows(dataset, "area", "breakdown", "value") == [
        ["SE-2260", "_T", 450], ["SE-2260", "digital", 45], ["SE-2262", "_T", 300], ["SE-2262", "digital", 30],
        ["SE-22", "_T", 750], ["SE-22", "digital", 75],
    ]  # fmt: skip
    assert left(dataset) == ["1", "2", "3", "4", "4"]


def test_a_turned_table(tmp_path):
    """Its columns are the areas; the rows that the entry names are read."""
    table = "Nyckeltal;Ånge;Timrå;Summa\nLarm;450;300;750\nKameror;1;2;3\nDigitala;45;;45\n"
    dataset = ingested(tmp_path, table, f"{TWO}\ntransposed = true", table="Nyckeltal")
    assert rows(dataset, "area", "breakdown", "value", "role") == [
        ["SE-2260", "_T", 450, "reported"],
        ["SE-2260", "digital", 45, "reported"],
        ["SE-2262", "_T", 300, "reported"],
        ["SE-22", "_T", 750, "stated_total"],
        ["SE-22", "digital", 45, "stated_total"],
    ]
    assert left(dataset) == ["1", "2", "3"]


def test_a_column_of_totals_spans_the_years_beside_it(tmp_path):
    """2012 and 2013 have their own period, their sum the role of a total."""
    table = "Kommun;2012;2013;Totalt\nÅnge;450;460;910\nTimrå;300;310;610\n"
    dataset = ingested(tmp_path, table, 'totals = ["Totalt"]')
    assert rows(dataset, "area", "period", "value", "role") == [
        ["SE-2260", "2012", 450, "reported"],
        ["SE-2260", "2013", 460, "reported"],
        ["SE-2260", "2012/2013", 910, "stated_total"],
        ["SE-2262", "2012", 300, "reported"],
        ["SE-2262", "2013", 310, "reported"],
        ["SE-2262", "2012/2013", 610, "stated_total"],
    ]


def test_an_empty_cell_that_is_a_mark_is_its_rows(tmp_path):
    """Only beside names of areas, and only where the cell is empty."""
    table = "Kommun;NPÖ;Pascal\nÅnge;Ja;\nTimrå;;Nej\nKramfors;pågår;Ja 1)\n"
    entry = 'columns = { "NPÖ" = "_T", Pascal = "digital" }\nmarks = { Ja = "done", Nej = "not done", "" = "not done" }'
    dataset = ingested(tmp_path, table, entry, indicator="npo_consumer")
    found = dataset.observations[["area", "breakdown", "value", "lower", "upper", "text"]].fillna(nan)
    assert found.drop(columns="value").values.tolist() == [
        ["SE-2260", "_T", 1, 1, "Ja"],
        ["SE-2260", "digital", 0, 0, "Ånge"],
        ["SE-2262", "_T", 0, 0, "Timrå"],
        ["SE-2262", "digital", 0, 0, "Nej"],
        ["SE-2282", "_T", 0, 1, "pågår"],
        ["SE-2282", "digital", 1, 1, "Ja 1)"],
    ]
    assert found["value"].isna().tolist() == [False, False, False, False, True, False]


OF_A_KIND = [
    ["Kommun", "Larm"],
    ["Ånge", "450 varav 45 digitala"],
    ["Kramfors", "inga digitala"],
    ["Timrå", "samtliga analoga"],
    ["Sollefteå", "200, samtliga digitala"],
    ["Härnösand", "nästan inga digitala"],
]


@pytest.mark.parametrize("carrier", ["csv", "html", "docx", "pptx", "xlsx", "odt", "pdf", "eml"])
def test_none_and_all_of_a_kind_are_parts(tmp_path, carrier):
    """Kramfors has no digital alarms, not no alarms; of how many Timrå's are all the table does not say."""
    suffix, content = CARRIERS[carrier]([], OF_A_KIND)
    dataset = ingested(tmp_path, content, LARM, name=f"larm{suffix}")
    assert rows(dataset, "area", "breakdown", "lower", "upper") == [
        ["SE-2260", "_T", 450, 450],
        ["SE-2260", "digital", 45, 45],
        ["SE-2282", "digital", 0, 0],
        ["SE-2262", "analogue", 0, inf],
        ["SE-2283", "_T", 200, 200],
        ["SE-2283", "digital", 200, 200],
        ["SE-2280", "digital", 1, inf],
    ]
