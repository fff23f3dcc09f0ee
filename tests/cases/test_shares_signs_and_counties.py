"""Cells and lines that leave open what they count: shares in words, thousands, signs, names below a county, parts."""

from pathlib import Path

import one_document
import pytest
from one_document import ingest_one

from ehealth_stats import read_document
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.drafts.draft import draft_recipe

TABLE = """
[[observations]]
indicator = "{indicator}"
table = "{anchor}"
read = "{read}"
columns = {{ "{column}" = "{code}" }}
"""


def entry(column: str, anchor: str = "Kommun", code: str = "_T") -> str:
    """Return the entry of a column of alarms by municipality."""
    return TABLE.format(indicator="safety_alarms", anchor=anchor, read="table", column=column, code=code)


def values(dataset) -> dict[str, float]:
    """Return the values by area."""
    rows = dataset.observations
    return dict(zip(rows["area"], rows["value"], strict=True))


def left(dataset) -> list[str]:
    """Return the figures that no row takes."""
    return dataset.audit.loc[dataset.audit["kind"] == "unclaimed", "text"].tolist()


def drafted(folder: Path, name: str, content: str) -> str:
    """Return the drafted recipe of a document, without its comments."""
    path = folder / name
    path.write_text(content, "utf-8")
    lines = draft_recipe(read_document(path), source_id="plan").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


@pytest.mark.parametrize(
    ("language", "scope", "header", "share", "names"),
    [
        ("sv", "SE-22", "Antal larm", "var femte", ("Ånge", "Timrå")),
        ("sv", "SE-22", "Antal larm", "hälften", ("Ånge", "Timrå")),
        ("nb", "NO", "Antall alarmer", "hver femte", ("Alta", "Oslo")),
        ("da", "DK", "Antal alarmer", "hver femte", ("København", "Dragør")),
    ],
)
def test_a_share_in_words_below_a_header_that_counts_is_left_to_the_audit(
    tmp_path, language, scope, header, share, names
):
    """Nobody knows of what: the rows beside it are read."""
    content = f"Kommune;{header}\n{names[0]};450\n{names[1]};{share}\n"
    found = ingest_one(tmp_path, content, entry(header, "Kommune"), name="a.csv", language=language, scope=scope)
    assert list(values(found).values()) == [450]
    assert left(found) == [share]


def test_a_share_in_words_below_a_header_of_shares_is_one(tmp_path):
    """A fifth and a half, each named to a twentieth of the whole: 2.5 points each way."""
    content = "Kommun;Andel digitala (%)\nÅnge;45\nTimrå;var femte\nSundsvall;hälften\n"
    found = ingest_one(tmp_path, content, entry("Andel digitala (%)", code="digital"), name="a.csv")
    assert values(found) == {"SE-2260": 45, "SE-2262": 20, "SE-2281": 50}
    assert found.observations["lower"].tolist() == [44.5, 17.5, 47.5]


def test_three_digits_behind_a_comma_below_thousands_may_be_either(tmp_path):
    """1 250 kronor or 1 250 thousand: 250 tkr is read, the other is left to the audit."""
    content = 'Post,Budget (tkr)\nResor,"1,250"\nLokaler,"250"\n'
    budget = TABLE.format(
        indicator="programme_budget", anchor="Post", read="by category", column="Budget (tkr)", code="planned"
    )
    found = ingest_one(tmp_path, content, budget + 'categories = { Lokaler = "grant" }\n', name="a.csv")
    assert found.observations["value"].tolist() == [250_000]
    assert left(found) == ["1,250"]


def test_millions_have_three_decimals(tmp_path):
    """1,250 mnkr are 1 250 000 kronor."""
    content = "Post;Budget (mnkr)\nResor;1,250\nLokaler;2,500\n"
    budget = TABLE.format(
        indicator="programme_budget", anchor="Post", read="by category", column="Budget (mnkr)", code="planned"
    )
    listed = 'categories = { Resor = "grant", Lokaler = "co_funding" }\n'
    found = ingest_one(tmp_path, content, budget + listed, name="a.csv")
    assert found.observations["value"].tolist() == [1_250_000, 2_500_000]


BELOW = "Kommune;Antall alarmer\nBuskerud fylke;\nNes;45\nHol;12\nAkershus fylke;\nNes;99\n"
OF_2014 = {"NO-0616": 45, "NO-0620": 12, "NO-0236": 99}


