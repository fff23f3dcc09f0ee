"""Tables by municipality: read = "table"."""

from math import inf
from pathlib import Path

import pytest

from ehealth_stats import ingest
from ehealth_stats.errors import RecipeError

SOURCE = """
[source]
id = "larm"
programme = "made-up"
title = "Larm"
producer = "Made-up association"
language = "sv"
country = "SE"
scope = "SE-22"
published = "2014-02-01"

[[observations]]
indicator = "safety_alarms"
table = "Kommun"
read = "table"
"""
COLUMNS = 'columns = { "Antal larm" = "_T", "varav digitala" = "digital" }\n'


def read(folder: Path, table: str, entry: str):
    """Ingest one CSV file with a recipe."""
    (folder / "larm").mkdir()
    (folder / "larm" / "larm.csv").write_text(table, "utf-8")
    (folder / "larm" / "recipe.toml").write_text(SOURCE + entry, "utf-8")
    return ingest(folder)


def test_named_columns_become_categories_and_total_rows_stated_totals(tmp_path):
    """A footnote star, words in cells, an empty cell, a county row and a sum: each as it is meant."""
    table = (
        "Kommun;Antal larm;varav digitala\nÅnge*;450;c:a 60\nSundsvall;1 800;okänt\nTimrå;2013;\n"
        "Västernorrlands län;4 263;\nSumma;4263;60\n"
    )
    dataset = read(tmp_path, table, COLUMNS)
    rows = dataset.observations
    assert rows[["area", "breakdown", "qualifier", "role"]].values.tolist() == [
        ["SE-2260", "_T", "exact", "reported"],
        ["SE-2260", "digital", "approximate", "reported"],
        ["SE-2281", "_T", "exact", "reported"],
        ["SE-2281", "digital", "unknown", "reported"],
        ["SE-2262", "_T", "exact", "reported"],
        ["SE-22", "_T", "exact", "stated_total"],
        ["SE-22", "_T", "exact", "stated_total"],
        ["SE-22", "digital", "exact", "stated_total"],
    ]
    # 450 + 1 800 + 2 013 = 4 263: a count that looks like a year is a count.
    assert rows["value"].dropna().tolist() == [450, 60, 1800, 2013, 4263, 4263, 60]
    assert "unclaimed" not in set(dataset.audit["kind"])


def test_a_dash_in_a_named_column_is_not_available(tmp_path):
    """A dash says that there is no figure, an empty cell nothing; one in a column without a name stays out."""
    table = "Kommun;Antal larm;varav digitala;Not\nÅnge;450;-;-\nSundsvall;–;;\nTimrå;300;—;x\n"
    dataset = read(tmp_path, table, COLUMNS)
    rows = dataset.observations
    missing = rows[rows["qualifier"] == "not_available"]
    assert missing[["area", "breakdown", "lower", "upper", "status", "text"]].values.tolist() == [
        ["SE-2260", "digital", 0, inf, "O", "-"],
        ["SE-2281", "_T", 0, inf, "O", "–"],
        ["SE-2262", "digital", 0, inf, "O", "—"],
    ]
    assert missing["value"].isna().all()
    assert len(rows) == 5
    audit = dataset.audit
    assert audit.loc[audit["text"].isin(["-", "–", "—"]), "kind"].tolist() == ["claimed"] * 3
    assert set(audit["observation_id"]) - {""} == set(rows["observation_id"])


def test_years_in_the_header_are_the_periods(tmp_path):
    """Without named columns each year column is read for its year."""
    rows = read(tmp_path, "Kommun;2012;2013\nÅnge;440;450\nTimrå;290;300\n", "").observations
    assert rows[["area", "period", "value"]].values.tolist() == [
        ["SE-2260", "2012", 440],
        ["SE-2260", "2013", 450],
        ["SE-2262", "2012", 290],
        ["SE-2262", "2013", 300],
    ]


