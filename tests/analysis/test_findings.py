"""Findings: contradictions, gaps, claims and declared readings, with their arithmetic; what would settle a target."""

from datetime import date
from math import inf, nan

import pytest
from rows import (
    ANGE,
    COUNTY,
    HARNOSAND,
    KRAMFORS,
    ORNSKOLDSVIK,
    SOLLEFTEA,
    SUNDSVALL,
    TIMRA,
    UNKNOWN,
    dataset,
    observation,
    source,
    statement,
    target,
)

from ehealth_stats.analysis import evaluate, findings, progress, total
from ehealth_stats.analysis.findings.facts import facts_of
from ehealth_stats.schema import to_table
from ehealth_stats.wording.messages import say, worded

DAY = date(2013, 4, 2)

# Västernorrland 2013: cards with their stated sum; alarms, digital ones, and in Sollefteå some on IP telephony.
CARDS = {ANGE: 51, SUNDSVALL: 120, TIMRA: (60, 55, 65), HARNOSAND: 30, KRAMFORS: 26, SOLLEFTEA: 27, ORNSKOLDSVIK: 156}
STATED = (445, 444, 446)
ALARMS = {ANGE: 450, SUNDSVALL: 1800, TIMRA: 300, HARNOSAND: 664, KRAMFORS: 560, SOLLEFTEA: 670, ORNSKOLDSVIK: 1120}
DIGITAL = {ANGE: 45, SUNDSVALL: UNKNOWN, TIMRA: 5, HARNOSAND: 10, KRAMFORS: 0, ORNSKOLDSVIK: 0}


def printed(indicator, area, figure, **columns):
    """What the plan says on its day, with its place."""
    place = f"table 4 {area} {columns.get('breakdown', '_T')}"
    return observation(area, figure=figure, **{"indicator": indicator, "period": DAY, "locator": place} | columns)


def cards():
    """Cards by municipality and as stated for the county."""
    rows = [printed("siths_holders", area, figure) for area, figure in CARDS.items()]
    return [*rows, printed("siths_holders", COUNTY, STATED, role="stated_total")]


def alarms():
    """Alarms and their parts."""
    rows = [printed("safety_alarms", area, figure) for area, figure in ALARMS.items()]
    for area, figure in DIGITAL.items():
        rows.append(printed("safety_alarms", area, figure, breakdown="digital"))
    return [*rows, printed("safety_alarms", SOLLEFTEA, 100, breakdown="ip_telephony")]


def more_cards(**columns):
    """100 more cards in 2013."""
    about = {"target_id": "plan/more-cards", "kind": "increase_by", "target_value": 100, "start": date(2013, 1, 1)}
    return target(**about | {"due": date(2013, 12, 31), "label": "100 more cards", "text": "Ökning ~ 100"} | columns)


def plan(published="2013-04-02", **tables):
    """A dataset of one plan for the county."""
    return dataset(**{"sources": [source("plan", published)]} | tables)


def found(kind, **tables):
    """The findings of a kind."""
    table = findings(plan(**tables))
    return table[table["kind"] == kind].to_dict("records")


def target_row(**tables):
    """The row of the matrix of the only target."""
    (row,) = evaluate(plan(**tables)).matrix.to_dict("records")
    return row


def test_stated_sum_that_differs_is_written_out():
    """51 + 120 + c:a 60 + 30 + 26 + 27 + 156 = 470 against c:a 445: a gap of 25, 25/505 = 4.95 % of the two c:a."""
    (row,) = found("differs", observations=cards(), targets=[more_cards()])
    assert row["severity"] == "high"
    assert row["arithmetic"] == (
        "51 + 120 + about 60 + 30 + 26 + 27 + 156 = 470 (465–475), stated about 445, gap 25, 4.95% of the inexact terms"
    )
    assert row["statement"] == (
        "Staff with SITHS cards (Västernorrland, 2 April 2013): the sum is wrong. "
        "The document states about 445 persons, the municipalities' own figures give 470 (465–475). "
        "Without Kramfors (26) the sum is 444, inside 444–446."
    )
    assert len(row["texts"].split("|")) == len(row["locators"].split("|")) == 8


