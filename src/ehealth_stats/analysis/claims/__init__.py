"""Claims that a recipe records with a rule, tested under the bounds: statements, observations -> one result a claim."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, root_of
from ehealth_stats.analysis.claims.measures import Figures, Frame, by_area, by_category, change_of, periods_of
from ehealth_stats.analysis.claims.rules import Rule, read_rule
from ehealth_stats.analysis.frames import counted_areas
from ehealth_stats.codelists import other_definitions
from ehealth_stats.errors import TableError
from ehealth_stats.schema import Code, Message, Value, words_in

ClaimVerdict = Literal["supported", "contradicted", "undecided"]
Frames = Mapping[str, Frame]

__all__ = ["ClaimResult", "check_claims"]


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """What became of a claim: the verdict, in words, the arithmetic, and the observations that it rests on."""

    source_id: str
    rule: str
    label: Value
    locator: str
    text: str
    verdict: ClaimVerdict
    statement: Message
    arithmetic: Message
    observation_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The verdict in words, and which categories it rests on."""

    verdict: ClaimVerdict
    statement: Message
    arithmetic: Message
    categories: Sequence[str]


def check_claims(statements: pd.DataFrame, observations: pd.DataFrame, *, frames: Frames) -> list[ClaimResult]:
    """Test each claim that has a rule against the figures of its own document.

    "largest INDICATOR CATEGORY" (or smallest): the category among those of its kind. "highest INDICATOR CATEGORY
    [share|increase] AREA" (or lowest): the area among those in scope. Both are supported when the bounds are beyond
    every other's, contradicted when they are on the wrong side of some other's. "most INDICATOR CATEGORY <= N [%]"
    (also all, none, all but N, at least N, exactly N; and <, >=, >): in how many areas in scope the figure, or its
    share of the whole, is on that side. "change INDICATOR CATEGORY >= N [%] [FROM/TO]": by how much all areas together
    changed, in the last two periods if none are named. Supported when it holds for all that the bounds allow,
    contradicted when for nothing, else undecided, as is a category that stands alone. Assumptions ("closed …") are not
    tested.

    Parameters
    ----------
    statements, observations
        The tables of a dataset; not changed.
    frames
        The municipalities in scope by source_id (`frames_of`); None or no entry: the areas that have rows.

    Raises
    ------
    TableError
        If a rule can't be read or its category has no figure.

    Examples
    --------
    >>> from ehealth_stats.schema import empty_table
    >>> check_claims(empty_table("statements"), empty_table("observations"), frames={})
    []
    """
    claims = statements[(statements["kind"] == "claim") & (statements["rule"] != "")]
    return [_tested(claim, observations, frames) for claim in claims.to_dict("records")]


def _tested(claim: Mapping[Any, Any], observations: pd.DataFrame, frames: Frames) -> ClaimResult:
    where = f"statements of {claim['source_id']}, {claim['locator']}"
    rule = read_rule(str(claim["rule"]), where)
    rows = observations[observations["indicator"].eq(rule.indicator) & observations["role"].eq("reported")]
    rows = rows[rows["source_id"].eq(claim["source_id"]) & ~rows["status"].isin(other_definitions())]
    rows = rows[rows["unit"].eq("percent") == _is_in_percent(rule, rows)]
    _check_figures(rule, rows, str(claim["rule"]), where)
    outcome = _TESTS[rule.kind](rule, rows, frames.get(str(claim["source_id"])))
    used = rows["breakdown"].isin(outcome.categories) & rows["period"].isin(periods_of(rows, rule))
    source = {name: str(claim[name]) for name in ("source_id", "rule", "locator", "text")}
    return ClaimResult(
        **source,
        label=words_in(claim, "label"),
        verdict=outcome.verdict,
        statement=outcome.statement,
        arithmetic=outcome.arithmetic,
        observation_ids=tuple(rows.loc[used, "observation_id"]),
    )


def _is_in_percent(rule: Rule, rows: pd.DataFrame) -> bool:
    """Say whether a share is printed as such, and not as a figure and its whole."""
    own = rows.loc[rows["breakdown"] == rule.category, "unit"]
    return rule.measure == "share" and rule.kind != "change" and bool(len(own)) and bool(own.eq("percent").all())


def _check_figures(rule: Rule, rows: pd.DataFrame, text: str, where: str) -> None:
    own = rows[rows["breakdown"] == rule.category]
    expected = f"a reported observation of the category {rule.category}"
    missing = [period for period in rule.period.split("/") if rule.period and period not in set(own["period"])]
    needed = 2 if rule.kind == "change" or rule.measure == "increase" else 1
    if missing or own["period"].nunique() < needed:
        what = f"no figure of {rule.indicator} {rule.category} tests the rule {text!r}"
        raise TableError(what, where=where, expected=expected + (" in two periods" if needed == 2 else ""))