def test_a_row_that_names_a_county_says_which_place_of_a_name_is_meant(tmp_path):
    """Nes in Buskerud is not Nes in Akershus."""
    found = ingest_one(tmp_path, BELOW, entry("Antall alarmer", "Kommune"), name="a.csv", language="nb", scope="NO")
    assert values(found) == OF_2014


def test_so_does_a_heading_of_lines(tmp_path):
    """In running text, by area."""
    lines = "Buskerud fylke\nNes: 45\nHol: 12\n\nAkershus fylke\nNes: 99\n"
    by_area = '[[observations]]\nindicator = "safety_alarms"\nfind = "Buskerud fylke"\nuntil = "*"\nread = "by area"\n'
    assert values(ingest_one(tmp_path, lines, by_area, language="nb", scope="NO")) == OF_2014


def test_so_does_a_heading_above_a_table(tmp_path):
    """Of a web page."""
    rows = "".join(
        f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in (("Kommune", "Antall"), ("Nes", 45), ("Hol", 12))
    )
    content = f"<h2>Buskerud fylke</h2><table>{rows}</table>"
    found = ingest_one(tmp_path, content, entry("Antall", "Kommune"), name="a.html", language="nb", scope="NO")
    assert values(found) == {"NO-0616": 45, "NO-0620": 12}


def test_a_place_that_the_county_no_longer_has_is_refused(tmp_path, monkeypatch):
    """In 2024 Buskerud has no Nes, and Akershus' is not meant."""
    monkeypatch.setattr(one_document, "SOURCE", one_document.SOURCE.replace("2014-01-15", "2024-05-01"))
    with pytest.raises(RecipeError, match="rows name no municipality"):
        ingest_one(tmp_path, BELOW, entry("Antall alarmer", "Kommune"), name="a.csv", language="nb", scope="NO")


@pytest.mark.parametrize(
    ("content", "columns"),
    [
        ("Kommun;2012;2013\nÅnge;45;x\nTimrå;60;[c]\n", '"2012" = "_T", "2013" = "_T"'),
        ("Kommun;2012;2013\nÅnge;x;x\nTimrå;[c];[c]\n", '"2012" = "_T", "2013" = "_T"'),
        ("Kommun;Antal trygghetslarm\nÅnge;*\nTimrå;*\nSundsvall;45\n", '"Antal trygghetslarm" = "_T"'),
    ],
)
def test_a_draft_reads_a_column_in_which_most_cells_are_signs(tmp_path, content, columns):
    """Each cell becomes a row with a status; a column of "x" alone is one of marks."""
    assert f"columns = {{ {columns} }}" in drafted(tmp_path, "a.csv", content)
    assert "columns" not in drafted(tmp_path, "b.csv", "Kommun;2013\nÅnge;x\nTimrå;x\nSundsvall;\n")


@pytest.mark.parametrize("note", ["* Varav 12 i Fränsta", "1) Varav 12 larm i Fränsta."])
def test_a_draft_takes_no_part_for_a_total(tmp_path, note):
    """A note says of which 12 are somewhere: they are no total of the county."""
    text = f"Antal trygghetslarm\n\nÅnge: 450 trygghetslarm*\nTimrå: 190 trygghetslarm\n\n{note}\n"
    assert "stated_total" not in drafted(tmp_path, "a.txt", text)


def test_a_share_behind_money_is_one_of_it(tmp_path):
    """60 percent of the budget are no card holders; 45 percent of whom it is said are."""
    text = "SITHS-kort köptes för 1,2 mnkr, 60 procent av budgeten.\n\nAv de anställda har 45 procent SITHS-kort.\n"
    read = drafted(tmp_path, "a.txt", text)
    assert read.count("siths_holders") == 1
    assert "har" in read.partition("siths_holders")[2]


def test_a_draft_dates_figures_that_go_in_order_with_years(tmp_path):
    """30 in 2012 and 32 in 2013."""
    read = drafted(tmp_path, "a.txt", "I Ånge var antalet trygghetslarm 2012/2013: 30/32.\n")
    assert [line for line in read.splitlines() if line.startswith("period")] == [
        'period = "2012"  # check', 'period = "2013"  # check',
    ]  # fmt: skip