def test_severity_falls_without_a_target_that_it_can_change():
    """The same contradiction touches a total only."""
    (row,) = found("differs", observations=cards())
    assert row["severity"] == "medium"
    undefined = more_cards(kind="undefined", target_value=nan)
    assert found("differs", observations=cards(), targets=[undefined])[0]["severity"] == "medium"


def test_stated_sum_that_agrees_makes_no_finding():
    """470 as stated: nothing to tell but the target without a follow-up."""
    rows = [*cards()[:-1], printed("siths_holders", COUNTY, (470, 465, 475), role="stated_total")]
    assert findings(plan(observations=rows))["kind"].tolist() == []


def test_missing_area_is_named_with_what_it_accounts_for():
    """Sundsvall may have 0-1800, Sollefteå 100-670: 1800/2370 = 76 % and 24 % of the width; 160 to 2530 of 5564."""
    rows = found("missing", observations=alarms())
    digital = next(row for row in rows if "/digital/" in row["finding_id"])
    assert digital["statement"] == (
        "Safety alarms, digital (2 April 2013): 160–2,530 alarms, since 2 of 7 municipalities gave no number: "
        "Sundsvall and Sollefteå."
    )
    assert digital["arithmetic"] == "2.9–45.5% of the whole; of the width Sundsvall 76%, Sollefteå 24%"
    assert (digital["severity"], digital["settles"]) == (
        "medium",
        "The figure of Sundsvall and Sollefteå; first Sundsvall.",
    )


def test_open_total_says_what_it_is_at_least():
    """Two of seven give 25 and 30 users."""
    rows = [printed("npo_users", ANGE, 25), printed("npo_users", TIMRA, 30)]
    (row,) = found("missing", observations=rows)
    assert row["statement"].endswith(
        "at least 55 persons, since 5 of 7 municipalities gave no number: "
        "Härnösand, Sundsvall, Kramfors, Sollefteå and Örnsköldsvik."
    )


def test_no_verdict_is_no_finding():
    """A baseline and no follow-up: the matrix shows both baselines and what would settle it, once."""
    tables = {"observations": cards(), "targets": [more_cards()]}
    assert findings(plan(**tables))["kind"].tolist() == ["differs"]
    row = target_row(**tables)
    assert row["evidence"].startswith(
        "asks for 100 persons; baseline 470 (465–475) persons (computed baseline); "
        "baseline 445 (444–446) persons (stated baseline)"
    )
    assert row["settles"] == (
        "A dated reading of Staff with SITHS cards in Västernorrland at or after 31 December 2013; "
        "which baseline is right."
    )


def known_of(**fields) -> list[str]:
    """Return what is known of one row of progress, without baseline."""
    edges = ("target_lower", "target_upper", "baseline_lower", "linear", "cagr")
    row = dict.fromkeys(edges, nan) | {"actual_period": "2014"} | worded("reading", None) | fields
    return [say(fact, "en") for fact in facts_of([row])]


def test_a_milestone_is_done_or_not_done():
    """A milestone is no count of milestones."""
    for value, words in ((1.0, "done"), (0.0, "not done")):
        row = {"kind": "milestone", "unit": "milestones", "actual": value}
        known = known_of(**row, actual_lower=value, actual_upper=value)
        assert known == ["asks for a milestone", f"reading {words}, 2014"]


def test_computed_percentages_have_one_decimal():
    """A share between bounds is computed, so its digits are nobody's; a printed one keeps its own."""
    row = {"kind": "level", "unit": "percent"}
    assert known_of(**row, actual=nan, actual_lower=7.25131, actual_upper=20.733) == ["reading 7.3–20.7 percent, 2014"]
    assert known_of(**row, actual=7.25, actual_lower=7.25, actual_upper=7.25) == ["reading 7.25 percent, 2014"]