def _group(rule: Rule, rows: pd.DataFrame, frame: Frame) -> _Outcome:
    figures = by_category(rows, rule, frame)
    values: dict[str, Value] = {"category": Code("breakdown", rule.category), "figure": figures[rule.category]}
    values |= {"n": len(figures) - 1, "indicator": _title(rule)}
    ranking = _listed((Code("breakdown", code), figure) for code, figure in _ranked(figures))
    verdict = _rank_verdict(figures, rule.category, is_top=rule.word == "largest")
    return _Outcome(verdict, Message("against_groups", values), ranking, list(figures))


def _rank(rule: Rule, rows: pd.DataFrame, frame: Frame) -> _Outcome:
    figures = by_area(rows, rule, frame)
    ranking = _listed((Code("area", area), rule.measured(figure)) for area, figure in _ranked(figures))
    values: dict[str, Value] = {"subject": _subject(rule), "area": Code("area", rule.area)}
    if rule.area not in figures:
        return _Outcome("undecided", Message("no_figure_of_area", values), ranking, _used(rule))
    values |= {"figure": rule.measured(figures[rule.area]), "areas": counted_areas(figures, len(figures) - 1)}
    verdict = _rank_verdict(figures, rule.area, is_top=rule.word == "highest")
    return _Outcome(verdict, Message("against_areas", values), ranking, _used(rule))


def _rank_verdict(figures: Figures, mine: str, *, is_top: bool) -> ClaimVerdict:
    own, others = figures[mine], [figure for name, figure in figures.items() if name != mine]
    above, below = [own.lower > other.upper for other in others], [own.upper < other.lower for other in others]
    beaten, beats = (above, below) if is_top else (below, above)
    if others and all(beaten):
        return "supported"
    return "contradicted" if any(beats) else "undecided"


def _ranked(figures: Figures) -> list[tuple[str, Interval]]:
    return sorted(figures.items(), key=lambda item: -item[1].lower)


def _areas(rule: Rule, rows: pd.DataFrame, frame: Frame) -> _Outcome:
    figures = by_area(rows, rule, frame)
    true = sum(rule.holds(figure) for figure in figures.values())
    false = sum(rule.fails(figure) for figure in figures.values())
    open_ones = len(figures) - true - false
    accepted = {rule.accepts(number, len(figures)) for number in range(true, true + open_ones + 1)}
    verdict: ClaimVerdict = "undecided"
    if figures and len(accepted) == 1:
        verdict = "supported" if accepted.pop() else "contradicted"
    areas = counted_areas(figures, len(figures))
    counted: dict[str, Value] = {"true": true, "areas": areas, "false": false, "open": open_ones}
    statement = Message(rule.held_key, {**_subject_and_limit(rule), **counted})
    listed = _listed((Code("area", area), rule.measured(figure)) for area, figure in figures.items())
    return _Outcome(verdict, statement, listed, _used(rule))


def _subject_and_limit(rule: Rule) -> dict[str, Value]:
    """Return what should be on one side of a limit, and the limit: of a share "Digital" and "at most 10% of Alarms"."""
    if rule.measure != "share":
        return {"subject": _subject(rule), "limit": rule.limit_in_words}
    limit = Message("limit_of_whole", {"limit": rule.limit_in_words, "whole": _title(rule)})
    return {"subject": Code("breakdown", rule.category), "limit": limit}


def _change(rule: Rule, rows: pd.DataFrame, frame: Frame) -> _Outcome:
    before, after, change = change_of(rows, rule, frame)
    verdict: ClaimVerdict = "supported" if rule.holds(change) else "contradicted" if rule.fails(change) else "undecided"
    first, last = (Code("period", period) for period in periods_of(rows, rule))
    measured = rule.measured(change)
    values: dict[str, Value] = {"subject": _subject(rule), "change": measured, "limit": rule.limit_in_words}
    statement = Message("changed_by", values | {"first": first, "last": last})
    formula = Message("difference", {"minuend": after, "subtrahend": before})
    if rule.measure == "share":
        formula = Message("ratio_less_one", {"after": after, "before": before})
    arithmetic = Message("formula_gives", {"formula": formula, "result": measured})
    return _Outcome(verdict, statement, arithmetic, [rule.category])


# How a subject is said by which the areas are ranked.
_MEASURED = {"share": "share_of_subject", "increase": "increase_of_subject"}
_TESTS = {"group": _group, "rank": _rank, "areas": _areas, "change": _change}


def _used(rule: Rule) -> list[str]:
    return [rule.category, root_of(rule.category)] if rule.measure == "share" else [rule.category]


def _listed(figures: Iterable[tuple[Code, Value]]) -> Message:
    """Return names with their figures: "Ånge 10%, Timrå 1.7%"."""
    pairs = tuple(Message("name_and_figure", {"name": name, "figure": figure}) for name, figure in figures)
    return Message("figures_by_name", {"figures": pairs})


def _subject(rule: Rule) -> Value:
    """Return what a rule is about: the indicator, its part, and whether the areas are ranked by a share or increase."""
    subject: Value = _title(rule)
    if rule.category != "_T":
        subject = Message("title_of_part", {"indicator": subject, "part": Code("breakdown", rule.category)})
    key = _MEASURED.get(rule.measure) if rule.area else None
    return Message(key, {"subject": subject}) if key else subject


def _title(rule: Rule) -> Code:
    return Code("indicator", rule.indicator)
