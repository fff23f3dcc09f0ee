"""Figures in bokmål and nynorsk as reports, plans and budgets print them; sentences of our own."""

from ehealth_stats import extract_quantities


def test_a_multiplier_printed_once_holds_for_both_of_two_thousands():
    """In "henholdsvis 3 000 og 3 881 mill. kroner" both are thousands of millions."""
    found = extract_quantities("henholdsvis 3 000 og 3 881 mill. kroner", language="nb")
    assert found["value"].tolist() == [3000e6, 3881e6]


def test_a_row_of_a_budget_keeps_its_signs():
    """A descending pair is no range, and after one minus the next is one too."""
    found = extract_quantities("Bruk av fond 1 336 -1 336 -62 510 -20 968", language="nb")
    assert found["value"].tolist() == [1336, -1336, -62_510, -20_968]
    assert found["text"].tolist()[1] == "-1 336"


def test_a_number_before_a_named_number_stands_alone():
    """The figure of "52 112-sentraler" is 52; 112 names the kind."""
    assert extract_quantities("52 112-sentraler", language="nb")["value"].tolist() == [52]


def test_a_row_of_thousands_is_read_where_a_zero_shows_how_it_is_grouped():
    """No number starts with 0, so "19 050" is one, and the pairs beside it are too; without it they are refused."""
    found = extract_quantities("Rammer 6 528 13 584 19 050", language="nb")
    assert found["value"].tolist() == [6528, 13_584, 19_050]
    assert extract_quantities("Rammer 6 528 13 584 19 350", language="nb").empty


def test_the_sources_of_a_journal_are_no_counts():
    """Where "(1, 2)" is printed, "(1)" is a source too; where it is not, numbers in brackets are counts."""
    cited = "I fjor svarte 23 % av legene (1), mens tallet var 17 % i 1995 (2), og 41 % i år (1, 2)."
    assert extract_quantities(cited, language="nb")["value"].tolist() == [23, 17, 41]
    assert extract_quantities("Menn (12), kvinner (15).", language="nb")["value"].tolist() == [12, 15]