@pytest.mark.parametrize(
    ("start", "end", "settles"),
    [
        ((nan, 491, inf), (685, 685, 685), "An exact baseline of Staff with SITHS cards in {} in place of bounds."),
        ((500, 500, 500), (nan, 550, 650), "An exact reading of Staff with SITHS cards in {} in place of bounds."),
        (None, (685, 685, 685), "A baseline: a dated reading of Staff with SITHS cards in {} before 31 December 2013."),
    ],
)
def test_beside_a_reading_of_the_deadline_what_is_missing_is_something_else(start, end, settles):
    """685 at the deadline, 100 more wanted than at least 491: up to 194 more, so the baseline is what is missing."""
    rows = []
    for year, figure in ((2012, start), (2013, end)):
        day = date(year, 12, 31)
        when = {"period": day.isoformat(), "period_start": day, "period_end": day}
        rows += [printed("siths_holders", COUNTY, figure, **when)] if figure else []
    row = target_row(published="2014-06-01", observations=rows, targets=[more_cards()])
    assert row["settles"] == settles.format("Västernorrland")


def test_undefined_target_is_a_finding_and_a_target_without_evidence_is_not():
    """One that the document leaves open, and one of which nothing is known."""
    later = more_cards(target_id="plan/later", kind="undefined", target_value=nan, due=date(2015, 12, 31))
    rows = findings(plan(targets=[more_cards(), later])).to_dict("records")
    assert [(row["kind"], row["severity"]) for row in rows] == [("undefined_target", "low")]


def test_verdict_that_depends_on_the_baseline_is_a_finding():
    """500 a year later: 30 of 100 from 470 and 55 from 445, in one of two years: 0.6 and 1.1."""
    parts = dict.fromkeys(CARDS, 0) | {ORNSKOLDSVIK: 500}
    later = {"period": "2014-04-02", "period_start": date(2014, 4, 2), "period_end": date(2014, 4, 2)}
    rows = [*cards(), *(printed("siths_holders", area, value, **later) for area, value in parts.items())]
    two_years = more_cards(start=DAY, due=date(2015, 4, 2))
    (row,) = found("baseline_disputed", published="2014-06-01", observations=rows, targets=[two_years])
    assert "acceleration needed with the computed baseline; on track with the stated baseline" in row["statement"]
    assert row["severity"] == "high"


def test_declared_reading_shows_both_results():
    """Nothing but IP telephony in Sollefteå: 160 to 1960 of 5564 in place of 160 to 2530."""
    rule = f"closed safety_alarms ip_telephony {SOLLEFTEA}"
    (row,) = found("assumption", observations=alarms(), statements=[statement("assumption", "No others", rule)])
    assert row["arithmetic"] == (
        "Safety alarms, digital: 160–1,960 alarms, 2.9–35.2% of the whole instead of "
        "160–2,530 alarms, 2.9–45.5% of the whole"
    )
    assert (row["locators"], row["texts"]) == ("table 6", "as printed")


@pytest.mark.parametrize(
    ("rule", "kind"),
    [
        ("most safety_alarms digital <= 10 %", "claim_supported"),
        ("most safety_alarms digital <= 0 %", "claim_contradicted"),
    ],
)
def test_claim_is_a_finding_with_its_verdict(rule, kind):
    """5 of 7 have 10 % at most; 2 have none, 4 have some, Sundsvall is open: at most 3 of 7 can be."""
    statements = [statement("claim", "Few are digital", rule)]
    kinds = findings(plan(observations=alarms(), statements=statements))["kind"].tolist()
    assert [name for name in kinds if name.startswith("claim")] == [kind]


def test_findings_come_gravest_first():
    """High, medium, low; each id once."""
    rule = statement("claim", "Few are digital", "most safety_alarms digital <= 10 %")
    table = findings(plan(observations=[*cards(), *alarms()], targets=[more_cards()], statements=[rule]))
    order = [["high", "medium", "low"].index(severity) for severity in table["severity"]]
    assert order == sorted(order)
    assert set(order) == {0, 1, 2}
    assert table["finding_id"].is_unique