def test_a_column_of_periods_dates_each_row(tmp_path):
    """A long table has a row a municipality and year."""
    entry = 'periods = "År"\ncolumns = { Antal = "_T" }\n'
    rows = read(tmp_path, "Kommun;År;Antal\nÅnge;2012;440\nÅnge;2013;450\n", entry).observations
    assert rows[["period", "value"]].values.tolist() == [["2012", 440], ["2013", 450]]


def test_rows_that_name_no_municipality_are_all_listed(tmp_path):
    """Two misspelt names: one error with both, their cells and the nearest names."""
    table = "Kommun;Antal larm;varav digitala\nÅnge;450;45\nSunsvall;1800;\nTimrå;300;5\nKrafors;560;0\n"
    with pytest.raises(RecipeError) as caught:
        read(tmp_path, table, COLUMNS)
    assert "Sundsvall" in str(caught.value)
    assert "Kramfors" in str(caught.value)


def test_a_missing_column_is_named_with_those_there_are(tmp_path):
    """The error lists the headers and the nearest one."""
    with pytest.raises(RecipeError, match="did you mean 'Antal larm'"):
        read(tmp_path, "Kommun;Antal larm\nÅnge;450\n", 'columns = { "Antal larmen" = "_T" }\n')


# Layouts
NORWAY = SOURCE.replace('language = "sv"', 'language = "nb"').replace('"SE"', '"NO"').replace('scope = "SE-22"\n', "")
MONEY = SOURCE.replace("safety_alarms", "programme_budget")


def rows_of(folder: Path, table: str, entry: str, source: str = SOURCE, name: str = "larm.csv"):
    """Ingest one table with a recipe, and return the observations."""
    (folder / "larm").mkdir()
    (folder / "larm" / name).write_text(table, "utf-8")
    (folder / "larm" / "recipe.toml").write_text(source + entry, "utf-8")
    return ingest(folder).observations


def test_a_merged_header_names_all_columns_below_it(tmp_path):
    """Larm and Digitala over 2012 and 2013: one name stands for both years, each with its period."""
    page = """<table><tr><th rowspan=2>Kommun</th><th colspan=2>Larm</th><th colspan=2>Digitala</th></tr>
    <tr><th>2012</th><th>2013</th><th>2012</th><th>2013</th></tr>
    <tr><td>Ånge</td><td>440</td><td>450</td><td>40</td><td>45</td></tr></table>"""
    entry = 'columns = { Larm = "_T", Digitala = "digital" }\n'
    rows = rows_of(tmp_path, page, entry, name="larm.html")
    assert rows[["breakdown", "period", "value"]].values.tolist() == [
        ["_T", "2012", 440],
        ["_T", "2013", 450],
        ["digital", "2012", 40],
        ["digital", "2013", 45],
    ]


def test_years_under_several_headers_need_their_columns_named(tmp_path):
    """Larm 2012 and Digitala 2012 are two things: without names nobody can say which is meant."""
    with pytest.raises(RecipeError, match="years stand in the headers of several things"):
        rows_of(tmp_path, "Kommun;Larm 2012;Digitala 2012\nÅnge;440;40\n", "")


def test_a_header_repeated_after_a_page_break_is_no_row(tmp_path):
    """The second page starts with the header again."""
    table = "Kommun;Antal larm;varav digitala\nÅnge;450;45\nKommun;Antal larm;varav digitala\nTimrå;300;5\n"
    rows = rows_of(tmp_path, table, COLUMNS)
    assert rows["value"].tolist() == [450, 45, 300, 5]


def test_a_total_column_is_a_stated_total_where_the_recipe_says_so(tmp_path):
    """The sum of two years has the period of both and is no reading of its own: 10 + 12 = 22."""
    rows = rows_of(tmp_path, "Kommun;2012;2013;Totalt\nÅnge;10;12;22\n", 'totals = "Totalt"\n')
    assert rows[["period", "value", "role"]].values.tolist() == [
        ["2012", 10, "reported"],
        ["2013", 12, "reported"],
        ["2012/2013", 22, "stated_total"],
    ]


