"""Printed words -> quantities: the grammar of docs/methods.md section 1."""

from itertools import pairwise
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st
from quantity_checks import check_one_figure

from ehealth_stats import extract_quantities

# words, language, value, lower, upper, qualifier, unit
ONE_FIGURE = [
    ("450 larm", "sv", 450, 450, 450, "exact", "alarms"),
    ("fyra socialchefer", "sv", 4, 4, 4, "exact", "persons"),
    ("fire fyrtårnskommuner", "nb", 4, 4, 4, "exact", "municipalities"),
    ("tjugofem personer", "sv", 25, 25, 25, "exact", "persons"),
    ("inga kommuner", "sv", 0, 0, 0, "exact", "municipalities"),
    ("27 procent", "sv", 27, 26.5, 27.5, "rounded", "percent"),
    ("2 519 tkr", "sv", 2_519_000, 2_518_500, 2_519_500, "rounded", "SEK"),
    ("46,9 mill. kroner", "nb", 46_900_000, 46_850_000, 46_950_000, "rounded", "NOK"),
    ("c:a 60 st", "sv", 60, 55, 65, "approximate", "pieces"),
    ("c:a 445 st", "sv", 445, 444, 446, "approximate", "pieces"),
    ("ca 30 kommuner", "nb", 30, 27, 33, "approximate", "municipalities"),
    ("omkring 100 larm", "sv", 100, 90, 110, "approximate", "alarms"),
    ("om lag 203 000 meldinger", "nb", 203_000, 202_500, 203_500, "approximate", "messages"),
    ("...c:a 5 000..... Tkr", "sv", 5_000_000, 4_500_000, 5_500_000, "approximate", "SEK"),
    ("drygt 100 larm", "sv", 100, 100, 110, "just_over", "alarms"),
    ("nesten 100 kommuner", "nb", 100, 90, 100, "just_under", "municipalities"),
    ("mer än 100 larm", "sv", nan, 101, inf, "more_than", "alarms"),
    ("minst 250 användare", "sv", nan, 250, inf, "at_least", "persons"),
    ("opptil 100 brukere", "nb", nan, 0, 100, "at_most", "persons"),
    ("färre än 100 larm", "sv", nan, 0, 99, "less_than", "alarms"),
    ("~ 100-200", "sv", nan, 100, 200, "range", ""),
    ("3 à 4 möten", "sv", nan, 3, 4, "range", "meetings"),
    ("mellan 100 och 200 larm", "sv", nan, 100, 200, "range", "alarms"),
    ("mellom 10 og 20 kommuner", "nb", nan, 10, 20, "range", "municipalities"),
    ("okänt", "sv", nan, 0, inf, "unknown", ""),
    ("n/a", "sv", nan, 0, inf, "not_available", ""),
    ("redan infört", "sv", nan, 0, inf, "already_done", ""),
    ("ett par olika tekniska lösningar", "sv", nan, 1, inf, "vague", "solutions"),
    ("samtliga kommuner", "sv", nan, 0, inf, "all", "municipalities"),
    ("700 kr per användare", "sv", 700, 700, 700, "exact", "SEK/person"),
    ("c:a en gång per år", "sv", 1, 0, 2, "approximate", "meetings"),
    ("10.250 kommuner", "nb", 10_250, 10_250, 10_250, "exact", "municipalities"),
    ("17.6 prosent", "nb", 17.6, 17.55, 17.65, "rounded", "percent"),
    ("20 nye Samspillkommuner", "nb", 20, 20, 20, "exact", "municipalities"),
    ("2 008 samtal", "sv", 2008, 2008, 2008, "exact", ""),
]

NO_FIGURE = [
    "beslutades 27/10 2011", "från 2013-04-15", "01.11.2007 – 30.04.2008", "onsdag 12.desember", "2013 - 2015",
    "Hösten 2013- 2015", "Fase 3, 2008/9-", "S@mspill 2007", "Samspill 2.0", "Mobilnr: 070-123 45 67",
    "bankgiro 123-4567 märkt med nummer 921", "Figur 2", "5a", "1) Kommunale fyrtårn", "under 2013", "kl. 13.30",
    "www.example.org/2013/45",
]  # fmt: skip