def test_part_of_which_only_one_area_tells_is_no_gap():
    """IP telephony: only Sollefteå prints it. Digital: Sundsvall was asked and does not know, which is one."""
    (row,) = found("missing", observations=alarms())
    assert ("/digital/" in row["finding_id"], row["severity"]) == (True, "medium")


def test_addition_of_which_only_one_area_tells_is_no_gap():
    """32 in the HSA directory only, in one of seven municipalities."""
    rows = [*cards(), printed("siths_holders", SUNDSVALL, 32, breakdown="hsa_only")]
    assert found("missing", observations=rows, targets=[more_cards()]) == []


def test_who_is_only_mentioned_is_one_finding_a_document():
    """Secure e-mail in Sollefteå, log-in in two, 50 NPÖ users in the pilot: nobody was asked of the others."""
    rows = [
        printed("secure_email", SOLLEFTEA, 1),
        *(printed("quality_register_login", area, 1) for area in (ANGE, TIMRA)),
        printed("npo_users", ORNSKOLDSVIK, 50),
        printed("e_forms", KRAMFORS, 1, role="planned"),
    ]
    wanted = target(target_id="plan/mail", indicator="secure_email", kind="all_areas", target_value=7, area=COUNTY)
    (row,) = found("missing", observations=rows, targets=[wanted])
    assert (row["finding_id"], row["severity"]) == ("mentioned/plan", "low")
    told = row["statement"].partition("of the others: ")[2].rstrip(".").split("; ")
    assert sorted(told) == [
        "E-forms with e-identification, planned (1 of 7)",
        "NPÖ users (1 of 7)",
        "SITHS log-in to quality registers (2 of 7)",
        "Secure e-mail (1 of 7)",
    ]


def test_of_one_severity_what_contradicts_stands_first():
    """A contradicted sum before an open one and an assumption; what only rounds stands near the end."""
    rule = f"closed safety_alarms ip_telephony {SOLLEFTEA}"
    table = findings(plan(observations=[*alarms(), *cards()], statements=[statement("assumption", "No others", rule)]))
    assert table.loc[table["severity"] == "medium", "kind"].tolist() == ["differs", "missing", "assumption"]


def test_claim_is_told_without_repeating_its_kind():
    """The kind says claim and verdict; the statement starts with the claim itself."""
    claim = statement("claim", "Few alarms are digital", "most safety_alarms digital <= 10 %")
    (row,) = found("claim_supported", observations=alarms(), statements=[claim])
    assert row["statement"].startswith("Few alarms are digital. Digital is at most 10%")


def test_claim_that_is_contradicted_is_graver_and_an_open_one_says_what_settles_it():
    """2 of 7 have at most 1 %, and Sundsvall may; two claims of one subject have ids of their own."""
    rules = [
        f"{word} safety_alarms digital <= {limit} %" for word, limit in (("most", 10), ("most", 0), ("at least 3", 1))
    ]
    claims = [statement("claim", "Few are digital", rule) for rule in rules]
    table = findings(plan(observations=alarms(), statements=claims))
    rows = table[table["kind"].str.startswith("claim")].set_index("finding_id")
    assert rows[["kind", "severity", "settles"]].T.to_dict("list") == {
        "claim/plan/most/safety_alarms/digital": ["claim_contradicted", "medium", ""],
        "claim/plan/most/safety_alarms/digital-2": ["claim_supported", "low", ""],
        "claim/plan/at/least/3": ["claim_undecided", "low", "The figures that are open."],
    }


def sources(*published, programme="plan"):
    """The plan of 2013 and later documents, all of one programme unless told otherwise."""
    later = [source(f"later-{number}", day, programme=programme) for number, day in enumerate(published, 1)]
    return [source(), *later]