@pytest.mark.parametrize("name", ["Summa", "Totalt:", "Länet totalt", "Summa kommuner", "TOTALT I LÄNET"])
def test_a_total_row_is_that_of_the_scope(tmp_path, name):
    """However the sum is called, it is the scope's and enters no sum."""
    table = f"Kommun;Antal larm;varav digitala\nÅnge;450;45\n{name};450;45\n"
    rows = rows_of(tmp_path, table, COLUMNS)
    assert rows[["area", "role"]].values.tolist()[2:] == [["SE-22", "stated_total"]] * 2


def test_county_rows_are_stated_totals_among_municipalities_and_reported_alone(tmp_path):
    """The finest level of a table is what it reports; rows above it are sums of it."""
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    entry = 'columns = { Antal = "_T" }\n'
    mixed = "Kommun;Antal\nVästernorrlands län;750\nÅnge;450\nTimrå;300\n"
    rows = rows_of(tmp_path / "a", mixed, entry)
    assert rows[["area", "role"]].values.tolist() == [
        ["SE-22", "stated_total"],
        ["SE-2260", "reported"],
        ["SE-2262", "reported"],
    ]
    counties = "Kommun;Antal\nJämtlands län;120\nVästernorrlands län;750\nHela riket;870\n"
    rows = rows_of(tmp_path / "b", counties, entry)
    assert rows[["area", "role"]].values.tolist() == [
        ["SE-23", "reported"],
        ["SE-22", "reported"],
        ["SE", "stated_total"],
    ]


def test_footnotes_below_the_table_and_at_names_are_no_rows(tmp_path):
    """Ånge* and Timrå 1) are Ånge and Timrå; the notes below are text."""
    table = "Kommun;Antal larm;varav digitala\nÅnge*;450;45\nTimrå 1);300;5\n* beräknat 2012;;\n1) utom 12 larm;;\n"
    rows = rows_of(tmp_path, table, COLUMNS)
    assert rows[["area", "value"]].values.tolist() == [
        ["SE-2260", 450],
        ["SE-2260", 45],
        ["SE-2262", 300],
        ["SE-2262", 5],
    ]


@pytest.mark.parametrize("name", ["0301", "301", "301 Oslo", "0301 Oslo", "K-0301 Oslo", "K-0301", "Oslo kommune"])
def test_codes_stand_for_names_with_or_without_their_zero(tmp_path, name):
    """The capital in seven spellings."""
    source = NORWAY.replace('table = "Kommun"', 'table = "Kommune"')
    rows = rows_of(tmp_path, f"Kommune;Antall\n{name};1200\n", 'columns = { Antall = "_T" }\n', source)
    assert rows[["area", "value"]].values.tolist() == [["NO-0301", 1200]]


def test_a_code_beside_another_name_is_refused(tmp_path):
    """0301 is Oslo, not Bergen: one of the two is wrong."""
    source = NORWAY.replace('table = "Kommun"', 'table = "Kommune"')
    with pytest.raises(RecipeError, match="0301 Bergen"):
        rows_of(tmp_path, "Kommune;Antall\n0301 Bergen;1200\n", 'columns = { Antall = "_T" }\n', source)


def test_a_column_of_unknown_counts_is_a_part_without_class(tmp_path):
    """Vet ej counts alarms that nobody can class: 45 + 5 + 400 = 450."""
    table = "Kommun;Antal larm;Digitala;Vet ej\nÅnge;450;45;5\n"
    entry = 'columns = { "Antal larm" = "_T", Digitala = "digital", "Vet ej" = "unclassified" }\n'
    rows = rows_of(tmp_path, table, entry)
    assert rows[["breakdown", "value", "qualifier"]].values.tolist() == [
        ["_T", 450, "exact"],
        ["digital", 45, "exact"],
        ["unclassified", 5, "exact"],
    ]


