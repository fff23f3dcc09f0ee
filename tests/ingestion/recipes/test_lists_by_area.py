"""Lists with an area above its figures, several things in a line, totals that leave some out."""

from pathlib import Path

import pytest

from ehealth_stats import ingest
from ehealth_stats.errors import RecipeError

SOURCE = """[source]
id = "plan"
programme = "made-up"
title = "Plan"
producer = "Made-up association"
language = "{language}"
country = "{country}"
scope = "{scope}"
published = "2013-04-02"
"""


def rows(folder: Path, text: str, entry: str, scope: str = "SE-22", language: str = "sv") -> list[tuple[object, ...]]:
    """Indicator, area, category, value and role of what an entry reads in a text."""
    (folder / "plan").mkdir(parents=True)
    (folder / "plan" / "plan.txt").write_text(text, "utf-8")
    recipe = SOURCE.format(language=language, country=scope[:2], scope=scope) + f"\n[[observations]]\n{entry}\n"
    (folder / "plan" / "recipe.toml").write_text(recipe, "utf-8")
    read = ingest(folder).observations[["indicator", "area", "breakdown", "value", "role"]]
    return [tuple(row) for row in read.values.tolist()]


BOTH = (
    'indicators = { larm = "safety_alarms", SITHS-kort = "siths_holders" }\n'
    'find = "Läget:"\nuntil = "Slut"\nread = "by area"'
)
ALARMS, CARDS = "safety_alarms", "siths_holders"


@pytest.mark.parametrize(
    "lines",
    [
        "Ånge\nLarm: 310\nSITHS-kort: 44\n\nTimrå\nLarm: 280\nSITHS-kort: 60\n",
        "Ånge kommun:\n- Larm: 310\n- SITHS-kort: 44\nTimrå kommun:\n- Larm: 280\n- SITHS-kort: 60\n",
        "Ånge: larm 310, SITHS-kort 44\nTimrå: larm 280, SITHS-kort 60\n",
        "Ånge: 310 larm, 44 SITHS-kort\nTimrå: 280 larm, 60 SITHS-kort\n",
        "Ånge\nAntal larm: 310\nSITHS-kort (st): 44\nTimrå\nAntal larm: 280\nSITHS-kort (st): 60\n",
        "Ånge\nLarm\n310\nSITHS-kort\n44\nTimrå\nLarm\n280\nSITHS-kort\n60\n",
        "Ånge\nInvånare: 9 500\nLarm: 310\nSITHS-kort: 44\nTimrå\nKommunen är med.\nLarm: 280\nSITHS-kort: 60\n",
    ],
)
def test_labels_and_values_in_every_order(tmp_path, lines):
    """Each figure is that of its label and of the area above it or before it; no other figure is."""
    assert rows(tmp_path, f"Läget:\n{lines}\nSlut\n", BOTH) == [
        (ALARMS, "SE-2260", "_T", 310, "reported"),
        (ALARMS, "SE-2262", "_T", 280, "reported"),
        (CARDS, "SE-2260", "_T", 44, "reported"),
        (CARDS, "SE-2262", "_T", 60, "reported"),
    ]


def test_sums_counties_and_parts_under_names(tmp_path):
    """A sum is that of the scope, a county above its municipalities a stated total, "varav" a part."""
    text = (
        "Läget:\nÅnge\nLarm: 310 varav 30 digitala\nTimrå\nLarm: 280\nSumma\nLarm: 590\n"
        "Västernorrlands län\nLarm: 4 100\nHela landet\nLarm: 200 000\nSlut\n"
    )
    entry = 'indicator = "safety_alarms"\nlabel = "Larm"\nfind = "Läget:"\nuntil = "Slut"\nread = "by area"'
    assert rows(tmp_path, text, entry) == [
        (ALARMS, "SE-2260", "_T", 310, "reported"),
        (ALARMS, "SE-2260", "digital", 30, "reported"),
        (ALARMS, "SE-2262", "_T", 280, "reported"),
        (ALARMS, "SE-22", "_T", 590, "stated_total"),
        (ALARMS, "SE-22", "_T", 4100, "stated_total"),
        (ALARMS, "SE", "_T", 200000, "stated_total"),
    ]