@pytest.mark.parametrize(("words", "language", "value", "lower", "upper", "qualifier", "unit"), ONE_FIGURE)
def test_words_give_one_figure_with_point_bounds_and_unit(words, language, value, lower, upper, qualifier, unit):
    """Each printed form of docs/methods.md section 1 gives the point and the bounds of its table."""
    check_one_figure(words, language, value, lower, upper, qualifier, unit)


@pytest.mark.parametrize("words", NO_FIGURE)
def test_dates_names_and_numbers_of_other_kinds_are_no_figures(words):
    """Dates, years, names with digits, accounts, phones, references and enumerators are not quantities."""
    assert extract_quantities(words, language="nb" if "ø" in words or "å" in words else "sv").empty


def test_parts_belong_to_the_whole_before_them():
    """In an inventory each municipality's part lies within its own whole, and an unknown part too."""
    text = "Ånge: 450 varav 45 digitala Sundsvall: 1800 varav okänt digitala Örnsköldsvik: 1120 inga digitala"
    found = extract_quantities(text, language="sv")
    assert found["area"].tolist() == ["SE-2260"] * 2 + ["SE-2281"] * 2 + ["SE-2284"] * 2
    assert found["whole"].tolist() == [-1, 0, -1, 2, -1, 4]
    assert found["upper"].tolist() == [450, 45, 1800, 1800, 1120, 0]
    assert set(found.loc[found["relation"] == "part", "part"]) == {"digitala"}


def test_an_addition_stands_beside_its_whole():
    """(+32 enbart HSA) is no part of the 120 before it."""
    found = extract_quantities("Sundsvall 120 (+32 enbart HSA)", language="sv")
    assert found["relation"].tolist() == ["whole", "addition"]
    assert found["part"].tolist() == ["", "enbart HSA"]
    assert found["text"].tolist()[1] == "Sundsvall 120 (+32 enbart HSA)"


def test_n_of_m_makes_n_a_part_of_m():
    """In "48 000 av 160 000 (30 procent)" the first figure is a part of the second, the share is neither."""
    found = extract_quantities("48 000 av 160 000 (30 procent)", language="sv")
    assert found["value"].tolist() == [48_000, 160_000, 30]
    assert found["whole"].tolist() == [1, -1, -1]


def test_from_and_to_share_the_multiplier_printed_once():
    """In "fra 40 til 120 millioner kroner" both ends are millions."""
    found = extract_quantities("økte fra 40 til 120 millioner kroner", language="nb")
    assert found["relation"].tolist() == ["from", "to"]
    assert found["value"].tolist() == [40e6, 120e6]
    assert found["unit"].tolist() == ["NOK", "NOK"]


def test_figures_of_two_paragraphs_are_never_one():
    """51 and 120 on two lines stay two figures, whatever stands between."""
    assert extract_quantities("51\n120", language="sv")["value"].tolist() == [51, 120]


def test_a_sum_is_about_no_municipality():
    """The figure after "Summa" does not belong to the municipality named before it."""
    found = extract_quantities("Örnsköldsvik 156 st Summa c:a 445 st", language="sv")
    assert found["area"].tolist() == ["SE-2284", ""]


def test_a_place_after_the_figure_is_found():
    """The place may follow: 50 medarbetare inom Örnsköldsviks kommun."""
    assert extract_quantities("50 medarbetare inom Örnsköldsviks kommun")["area"].tolist() == ["SE-2284"]


def test_no_approximation_gives_no_width():
    """With approximation=None an approximate figure has its point as both bounds."""
    found = extract_quantities("c:a 60 st", language="sv", approximation=None)
    assert (found["lower"].item(), found["upper"].item()) == (60, 60)


def test_an_empty_text_gives_an_empty_table_with_all_columns():
    """Nothing in, nothing out, and the columns stay."""
    found = extract_quantities("")
    assert found.empty
    assert list(found.columns)[:5] == ["area", "area_name", "value", "lower", "upper"]


@given(st.text(alphabet="0123456789 .,-–/:()+%~\u00a0aåkrtMvioSfßT\n", max_size=60))
def test_any_text_gives_ordered_bounds_inside_the_text(text):
    """Nothing makes it fail; bounds are ordered; every figure lies in the text; none overlaps another."""
    found = extract_quantities(text, language="sv")
    assert (found["lower"] <= found["upper"]).all()
    spans = sorted(zip(found["start"], found["end"], strict=True))
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