def test_a_turned_table_with_years_as_rows(tmp_path):
    """Municipalities are the columns, years the rows."""
    entry = "transposed = true\n"
    rows = rows_of(tmp_path, "Kommun;Ånge;Timrå;Summa\n2012;440;290;730\n2013;450;c:a 300;750\n", entry)
    assert rows[["area", "period", "value", "role"]].values.tolist() == [
        ["SE-2260", "2012", 440, "reported"],
        ["SE-2260", "2013", 450, "reported"],
        ["SE-2262", "2012", 290, "reported"],
        ["SE-2262", "2013", 300, "reported"],
        ["SE-22", "2012", 730, "stated_total"],
        ["SE-22", "2013", 750, "stated_total"],
    ]


def test_a_turned_table_with_indicators_as_rows(tmp_path):
    """The recipe names the rows as it names columns of others."""
    entry = COLUMNS + "transposed = true\n"
    rows = rows_of(tmp_path, "Kommun;Ånge;Timrå\nAntal larm;450;300\nBilar;3;4\nvarav digitala;45;5\n", entry)
    assert rows[["area", "breakdown", "value"]].values.tolist() == [
        ["SE-2260", "_T", 450],
        ["SE-2260", "digital", 45],
        ["SE-2262", "_T", 300],
        ["SE-2262", "digital", 5],
    ]


@pytest.mark.parametrize(
    ("header", "value", "lower", "upper"),
    [
        # half a printed unit each way, times a thousand
        ("Kostnad (tkr)", 2_519_000, 2_518_500, 2_519_500),
        ("Kostnad, 1000 kr", 2_519_000, 2_518_500, 2_519_500),
        ("Kostnad i tusen kronor", 2_519_000, 2_518_500, 2_519_500),
        ("Kostnad (kr)", 2519, 2519, 2519),
        ("Kostnad (mkr)", 2_519e6, 2_518.5e6, 2_519.5e6),
    ],
)
def test_the_unit_of_a_header_is_that_of_its_figures(tmp_path, header, value, lower, upper):
    """Multiplied figures are rounded as printed."""
    entry = f'columns = {{ "{header}" = "_T" }}\n'
    rows = rows_of(tmp_path, f'Kommun;"{header}"\nÅnge;2 519\n', entry, MONEY)
    assert rows[["value", "lower", "upper", "unit"]].values.tolist() == [[value, lower, upper, "SEK"]]


def test_the_unit_of_a_title_is_that_of_all_columns(tmp_path):
    """Beviljade medel (tkr) stands above the header."""
    table = "Beviljade medel (tkr);\nKommun;2012;2013\nÅnge;40;50\n"
    rows = rows_of(tmp_path, table, "", MONEY)
    assert rows["value"].tolist() == [40_000, 50_000]


def test_a_figure_with_its_own_unit_keeps_it(tmp_path):
    """3 mkr in a column of tkr is three million."""
    entry = 'columns = { "Kostnad (tkr)" = "_T" }\n'
    rows = rows_of(tmp_path, "Kommun;Kostnad (tkr)\nÅnge;3 mkr\nTimrå;n/a\n", entry, MONEY)
    assert rows["value"].iloc[0] == 3e6
    assert rows[["lower", "upper", "unit"]].values.tolist()[1] == [0, float("inf"), "SEK"]


def test_percentages_are_no_counts(tmp_path):
    """A column in percent beside one of counts: each in its own unit, the percentage rounded by half a point."""
    entry = 'columns = { Antal = "_T", "Digitala (%)" = "digital" }\n'
    rows = rows_of(tmp_path, "Kommun;Antal;Digitala (%)\nÅnge;450;10\n", entry)
    assert rows[["value", "lower", "upper", "unit"]].values.tolist() == [
        [450, 450, 450, "alarms"],
        [10, 9.5, 10.5, "percent"],
    ]