def test_figure_that_a_later_document_gives_differently_is_a_revision():
    """120 in the plan, 132 in the document after it: listed with both quotes, and no longer as two that disagree."""
    rows = [*cards(), printed("siths_holders", SUNDSVALL, 132, source_id="later-1")]
    tables = {"observations": rows, "sources": sources("2014-02-15")}
    (row,) = found("revised", **tables)
    assert row["statement"] == (
        "Staff with SITHS cards (Sundsvall, 2 April 2013): 120 persons in plan, 132 in later-1; the later one counts."
    )
    assert (row["arithmetic"], row["severity"], row["source_id"]) == (
        "132 − 120 = 12 persons",
        "medium",
        "plan|later-1",
    )
    assert row["settles"] == "Why it was revised, from who counted."
    assert found("sources_disagree", **tables) == []


@pytest.mark.parametrize(("published", "programme"), [("2013-04-02", "plan"), ("", "plan"), ("2014", "other")])
def test_documents_that_no_order_or_no_programme_joins_disagree(published, programme):
    """Published on the same day, undated, or of another programme: neither revises the other."""
    rows = [*cards(), printed("siths_holders", SUNDSVALL, 132, source_id="later-1")]
    tables = {"observations": rows, "sources": sources(published, programme=programme)}
    assert found("revised", **tables) == []
    assert len(found("sources_disagree", **tables)) == 1


def test_revised_bounds_are_told_as_bounds_and_a_repeated_figure_is_silent():
    """Unknown first, 700 later; 51 both times."""
    rows = [
        *alarms(),
        printed("safety_alarms", SUNDSVALL, 700, breakdown="digital", source_id="later-1"),
    ]
    rows.append(printed("safety_alarms", ANGE, 450, source_id="later-1"))
    (row,) = found("revised", observations=rows, sources=sources("2014-02-15"))
    assert (row["arithmetic"], row["severity"]) == ("unknown → 700 alarms", "low")


def test_plans_and_other_definitions_are_not_revised():
    """120 in the plan; later 132 are planned, and 131 counted otherwise."""
    plan = printed("siths_holders", SUNDSVALL, 120)
    for other in ({"role": "planned"}, {"status": "D"}):
        later = printed("siths_holders", SUNDSVALL, 132, source_id="later-1", **other)
        assert found("revised", observations=[plan, later], sources=sources("2014-02-15")) == []


def test_undefined_target_has_no_evidence():
    """There are readings of what it is about, and nothing that they could be evidence of."""
    undefined = more_cards(kind="undefined", target_value=nan)
    (row,) = found("undefined_target", observations=cards(), targets=[undefined])
    assert (row["observation_ids"], row["arithmetic"], row["settles"]) == ("", "", "A definition of the target.")
    assert row["locators"] == "table 5"


def test_three_versions_of_a_figure_are_two_revisions():
    """120, then 132, then 131."""
    rows = [*cards()]
    rows += [printed("siths_holders", SUNDSVALL, n, source_id=f"later-{k}") for k, n in ((1, 132), (2, 131))]
    told = found("revised", observations=rows, sources=sources("2014-02-15", "2015-02-15"))
    assert [row["arithmetic"] for row in told] == ["132 − 120 = 12 persons", "131 − 132 = −1 persons"]


def test_plan_finds_the_first_outcome_at_or_after_its_time():
    """25 and 30 users planned for 2013: 27 in Ånge at its end, not 20 in June or 40 in 2015; Timrå is silent."""
    planned = {"role": "planned", "period": "2013", "period_start": date(2013, 1, 1), "period_end": date(2013, 12, 31)}
    rows = [printed("npo_users", area, figure, **planned) for area, figure in ((ANGE, 25), (TIMRA, 30))]
    for end, figure in ((date(2013, 6, 30), 20), (date(2013, 12, 31), 27), (date(2015, 12, 31), 40)):
        when = {"period": end.isoformat(), "period_start": end, "period_end": end, "source_id": "later-1"}
        rows.append(printed("npo_users", ANGE, figure, **when))
    (row,) = found("outcome", observations=rows, sources=sources("2016-01-31"))
    assert row["statement"] == (
        "NPÖ users: of what plan planned (2013), "
        "later-1 reports the outcome (31 December 2013) in 1 of 2 municipalities."
    )
    assert (row["arithmetic"], row["settles"]) == ("Ånge 25 → 27 persons", "The outcome in Timrå.")


