"""Figures in sv, nb and nn hold no English word, in any kind; names of areas and numbers are those of the language."""

import re
from math import inf, nan

import pytest
from chart_checks import check_texts, texts_of
from rows import UNKNOWN, observation, target

import ehealth_stats as es
from ehealth_stats.schema import to_table

# Function words and field words of English that are no words of Swedish or Bokmål.
ENGLISH = """
the of and from with without by is are can be not no each own what which where more fewer least most others number
numbers stated computed unknown planned use target targets due baseline reading readings bound bounds bars matrix line
lines panels source note largest further row rows municipality municipalities group groups amount amounts share granted
grant milestone end required path scale gap check checks agrees contradicted years service services spring autumn
"""
# Words of the code lists and of the sources that are names.
NAMES = {"Pascal", "Action", "Prator"}


def observed(indicator, area, value, **changes) -> dict:
    """One row of the table observations; a value of None is unknown."""
    figure, period = UNKNOWN if value is None else value, changes.pop("period", "2013")
    return observation(area, period, figure, indicator=indicator, **changes)


def observations(*rows):
    """A checked table."""
    return to_table("observations", rows)


PERSONS, ALARMS, PLACES = {"unit": "persons"}, {"unit": "alarms"}, {"unit": "municipalities"}
CARDS = [observed("siths_holders", "SE-2281", n, **PERSONS) for n in (120,)]
LATER = {"period": "2014-09", "period_start": "2014-09-01", "period_end": "2014-09-30"}
SERIES = [
    observed("siths_holders", "NO", 1445.5, **PERSONS),
    observed("siths_holders", "NO", None, **PERSONS, **LATER),
]
TARGET = target(
    target_id="plan/a", area="NO", target_value=2500, start=None, due="2015-12-31", label="Kort", locator="rad 1"
)
PROGRESS = {
    **{key: TARGET[key] for key in ("target_id", "source_id", "indicator", "breakdown", "area", "kind", "unit", "due")},
    **{"target_lower": 2500, "target_upper": 2500, "baseline": nan, "baseline_lower": 1000, "baseline_upper": inf},
    **{"verdict": "unable_to_assess", "target_state": "quantified", "target_status": "not_available"},
}
MONEY = {"source_id": "plan", "unit": "NOK", "basis": "rad", "observation_ids": "a"}
COMPARED = {
    **{key: PROGRESS[key] for key in ("source_id", "indicator", "breakdown", "area", "unit")},
    **{"period": "2013", "stated_locator": "rad 1", "observation_ids": "a", "stated": 445, "stated_lower": 444},
    **{"stated_upper": 446, "computed": 470, "computed_lower": 465, "computed_upper": 475, "tolerance_needed": 0.0495},
}
SEASON = {"source_id": "plan", "name": "X", "locator": "rad 1", "text": "x"}