@pytest.mark.parametrize(("header", "what"), [("Larm per 1 000 invånare", "per 1 000 invånare"), ("Larm (tkr)", "SEK")])
def test_a_column_in_another_unit_is_refused(tmp_path, header, what):
    """A rate or money is never taken for a number of alarms."""
    with pytest.raises(RecipeError, match=what):
        rows_of(tmp_path, f"Kommun;{header}\nÅnge;12\n", f'columns = {{ "{header}" = "_T" }}\n')


def test_two_municipalities_of_one_name_are_told_apart_by_a_county_column(tmp_path):
    """Våler is in Østfold and in Hedmark, Bø in Telemark and in Nordland, Herøy in Møre og Romsdal and in Nordland."""
    source = NORWAY.replace('table = "Kommun"', 'table = "Kommune"')
    table = "Fylke;Kommune;Antall\nØstfold;Våler;1\nHedmark;Våler;2\nTelemark;Bø;3\nNordland;Herøy;4\n"
    entry = 'areas = "Kommune"\ncounties = "Fylke"\ncolumns = { Antall = "_T" }\n'
    rows = rows_of(tmp_path, table, entry, source)
    assert rows["area"].tolist() == ["NO-0137", "NO-0426", "NO-0821", "NO-1818"]


def test_two_municipalities_of_one_name_are_told_apart_by_the_scope_or_refused(tmp_path):
    """Within Nordland Bø is one; without a scope it is two."""
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    source = NORWAY.replace('table = "Kommun"', 'table = "Kommune"')
    table, entry = "Kommune;Antall\nBø;3\nAndøy;4\n", 'columns = { Antall = "_T" }\n'
    scoped = source.replace('country = "NO"', 'country = "NO"\nscope = "NO-18"')
    assert rows_of(tmp_path / "a", table, entry, scoped)["area"].tolist() == ["NO-1867", "NO-1871"]
    with pytest.raises(RecipeError, match="Bø"):
        rows_of(tmp_path / "b", table, entry, source)


def test_a_former_municipality_is_that_of_the_day_of_its_figures(tmp_path):
    """Published in 2021: Røyken was merged in 2020, its row is of 2016; Asker (-2019) is the one before the merger."""
    source = NORWAY.replace('table = "Kommun"', 'table = "Kommune"').replace("2014-02-01", "2021-02-01")
    table = "Kommune;År;Antall\nRøyken;2016;10\nAsker (-2019);2016;20\nAsker;2020;35\n"
    entry = 'periods = "År"\ncolumns = { Antall = "_T" }\n'
    rows = rows_of(tmp_path, table, entry, source)
    assert rows[["area", "period"]].values.tolist() == [["NO-0627", "2016"], ["NO-0220", "2016"], ["NO-3025", "2020"]]


def test_a_name_that_spans_its_years_holds_for_all_of_them(tmp_path):
    """A cell over two rows names both."""
    page = """<table><tr><th>Kommun</th><th>År</th><th>Antal</th></tr>
    <tr><td rowspan=2>Ånge</td><td>2012</td><td>440</td></tr><tr><td>2013</td><td>450</td></tr></table>"""
    rows = rows_of(tmp_path, page, 'periods = "År"\ncolumns = { Antal = "_T" }\n', name="larm.html")
    assert rows[["area", "period", "value"]].values.tolist() == [["SE-2260", "2012", 440], ["SE-2260", "2013", 450]]


def test_rows_that_the_recipe_skips_stay_in_the_audit(tmp_path):
    """Okänd kommun is no municipality: its figure is not read, and not lost."""
    table = "Kommun;Antal\nÅnge;450\nOkänd kommun;12\n"
    dataset = read(tmp_path, table, 'columns = { Antal = "_T" }\nskip = "Okänd kommun"\n')
    assert dataset.observations["value"].tolist() == [450]
    assert dataset.audit.loc[dataset.audit["kind"] == "unclaimed", "text"].tolist() == ["Okänd", "12"]


