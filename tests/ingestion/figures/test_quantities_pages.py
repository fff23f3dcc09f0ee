"""Numbers that a page prints beside its figures: contents, sections, cases, post codes, rows without borders."""

from math import inf

import pytest
from quantity_checks import check_one_figure, check_relations

from ehealth_stats import extract_quantities


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("8.10 Tekniske tjenester", "nb"),
        ("Innhald\n1 Innleiing 3\n2 Meldingar 5\n2.1 Kommunar 5\n3 Kostnader 12", "nn"),
        ("Innehåll:\n1. Inledning 1\n\n9.1 Larm 7 9.2 Kort 8", "sv"),
        ("SN 49 Budget SN 50 Larm SN 51 Avgifter", "sv"),
        ("Mål 1 Larm Mål 2 Kort Mål 3 Patientöversikt", "sv"),
        ("Brukarar 31.12.", "nn"),
        ("Endring 20222023 frå", "nn"),
        ("Hjelp i heimen (praktisk)77 6362,2-1,1", "nn"),
        ("Støtte10 7863,75,6", "nn"),
        ("6804 Førde", "nn"),
        ("Telefon +46 (0)", "sv"),
        ("Besök: Kyrkallén 19", "sv"),
        ("1: e vice ordförande", "sv"),
        ("KOSTRA-funksjonar: 234", "nn"),
        ("PS 4/06 Orientering PR 15/863", "nn"),
        ("enligt 18-18 d vård- och larmlagen (1982:763)", "sv"),
        ("4.8.2 Exempel 1: Larm i hemmet", "sv"),
        ("larmen behöver inte laddas.133", "sv"),
        ("133 Larmrådet (LR) (2019). Larm på distans", "sv"),
        ("Notat 2026 1. Larm Vi vil ha det. 2. Kort", "nb"),
        ("innbyggere på 80 pluss", "nb"),
    ],
)
def test_what_a_page_prints_beside_its_figures_is_none(words, language):
    """Contents, sections, cases that count up, days, glued columns, post codes and street numbers are no figures."""
    assert extract_quantities(words, language=language).empty


@pytest.mark.parametrize(
    ("words", "language", "values"),
    [
        ("Innehåll\nLarm 5\nKort 3", "sv", [3]),  # pages never go down: 3 is a count
        ("Steg 1 av 4 är klart, Steg 2 i 45 kommuner", "sv", [4, 45]),
        ("Steg 4 larm, Steg 5 larm, Steg 9 larm", "sv", []),
        ("1800 Ånge", "sv", [1800]),
        ("2050 Alarmer", "nb", [2050]),
        ("2.5 Mkr till larm", "sv", [2.5e6]),
        ("SITHS2 45", "sv", [45]),
        ("SITHS 12/14 kommuner", "sv", [12, 14]),
        ("enligt 18 kommuner gäller lagen (1982:763)", "sv", [18]),
        ("133 larm (2019). Fler än 2018", "sv", [133]),
        ("Antalet larm var 3. Det är 4. Kommunen", "sv", [3, 4]),
        ("Brukarar: 31,12", "nn", [31.12]),
    ],
)
def test_what_looks_like_such_a_number_and_is_a_figure_stays(words, language, values):
    """A count below a heading of contents, in a sentence with steps, before a Swedish place or a unit is one."""
    assert extract_quantities(words, language=language)["value"].tolist() == values


@pytest.mark.parametrize(
    ("words", "language", "value", "lower", "upper", "qualifier", "unit"),
    [
        ("I fjor var dei over 31 000 årsverk", "nn", float("nan"), 31000, inf, "more_than", "full_time_equivalents"),
        ("Per innbyggjar 80 år og over  533", "nn", 533, 533, 533, "exact", ""),
        ("efter fyra månaders användning", "sv", 4, 4, 4, "exact", "months"),
        ("en forbruksprosent på 74,1", "nb", 74.1, 74.05, 74.15, "rounded", "percent"),
        ("Täckningsprocenten är 62", "sv", 62, 61.5, 62.5, "rounded", "percent"),
    ],
)
def test_the_words_around_decide_the_bounds(words, language, value, lower, upper, qualifier, unit):
    """A bound on a count is no age, the "over" of an age bounds nothing, a noun may say percent before its number."""
    check_one_figure(words, language, value, lower, upper, qualifier, unit)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "160 tilsette. Av desse var 95 sjukepleiarar, 40 fastlegar og 25 legar.",
            [(160, "whole", -1, ""), (95, "part", 0, ""), (40, "part", 0, ""), (25, "part", 0, "")],
        ),
        ("mindreforbruk på kr 2 mill. av ei ramme på kr 8 mill.", [(2e6, "part", 1, ""), (8e6, "whole", -1, "")]),
        ("Vi fekk 18 søknader, og 13 av desse prosjekta er i gang", [(18, "whole", -1, ""), (13, "part", 0, "")]),
        ("Av desse var 95 sjukepleiarar, 40 fastlegar", [(95, "part", -1, ""), (40, "part", -1, "")]),
        (
            "160 tilsette, av desse 95 sjukepleiarar, 400 brukarar",
            [(160, "whole", -1, ""), (95, "part", 0, ""), (400, "whole", -1, "")],
        ),
    ],
)
def test_parts_that_a_list_or_a_frame_names(words, expected):
    """Nouns in a row are parts of one whole while they fit into it; "N av ei ramme på M" is a part of M."""
    check_relations(words, "nn", expected)