def test_outcomes_of_two_areas_are_added_up():
    """25 and 30 planned, 27 and 20 reported: 55 and 47 together."""
    year = {"period": "2013", "period_start": date(2013, 1, 1), "period_end": date(2013, 12, 31)}
    rows = [
        printed("npo_users", area, figure, **year, **more)
        for more, figures in (({"role": "planned"}, (25, 30)), ({"source_id": "later-1"}, (27, 20)))
        for area, figure in zip((ANGE, TIMRA), figures, strict=True)
    ]
    (row,) = found("outcome", observations=rows, sources=sources("2016-01-31"))
    assert row["arithmetic"] == "Ånge 25 → 27, Timrå 30 → 20; together 55 → 47 persons"


def test_plan_finds_no_outcome_in_its_own_document():
    """What the plan reports for a later day is not a follow-up of it."""
    rows = [printed("npo_users", ANGE, 25, role="planned"), printed("npo_users", ANGE, 25)]
    assert found("outcome", observations=rows) == []


def test_document_that_only_corrects_lacks_no_area():
    """One municipality is corrected; the six others stand in the plan."""
    rows = [*cards(), printed("siths_holders", SUNDSVALL, 132, source_id="later-1")]
    assert found("missing", observations=rows, sources=sources("2014-02-15")) == []


def test_target_that_is_not_met_is_no_gap_in_the_figures():
    """20 more of 100 at the deadline: not met, and nothing would settle it further."""
    later = {"period": "2013-12-31", "period_start": date(2013, 12, 31), "period_end": date(2013, 12, 31)}
    parts = dict.fromkeys(CARDS, 0) | {ORNSKOLDSVIK: 490}
    rows = [printed("siths_holders", area, figure, **later) for area, figure in parts.items()]
    table = findings(plan(observations=[*cards()[:-1], *rows], targets=[more_cards()], sources=sources("2014-01-31")))
    assert table["kind"].tolist() == []


def test_target_that_bounds_leave_open_needs_exact_figures():
    """Between 1 and 100 more of 100, a year before the deadline."""
    later = {"period": "2014-04-02", "period_start": date(2014, 4, 2), "period_end": date(2014, 4, 2)}
    rows = [*cards()[:-1], printed("siths_holders", COUNTY, (nan, 471, 570), qualifier="range", **later)]
    two_years = more_cards(start=DAY, due=date(2015, 4, 2))
    row = target_row(observations=rows, targets=[two_years], sources=sources("2014-04-02"))
    assert row["settles"] == "Exact figures in place of bounds."


YEARS = [{"period": f"{y}", "period_start": date(y, 1, 1), "period_end": date(y, 12, 31)} for y in (2012, 2013)]
BETWEEN = {"period": "2012/2013", "period_start": date(2012, 1, 1), "period_end": date(2013, 12, 31), "role": "rate"}
ROUNDED = {"unit": "percent", "qualifier": "rounded"}


def test_a_percentage_that_differs_is_written_with_its_formula():
    """48 of 160 alarms are 30 percent, and 32 are stated: both quotes, the quotient, and what is missing."""
    rows = [
        printed("safety_alarms", COUNTY, 160, text="160 larm"),
        printed("safety_alarms", COUNTY, 48, breakdown="digital", text="48 digitala"),
        printed("safety_alarms", COUNTY, (32, 31.5, 32.5), breakdown="digital", text="32 procent", **ROUNDED)
        | {"observation_id": "percent"},
    ]
    (row,) = found("differs", observations=rows)
    assert row["statement"] == (
        "Safety alarms, digital (Västernorrland, 2 April 2013): the percentage is wrong. "
        "The document states 32 percent, the part and the whole give 30."
    )
    assert row["arithmetic"] == "100 x Digital (48) / Total (160) = 30, stated 32, gap 2"
    assert row["texts"] == "160 larm|48 digitala|32 procent"
    assert len(row["locators"].split("|")) == 3
    assert row["settles"] == "What the percentage is of, and the part and the whole on that day."
    assert row["severity"] == "medium"