SAMPLES = {
    "attendance": lambda language: es.plot_attendance(
        observations(
            observed("seminar_participants", "NO", 25, breakdown="physicians", **PERSONS),
            observed("seminar_participants", "NO", None, breakdown="nurses", **PERSONS),
            observed("seminar_participants", "NO", 75, role="stated_total", **PERSONS),
        ),
        language=language,
    ),
    "counts": lambda language: es.plot_counts(
        observations(*CARDS, observed("siths_holders", "SE-2281", 32, breakdown="hsa_only", **PERSONS)),
        frame=["SE-2260", "SE-2281"],
        language=language,
    ),
    "inventory": lambda language: es.plot_inventory(
        es.inventory(
            observations(
                observed("safety_alarms", "SE-2281", 1800, **ALARMS),
                observed("safety_alarms", "SE-2281", 100, breakdown="ip_telephony", **ALARMS),
            )
        ),
        language=language,
    ),
    "adoption": lambda language: es.plot_adoption(
        observations(observed("e_forms", "SE-2281", 1, **PLACES), observed("e_services", "SE-2281", 0, **PLACES)),
        frame=["SE-2260"],
        language=language,
    ),
    "budget": lambda language: es.plot_budget(
        to_table(
            "budget",
            [
                {"item": "grant", "state": "granted", "value": 5.5, "lower": 5, "upper": 6, **MONEY},
                {"item": "co_funding", "state": "planned", "value": nan, "lower": 0, "upper": inf, **MONEY},
            ],
        ),
        language=language,
    ),
    "timeline": lambda language: es.plot_timeline(
        to_table(
            "timeline",
            [
                {"kind": "strategy", "period": "2008/..", "start": "2008-01-01", **SEASON},
                {"kind": "milestone", "period": "2013-23", "start": "2013-07-01", "end": "2013-12-31", **SEASON},
            ],
        ),
        targets=to_table("targets", [TARGET]),
        language=language,
    ),
    "progress": lambda language: es.plot_progress(to_table("progress", [PROGRESS]), language=language),
    "series": lambda language: es.plot_series(
        observations(*SERIES),
        progress=es.progress(observations(*SERIES), to_table("targets", [TARGET])),
        language=language,
    ),
    "multiples": lambda language: es.plot_multiples(
        observations(*CARDS), frame=["SE-2260", "SE-2281"], language=language
    ),
    "reconciliation": lambda language: es.plot_reconciliation(
        to_table(
            "comparisons",
            [
                {"comparison_id": "a", "check": "areas", "verdict": "differs", **COMPARED},
                {"comparison_id": "b", "check": "percent", "verdict": "within_rounding", **COMPARED},
                {"comparison_id": "c", "check": "sources", "verdict": "sources_disagree", **COMPARED},
            ],
        ),
        language=language,
    ),
}


def test_every_kind_has_a_sample():
    """A new kind of figure is looked at here too."""
    assert {f"plot_{kind}" for kind in SAMPLES} == {name for name in es.__all__ if name.startswith("plot_")}


@pytest.mark.parametrize("kind", SAMPLES)
@pytest.mark.parametrize("language", ["sv", "nb", "nn"])
def test_no_english_word(kind, language):
    """Title, labels, axis, legend, caption, note and alt text are all in the language."""
    chart = check_texts(SAMPLES[kind](language))
    texts = [*texts_of(chart.figure), chart.title, chart.subtitle, chart.caption, chart.alt, chart.source, chart.note]
    words = {word for text in texts for word in re.findall(r"[^\W\d_]+", text)} - NAMES
    assert not {word for word in words if word.casefold() in ENGLISH.split()}


@pytest.mark.parametrize("kind", ["progress", "series", "reconciliation"])
@pytest.mark.parametrize(("language", "country"), [("en", "Norway"), ("sv", "Norge"), ("nb", "Norge"), ("nn", "Noreg")])
def test_a_country_has_its_name_in_the_language(kind, language, country):
    """'Norway' in English, 'Norge' in the other two, in the figure and in its alt text."""
    chart = SAMPLES[kind](language)
    other = {"Norway", "Norge"} - {country}
    assert country in " ".join([chart.alt, chart.title])
    assert not other & set(re.findall(r"\w+", " ".join([chart.alt, chart.title, *texts_of(chart.figure)])))


@pytest.mark.parametrize(
    ("language", "number", "day"),
    [
        ("en", "1,445.5", "31 December 2015"),
        ("sv", "1\N{NO-BREAK SPACE}445,5", "31 december 2015"),
        ("nb", "1\N{NO-BREAK SPACE}445,5", "31. desember 2015"),
        ("nn", "1\N{NO-BREAK SPACE}445,5", "31. desember 2015"),
    ],
)
def test_numbers_and_dates_are_those_of_the_language(language, number, day):
    """Digit groups, decimal sign and dates."""
    chart = SAMPLES["series"](language)
    assert number in chart.title
    assert day in chart.title
