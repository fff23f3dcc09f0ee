"""Tables in which an area has several rows, and tables of marks: the keys `rows` and `marks`."""

from math import inf, isnan

import pytest
from test_tables import SOURCE, read

from ehealth_stats import ingest
from ehealth_stats.errors import RecipeError

LONG = (
    "Kommun;Nyckeltal;2013;2014\n"
    "Ånge;Antal larm;450;440\nÅnge;varav digitala;45;:\n"
    "Timrå;Antal larm;300;310\nTimrå;varav digitala;5;62\n"
)
SERVICE = SOURCE.replace("safety_alarms", "npo_consumer")
MATRIX = "Kommun;NPÖ;Sedan\nÅnge;Ja;2012\nTimrå;Nej*;\nKramfors;pågår;\nSundsvall;;\nSumma;1;\n"


def found(dataset) -> list[list[object]]:
    """Return what was read: area, period, value."""
    return dataset.observations[["area", "period", "value"]].values.tolist()


def test_rows_picks_those_that_say_so(tmp_path):
    """Of two rows a municipality only the named one is read; the others stay unclaimed."""
    dataset = read(tmp_path, LONG, 'breakdown = "digital"\nrows = { Nyckeltal = "Varav  digitala" }\n')
    rows = dataset.observations
    assert rows["breakdown"].unique().tolist() == ["digital"]
    assert rows[["area", "period"]].values.tolist() == [
        ["SE-2260", "2013"], ["SE-2260", "2014"], ["SE-2262", "2013"], ["SE-2262", "2014"],
    ]  # fmt: skip
    assert [*rows["value"].dropna()] == [45, 5, 62]
    assert dataset.audit.query("kind == 'unclaimed'")["text"].tolist() == ["450", "440", "300", "310"]


def test_a_colon_in_a_table_is_a_figure_that_is_not_available(tmp_path):
    """As statistics print what they do not publish: no value, no upper bound."""
    rows = read(tmp_path, LONG, 'rows = { Nyckeltal = "varav digitala" }\n').observations
    open_one = rows[rows["text"] == ":"].iloc[0]
    assert (open_one["qualifier"], open_one["lower"], open_one["upper"]) == ("not_available", 0, inf)


def test_a_table_whose_areas_have_several_rows_is_refused(tmp_path):
    """To read both as all alarms would make one of them the other's contradiction."""
    with pytest.raises(RecipeError, match="areas have several rows") as error:
        read(tmp_path, LONG, "")
    assert "'Nyckeltal' says 'Antal larm', 'varav digitala'" in str(error.value)


def test_one_area_that_stands_twice_is_read(tmp_path):
    """It is a contradiction of the document, not a table of another layout."""
    rows = read(tmp_path, "Kommun;Larm\nÅnge;450\nÅnge;45\nTimrå;300\nKramfors;560\n", 'columns = { Larm = "_T" }\n')
    assert rows.observations["value"].tolist() == [450, 45, 300, 560]


@pytest.mark.parametrize(
    "name", ["Länet", "Hela länet", "Samtliga kommuner", "Fylket", "Hele regionen", "Summa kommuner"]
)
def test_a_row_of_the_whole_is_the_total_of_its_columns(tmp_path, name):
    """As "Summa" is: it is held against the municipalities, 450 and 300 are 750, and is none of them."""
    table = f"Kommun;Larm\nÅnge;450\nTimrå;300\n{name};750\n"
    rows = read(tmp_path, table, 'columns = { Larm = "_T" }\n').observations
    assert rows[["value", "role"]].values.tolist() == [[450, "reported"], [300, "reported"], [750, "stated_total"]]


def test_municipalities_alone_are_no_total(tmp_path):
    """The word heads a part of a table as often as it sums one: a person says which."""
    with pytest.raises(RecipeError, match="Kommuner"):
        read(tmp_path, "Kommun;Larm\nÅnge;450\nTimrå;300\nKommuner;750\n", 'columns = { Larm = "_T" }\n')


def test_a_row_that_nothing_says_is_an_error_with_the_nearest(tmp_path):
    """What the column says is listed."""
    with pytest.raises(RecipeError, match="no row says 'Antal lamr' under 'Nyckeltal'") as error:
        read(tmp_path, LONG, 'rows = { Nyckeltal = "Antal lamr" }\n')
    assert "Antal larm" in str(error.value)