@pytest.mark.parametrize(("said", "value"), [("inga", 0), ("okänt", None), ("–", None)])
def test_words_in_place_of_a_figure_behind_a_label(tmp_path, said, value):
    """None is 0; what is not known has no value and is there."""
    text = f"Läget:\nÅnge\nLarm: {said}\nTimrå\nLarm: 280\nSlut\n"
    entry = 'indicator = "safety_alarms"\nlabel = "Larm"\nfind = "Läget:"\nuntil = "Slut"\nread = "by area"'
    first, second = rows(tmp_path, text, entry)
    assert first[1] == "SE-2260"
    assert first[3] == value or (value is None and first[3] != first[3])
    assert second == (ALARMS, "SE-2262", "_T", 280, "reported")


def test_a_name_in_a_line_of_its_own_is_that_of_the_figure_below(tmp_path):
    """Without labels: the first figure of each area, and its parts."""
    text = "Antal larm:\n\nÅnge\n450 varav 45 digitala\n\nTimrå\n300\n\nSlut\n"
    entry = 'indicator = "safety_alarms"\nfind = "Antal larm:"\nuntil = "Slut"\nread = "by area"'
    assert rows(tmp_path, text, entry) == [
        (ALARMS, "SE-2260", "_T", 450, "reported"),
        (ALARMS, "SE-2260", "digital", 45, "reported"),
        (ALARMS, "SE-2262", "_T", 300, "reported"),
    ]


WITHOUT_TIMRA = "SE-2260|SE-2280|SE-2281|SE-2282|SE-2283|SE-2284"


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Länet har 3 860 larm, Timrå ej medräknat.", 'without = "Timrå"'),
        ("Länet har 3 860 larm, Timrå ej medräknat.", 'without = ["SE-2262"]'),
        ("Länet har 3 860 larm i länet utom Timrå.", ""),
    ],
)
def test_a_stated_total_without_some(tmp_path, text, keys):
    """By the recipe, or by the words behind it."""
    entry = f'indicator = "safety_alarms"\nfind = "Länet har"\nrole = "stated_total"\n{keys}'
    assert rows(tmp_path, f"{text}\n", entry) == [(ALARMS, WITHOUT_TIMRA, "_T", 3860, "stated_total")]


def test_each_area_without_some(tmp_path):
    """Those that are left out are 0, as in "alla utom"."""
    entry = 'indicator = "secure_email"\nfind = "används av"\nread = "each area"\nwithout = "Ånge"\n'
    found = rows(tmp_path, "Säker e-post används av samtliga kommuner, Ånge undantagen.\n", entry)
    assert {area: value for _, area, _, value, _ in found} == {
        **dict.fromkeys(WITHOUT_TIMRA.split("|"), 1),
        "SE-2260": 0,
        "SE-2262": 1,
    }


def test_a_list_of_a_scope_of_its_own(tmp_path):
    """Two municipalities of the county: their sum is that of these two."""
    text = "Pilotkommunerna: Ånge: 450, Timrå: 300. Summa: 750.\n"
    entry = 'indicator = "safety_alarms"\nfind = "Pilotkommunerna:"\nread = "by area"\nscope = "SE-2260|SE-2262"'
    assert rows(tmp_path, text, entry)[-1] == (ALARMS, "SE-2260|SE-2262", "_T", 750, "stated_total")


def test_an_anchor_that_names_an_area_opens_its_list(tmp_path):
    """The list that a page begins with has no words before its first area."""
    text = "Ånge\nLarm: 310\nSITHS-kort: 44\nTimrå\nLarm: 560\nSITHS-kort: 81\n"
    entry = 'indicators = { Larm = "safety_alarms" }\nfind = "Ånge"\nuntil = "*"\nread = "by area"\n'
    found = {area: value for _, area, _, value, _ in rows(tmp_path, text, entry)}
    assert found == {"SE-2260": 310, "SE-2262": 560}


def test_a_figure_before_the_first_area_is_told_in_words(tmp_path):
    """No message quotes nothing."""
    text = "Status:\nLarm: 310\nTimrå\nLarm: 560\n"
    entry = 'indicator = "safety_alarms"\nlabel = "Larm"\nfind = "Status:"\nuntil = "*"\nread = "by area"\n'
    with pytest.raises(RecipeError, match=r"'310' \(.*\) stands before the first name"):
        rows(tmp_path, text, entry)