def test_a_change_that_differs_is_written_with_its_formula():
    """From 80 to 120 are 40 more, and 50 are stated."""
    rows = [
        printed("npo_users", COUNTY, 80, text="fra 80", **YEARS[0]),
        printed("npo_users", COUNTY, 120, text="til 120", **YEARS[1]),
        printed("npo_users", COUNTY, 50, text="opp 50", said="up", **BETWEEN),
    ]
    (row,) = found("differs", observations=rows)
    assert row["statement"] == (
        "NPÖ users (Västernorrland, 2012–2013): the change is wrong. The document states a change of 50 persons, "
        "the two readings give 40. 100 x (120 / 80 − 1) = 50 percent."
    )
    assert (row["arithmetic"], row["texts"]) == ("120 − 80 = 40, stated 50, gap 10", "fra 80|til 120|opp 50")
    assert row["settles"] == "The two readings that the change was worked out from, as they were counted."


def test_percentage_points_taken_for_percent_are_named():
    """From 20 to 25 percent are 25 percent more: a stated 5 percent are the percentage points."""
    rows = [
        printed("safety_alarms", COUNTY, (20, 19.5, 20.5), **ROUNDED, **YEARS[0]),
        printed("safety_alarms", COUNTY, (25, 24.5, 25.5), **ROUNDED, **YEARS[1]),
        printed("safety_alarms", COUNTY, (5, 4.5, 5.5), **ROUNDED, **BETWEEN),
    ]
    (row,) = found("differs", observations=rows)
    # 24.5/20.5 = 1.1951 and 25.5/19.5 = 1.3077
    assert row["arithmetic"] == "100 x (25 / 20 − 1) = 25 (19.51–30.77), stated 5, gap 20"
    assert row["statement"].endswith(" 25 − 20 = 5 percentage points.")


def test_a_share_outside_those_of_its_municipalities_names_both_ends():
    """10, 20 and 30 percent and four of 40: all together can't have 75 percent."""
    shares = dict(zip(CARDS, (10, 20, 30, 40, 40, 40, 40), strict=True))
    rows = [
        printed("safety_alarms", area, (n, n - 0.5, n + 0.5), breakdown="digital", **ROUNDED)
        for area, n in shares.items()
    ]
    rows.append(printed("safety_alarms", COUNTY, (75, 74.5, 75.5), breakdown="digital", role="stated_total", **ROUNDED))
    (row,) = found("differs", observations=rows)
    assert row["statement"].startswith(
        "Safety alarms, digital (Västernorrland, 2 April 2013): the share is wrong. "
        "The document states 75 percent for all together, its areas have 9.5–40.5. A share of several areas "
    )
    assert row["arithmetic"] == "the smallest to the largest of 10, 20, 30, 40, 40, 40, 40 = 9.5–40.5, stated 75"


def test_a_term_that_is_printed_twice_is_written_once():
    """Ånge's 51 stands in two places, Timrå is c:a 60 in one and 62 in the other: one term each."""
    rows = [*cards(), printed("siths_holders", ANGE, 51) | {"observation_id": "again", "locator": "page 9"}]
    rows.append(printed("siths_holders", TIMRA, 62) | {"observation_id": "exact", "locator": "page 9"})
    (row,) = found("differs", observations=rows)
    assert row["arithmetic"].startswith("51 + 120 + about 60/62 + 30 + 26 + 27 + 156 = 472, stated about 445, gap 27")


