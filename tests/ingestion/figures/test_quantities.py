"""Printed words -> quantities: the grammar of docs/methods.md section 1."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ehealth_stats import extract_quantities


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