def test_a_recipe_says_whom_a_misspelt_row_means(tmp_path):
    """Sunsvall is printed; the recipe says that it is Sundsvall."""
    entry = 'columns = { Antal = "_T" }\nnames = { Sunsvall = "SE-2281" }\n'
    assert rows_of(tmp_path, "Kommun;Antal\nSunsvall;1800\n", entry)["area"].tolist() == ["SE-2281"]


@pytest.mark.parametrize(
    ("scope", "area"),
    [("SE-2260|SE-2262", "SE-22"), ("SE-2260|SE-2321", "SE"), ("SE-22|SE-23", "SE"), ("SE-22", "SE-22")],
)
def test_a_sum_is_of_the_smallest_area_that_holds_the_scope(tmp_path, scope, area):
    """Two municipalities of a county are summed under the county, not under the country."""
    (tmp_path / "larm").mkdir()
    (tmp_path / "larm" / "larm.csv").write_text("Kommun;Antal larm\nÅnge;450\nTimrå;300\nSumma;750\n", "utf-8")
    recipe = SOURCE.replace('scope = "SE-22"', f'scope = "{scope}"') + 'columns = { "Antal larm" = "_T" }\n'
    (tmp_path / "larm" / "recipe.toml").write_text(recipe, "utf-8")
    assert ingest(tmp_path).observations.query("role == 'stated_total'")["area"].tolist() == [area]


def test_a_sum_whose_word_stands_left_of_the_names_is_a_stated_total(tmp_path):
    """The county stands in the first column, and so does the word for the sum; a sum of some rows stays unclaimed."""
    table = "Län;Kommun;Antal larm\nVästernorrland;Ånge;450\n;Timrå;300\nSumma väst;;750\nTotalt:;;750\n"
    dataset = read(tmp_path, table, 'areas = "Kommun"\ncolumns = { "Antal larm" = "_T" }\n')
    rows = dataset.observations[["area", "role", "value"]].values.tolist()
    assert rows == [["SE-2260", "reported", 450], ["SE-2262", "reported", 300], ["SE-22", "stated_total", 750]]
    assert dataset.audit.query("kind == 'unclaimed'")["text"].tolist() == ["750"]


def test_no_percentage_is_below_nothing(tmp_path):
    """0 % printed without decimals is 0 to 0.5 %."""
    entry = 'columns = { "Andel digitala (%)" = "digital" }\nunit = "percent"\n'
    rows = read(tmp_path, "Kommun;Andel digitala (%)\nÅnge;0\nTimrå;10\n", entry).observations
    assert rows[["lower", "upper"]].values.tolist() == [[0, 0.5], [9.5, 10.5]]


@pytest.mark.parametrize(("role", "total"), [("planned", "planned"), ("reported", "stated_total")])
def test_a_sum_of_plans_is_a_plan(tmp_path, role, total):
    """A planned total of 2015 is no reading of 2015."""
    table = "Kommun;Mål 2015\nÅnge;450\nTimrå;300\nSumma;750\n"
    rows = read(tmp_path, table, f'columns = {{ "Mål 2015" = "_T" }}\nrole = "{role}"\n').observations
    assert rows[["value", "role"]].values.tolist() == [[450, role], [300, role], [750, total]]


def test_a_sum_of_plans_in_a_list_is_a_plan(tmp_path):
    """As in a table."""
    (tmp_path / "larm").mkdir()
    (tmp_path / "larm" / "larm.txt").write_text("Planerat\nÅnge 450 larm\nTimrå 300 larm\nSumma: 750 larm\n", "utf-8")
    source = SOURCE.partition("table =")[0]
    entry = 'find = "Planerat"\nuntil = "*"\nread = "by area"\nrole = "planned"\n'
    (tmp_path / "larm" / "recipe.toml").write_text(source + entry, "utf-8")
    rows = ingest(tmp_path).observations
    assert rows[["area", "value", "role"]].values.tolist() == [
        ["SE-2260", 450, "planned"], ["SE-2262", 300, "planned"], ["SE-22", 750, "planned"],
    ]  # fmt: skip