FOLLOW_UP = {"period": "2014-04-02", "period_start": date(2014, 4, 2), "period_end": date(2014, 4, 2)}


def with_other_figure(rows, observation_id):
    """The same observations, one of them 10 lower."""
    lowered = [
        row | {name: row[name] - 10 for name in ("value", "lower", "upper")}
        for row in rows
        if row["observation_id"] == observation_id
    ]
    return [row for row in rows if row["observation_id"] != observation_id] + lowered


@pytest.mark.parametrize(
    ("goal", "severity"),
    [
        ({"area": COUNTY}, "high"),
        ({"area": ANGE}, "high"),
        ({"area": "SE-2401"}, "medium"),
        ({"indicator": "safety_alarms", "unit": "alarms"}, "medium"),
        ({"breakdown": "digital"}, "high"),
        ({"breakdown": "hsa_only"}, "medium"),
        ({"kind": "undefined", "target_value": nan}, "medium"),
    ],
)
def test_high_severity_is_what_can_change_a_verdict(goal, severity):
    """High exactly where another figure in one of the finding's observations leads to another row of progress.

    Of digital cards the plan says ten at least, and they are at most all of its cards: their bounds follow the whole.
    """
    goal = more_cards(start=DAY, due=date(2015, 4, 2)) | goal
    later = [
        printed("siths_holders", area, 70, breakdown=code, **FOLLOW_UP) for area in CARDS for code in ("_T", "digital")
    ]
    digital = [printed("siths_holders", area, (nan, 10, inf), breakdown="digital") for area in CARDS]
    rows = [*cards(), *later, *digital]
    (contradiction,) = found("differs", observations=rows, targets=[goal])
    assert contradiction["severity"] == severity

    def judged(own):
        rows = progress(to_table("observations", own), to_table("targets", [goal]), as_of=FOLLOW_UP["period_end"])
        return rows[["target_status", "verdict", "certainty", "linear", "linear_lower", "linear_upper"]]

    before = judged(rows)
    ids = contradiction["observation_ids"].split("|")
    is_other = [not before.equals(judged(with_other_figure(rows, name))) for name in ids]
    assert any(is_other) == (severity == "high")


def test_medium_severity_is_what_can_change_a_total():
    """Without a target the contradiction changes no verdict, and the total of the cards with any of its terms."""
    (contradiction,) = found("differs", observations=cards())
    assert contradiction["severity"] == "medium"
    ids = contradiction["observation_ids"].split("|")
    sums = [
        total(to_table("observations", with_other_figure(cards(), name)), by=["period"])["reported_sum"].iloc[0]
        for name in ids
    ]
    # the stated total is no term: seven of eight change the 470
    assert sorted(sums) == [460] * 7 + [470]


def test_low_severity_is_what_changes_neither():
    """A gap of one krona that rounding explains, and a total of an addition beside the whole."""
    parts = {"grant_coordinator": 742_593, "grant_activities": 1_738_591}
    rows = [printed("programme_budget", COUNTY, n, breakdown=code) for code, n in parts.items()]
    rows.append(printed("programme_budget", COUNTY, 2_481_183, breakdown="grant", role="stated_total"))
    assert [row["severity"] for row in found("within_rounding", observations=rows)] == ["low"]
    beside = [printed("siths_holders", area, 5, breakdown="hsa_only") for area in CARDS]
    beside.append(printed("siths_holders", COUNTY, 40, breakdown="hsa_only", role="stated_total"))
    assert [row["severity"] for row in found("differs", observations=beside, targets=[more_cards()])] == ["low"]


def test_indicators_and_units_of_a_stranger_are_named_by_their_codes():
    """Visits of home care users stand in no code list: the sum is checked and told all the same."""
    rows = [row | {"indicator": "home_care_users", "unit": "visits"} for row in cards()]
    (row,) = found("differs", observations=rows)
    assert row["statement"].startswith(
        "Home care users (Västernorrland, 2 April 2013): the sum is wrong. The document states about 445 visits, "
    )