def test_the_unit_of_the_rows_that_are_picked_is_that_of_their_figures(tmp_path):
    """Percent stands in the row's label: 88,5 is 88.45 to 88.55 %."""
    table = "Kommun;Nyckeltal;Värde\nÅnge;Andel digitala (%);88,5\nÅnge;Antal larm;450\n"
    entry = 'columns = { "Värde" = "digital" }\nunit = "percent"\nrows = { Nyckeltal = "Andel digitala (%)" }\n'
    row = read(tmp_path, table, entry).observations.iloc[0]
    assert (row["unit"], row["value"]) == ("percent", 88.5)
    assert [row["lower"], row["upper"]] == pytest.approx([88.45, 88.55])


def marked(tmp_path, marks: str, column: str = "NPÖ"):
    """Read the matrix with these marks."""
    (tmp_path / "larm").mkdir()
    (tmp_path / "larm" / "larm.csv").write_text(MATRIX, "utf-8")
    entry = f'columns = {{ "{column}" = "_T" }}\nmarks = {{ {marks} }}\n'
    (tmp_path / "larm" / "recipe.toml").write_text(SERVICE + entry, "utf-8")
    return ingest(tmp_path).observations


def test_marks_count_municipalities(tmp_path):
    """Ja is 1, Nej with a footnote 0, an empty cell what the recipe says; what it does not name is 0 or 1."""
    rows = marked(tmp_path, 'Ja = "done", Nej = "not done", "" = "not done"')
    cells = rows.query("role == 'reported'")[["area", "lower", "upper", "text"]].sort_values("area")
    assert cells.values.tolist() == [
        ["SE-2260", 1, 1, "Ja"],
        ["SE-2262", 0, 0, "Nej*"],
        ["SE-2281", 0, 0, "Sundsvall"],
        ["SE-2282", 0, 1, "pågår"],
    ]
    assert isnan(rows.set_index("text").loc["pågår", "value"])
    assert rows.query("role == 'stated_total'")["value"].tolist() == [1]


def test_an_empty_cell_is_no_mark_unless_the_recipe_says_so(tmp_path):
    """Sundsvall has no row."""
    rows = marked(tmp_path, 'Ja = "done", Nej = "not done", "pågår" = "not done"')
    assert rows.query("role == 'reported'")["value"].tolist() == [1, 0, 0]


@pytest.mark.parametrize(
    ("indicator", "meaning", "message"),
    [
        ("npo_consumer", "yes", "'yes' is no meaning of a mark"),
        ("safety_alarms", "done", "a mark counts a municipality, and safety_alarms counts alarms"),
    ],
)
def test_marks_that_count_something_else_are_refused(tmp_path, indicator, meaning, message):
    """A mark says done or not, of an indicator that counts municipalities."""
    entry = f'columns = {{ NPÖ = "_T" }}\nmarks = {{ Ja = "{meaning}" }}\n'.replace("NPÖ", '"NPÖ"')
    (tmp_path / "larm").mkdir()
    (tmp_path / "larm" / "larm.csv").write_text(MATRIX, "utf-8")
    (tmp_path / "larm" / "recipe.toml").write_text(SOURCE.replace("safety_alarms", indicator) + entry, "utf-8")
    with pytest.raises(RecipeError, match=message):
        ingest(tmp_path)


def test_a_column_of_area_codes_counts_nothing(tmp_path):
    """The codes are no quantity in the audit; 2260 alarms in one column are a count though Ånge's code is 2260."""
    table = "Nr;Kommun;Antal larm\n22;Västernorrlands län;2560\n2260;Ånge;2260\n2262;Timrå;300\n"
    dataset = read(tmp_path, table, 'areas = "Kommun"\ncolumns = { "Antal larm" = "_T" }\n')
    assert dataset.observations["value"].tolist() == [2560, 2260, 300]
    codes = dataset.audit.query("kind == 'not_quantity' and reason == 'area code'")
    assert codes["text"].tolist() == ["22", "2260", "2262"]
    assert "unclaimed" not in set(dataset.audit["kind"])