def test_norwegian_blocks(tmp_path):
    """The same in Bokmål, with a name that is misspelt."""
    text = "Status:\nBergen\nTrygghetsalarmer: 2 300\nSogndall\nTrygghetsalarmer: 410\nSlutt\n"
    entry = (
        'indicator = "safety_alarms"\nlabel = "Trygghetsalarmer"\nfind = "Status:"\nuntil = "Slutt"\nread = "by area"\n'
    )
    with pytest.raises(RecipeError, match=r"'410' \(paragraph 5 chars 18-21\) stands under 'Sogndall'"):
        rows(tmp_path / "a", text, entry, "NO-12|NO-14", "nb")
    assert rows(tmp_path / "b", text, entry + 'names = { Sogndall = "NO-1420" }', "NO-12|NO-14", "nb") == [
        (ALARMS, "NO-1201", "_T", 2300, "reported"),
        (ALARMS, "NO-1420", "_T", 410, "reported"),
    ]


def test_a_target_of_each_area_in_a_list(tmp_path):
    """With its own bounds; the sum is that of the scope."""
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.txt").write_text("Mål 2015: Ånge: 500, Timrå: minst 350. Summa: 850.\n", "utf-8")
    entry = (
        '\n[[targets]]\nindicator = "safety_alarms"\nkind = "level"\nlabel = "x"\nfind = "Mål 2015:"\ndue = "2015"\n'
        'read = "by area"\n'
    )
    source = SOURCE.format(language="sv", country="SE", scope="SE-22")
    (tmp_path / "plan" / "recipe.toml").write_text(source + entry, "utf-8")
    targets = ingest(tmp_path).targets
    assert targets[["area", "target_lower", "target_upper"]].values.tolist() == [
        ["SE-2260", 500, 500],
        ["SE-2262", 350, float("inf")],
        ["SE-22", 850, 850],
    ]


@pytest.mark.parametrize(
    ("lines", "columns", "expected"),
    [
        (
            "Post;Budget (tkr);Utfall (tkr)\nLeger;100;120\nSumma;100;120\n",
            '{ "Budget (tkr)" = "planned", "Utfall (tkr)" = "reported" }',
            [
                ("physicians", "planned", 100000, "2013-04-02"),
                ("physicians", "reported", 120000, "2013-04-02"),
                ("_T", "planned", 100000, "2013-04-02"),
                ("_T", "reported", 120000, "2013-04-02"),
            ],
        ),
        (
            "Post;2012;2013\nLeger;100;120\nSumma;100;120\n",
            '{ "2012" = "reported", "2013" = "reported" }\nunit = "tkr"',
            [
                ("physicians", "reported", 100000, "2012"),
                ("physicians", "reported", 120000, "2013"),
                ("_T", "stated_total", 100000, "2012"),
                ("_T", "stated_total", 120000, "2013"),
            ],
        ),
    ],
)
def test_columns_of_a_table_by_category(tmp_path, lines, columns, expected):
    """Budget and outcome, or years; the unit stands in the header, or in the recipe."""
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.csv").write_text(lines, "utf-8")
    entry = (
        '\n[[observations]]\nindicator = "programme_budget"\ntable = "Post"\nread = "by category"\n'
        f"columns = {columns}\n"
    )
    source = SOURCE.format(language="sv", country="SE", scope="SE-22")
    (tmp_path / "plan" / "recipe.toml").write_text(source + entry, "utf-8")
    found = ingest(tmp_path).observations[["breakdown", "role", "value", "period"]]
    assert [tuple(row) for row in found.values.tolist()] == expected


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ('{ Budget = "plan" }', "'plan' is no role of the column 'Budget'"),
        ('{ Budgt = "planned" }', "the table has no column 'Budgt'"),
        ('{ Budget = "planned" }', "no category is called 'Hästar' (table 1 row 2 column Post)"),
    ],
)
def test_mistakes_in_tables_by_category(tmp_path, columns, told):
    """With the header, the row and what is there."""
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "plan.csv").write_text("Post;Budget\nLeger;100\nHästar;50\n", "utf-8")
    entry = (
        '\n[[observations]]\nindicator = "programme_budget"\ntable = "Post"\nread = "by category"\n'
        f'unit = "tkr"\ncolumns = {columns}\n'
    )
    source = SOURCE.format(language="sv", country="SE", scope="SE-22")
    (tmp_path / "plan" / "recipe.toml").write_text(source + entry, "utf-8")
    with pytest.raises(RecipeError) as error:
        ingest(tmp_path)
    assert told in str(error.value)
