"""Claims that a recipe records with a rule, tested under the bounds: statements, observations -> one result a claim."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, root_of
from ehealth_stats.analysis.claims.measures import Figures, Frame, by_area, by_category, change_of, periods_of
from ehealth_stats.analysis.claims.rules import Rule, read_rule
from ehealth_stats.codelists import area_name, label
from ehealth_stats.errors import TableError

ClaimVerdict = Literal["supported", "contradicted", "undecided"]
Frames = Mapping[str, Frame]

__all__ = ["ClaimResult", "check_claims", "percent_text"]

# The word for the other side of a limit.
_OTHER = {"<=": "more", ">=": "less", "<": "not", ">": "not"}


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """What became of a claim: the verdict, in words, the arithmetic, and the observations that it rests on."""

    source_id: str
    rule: str
    label: str
    locator: str
    text: str
    verdict: ClaimVerdict
    statement: str
    arithmetic: str
    observation_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The verdict in words, and which categories it rests on."""

    verdict: ClaimVerdict
    statement: str
    arithmetic: str
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
    rows = rows[rows["source_id"].eq(claim["source_id"]) & rows["status"].ne("D")]
    rows = rows[rows["unit"].eq("percent") == _is_in_percent(rule, rows)]
    _check_figures(rule, rows, str(claim["rule"]), where)
    outcome = _TESTS[rule.kind](rule, rows, frames.get(str(claim["source_id"])))
    used = rows["breakdown"].isin(outcome.categories) & rows["period"].isin(periods_of(rows, rule))
    source = {name: str(claim[name]) for name in ("source_id", "rule", "label", "locator", "text")}
    return ClaimResult(
        **source,
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
    amounts = [f"{label('categories', code)} {figure}" for code, figure in _ranked(figures)]
    mine = figures[rule.category]
    statement = (
        f"{label('categories', rule.category)} ({mine}) against {len(figures) - 1} other groups of {_title(rule)}"
    )
    return _Outcome(
        _rank_verdict(figures, rule.category, is_top=rule.word == "largest"),
        statement,
        ", ".join(amounts),
        list(figures),
    )


def _rank(rule: Rule, rows: pd.DataFrame, frame: Frame) -> _Outcome:
    figures = by_area(rows, rule, frame)
    amounts = [f"{area_name(area)} {_measured(rule, figure)}" for area, figure in _ranked(figures)]
    if rule.area not in figures:
        statement = f"{_subject(rule)} has no figure of {area_name(rule.area)}"
        return _Outcome("undecided", statement, ", ".join(amounts), _used(rule))
    others = len(figures) - 1
    statement = (
        f"{_subject(rule)} in {area_name(rule.area)} ({_measured(rule, figures[rule.area])}) against {others} areas"
    )
    verdict = _rank_verdict(figures, rule.area, is_top=rule.word == "highest")
    return _Outcome(verdict, statement, ", ".join(amounts), _used(rule))


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
    of_what = f" of {_title(rule)}" if rule.measure == "share" else ""
    subject = label("categories", rule.category) if rule.measure == "share" else _subject(rule)
    statement = (
        f"{subject} is {rule.limit_text}{of_what} in {true} of {len(figures)} areas, "
        f"{_OTHER[rule.sign]} in {false}, and open in {open_ones}"
    )
    amounts = [f"{area_name(area)} {_measured(rule, figure)}" for area, figure in figures.items()]
    return _Outcome(verdict, statement, ", ".join(amounts), _used(rule))


def _change(rule: Rule, rows: pd.DataFrame, frame: Frame) -> _Outcome:
    before, after, change = change_of(rows, rule, frame)
    verdict: ClaimVerdict = "supported" if rule.holds(change) else "contradicted" if rule.fails(change) else "undecided"
    first, last = periods_of(rows, rule)
    statement = (
        f"{_subject(rule)} changed by {_measured(rule, change)} from {first} to {last}; {rule.limit_text} claimed"
    )
    formula = f"{after} / {before} - 1" if rule.measure == "share" else f"{after} - {before}"
    return _Outcome(verdict, statement, f"{formula} = {_measured(rule, change)}", [rule.category])


_TESTS = {"group": _group, "rank": _rank, "areas": _areas, "change": _change}


def _used(rule: Rule) -> list[str]:
    return [rule.category, root_of(rule.category)] if rule.measure == "share" else [rule.category]


def _measured(rule: Rule, figure: Interval) -> str:
    return percent_text(figure) if rule.measure == "share" else str(figure)


def _subject(rule: Rule) -> str:
    part = "" if rule.category == "_T" else f", {label('categories', rule.category)}"
    return (
        _title(rule) + part + {"share": ", share", "increase": ", increase"}.get(rule.measure if rule.area else "", "")
    )


def percent_text(part: Interval) -> str:
    """Write a fraction with bounds as percent with one decimal.

    Examples
    --------
    >>> percent_text(Interval(0.1, 0.1, 0.1)), percent_text(Interval(float("nan"), 0.02876, 0.4547))
    ('10 %', '2.9-45.5 %')
    """
    low, high = (f"{100 * end:.1f}".removesuffix(".0") for end in (part.lower, part.upper))
    return f"{low} %" if low == high else f"{low}-{high} %"


def _title(rule: Rule) -> str:
    return label("indicators", rule.indicator)
