"""Claims that a recipe records with a rule, tested under the bounds: statements, observations -> one result a claim."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Share, figures_of, narrow, number_text, root_of, share
from ehealth_stats.analysis.frames import finest
from ehealth_stats.analysis.totals import total
from ehealth_stats.codelists import area_name, categories, check_code, label
from ehealth_stats.errors import TableError

ClaimVerdict = Literal["supported", "contradicted", "undecided"]
Frames = Mapping[str, Sequence[str] | None]

_RULE = re.compile(
    r"(?P<kind>largest|most) (?P<indicator>\w+) (?P<category>\w+)(?: (?P<sign><=|>=) (?P<limit>\d+(?:\.\d+)?) ?%)?"
)
_EXPECTED = "largest INDICATOR CATEGORY, or most INDICATOR CATEGORY <= N %, or >= N %"
# Shares are quotients of printed figures: 45/450 is 10 % whatever the last bit says.
_SLACK = 1e-9


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
class _Rule:
    kind: str
    indicator: str
    category: str
    limit: float
    is_floor: bool = False

    def holds(self, part: Interval) -> bool:
        """Say whether a share is certainly on the claimed side of the limit."""
        if self.is_floor:
            return part.lower >= self.limit - _SLACK
        return part.upper <= self.limit + _SLACK

    def fails(self, part: Interval) -> bool:
        """Say whether a share is certainly on the other side of the limit."""
        if self.is_floor:
            return part.upper < self.limit - _SLACK
        return part.lower > self.limit + _SLACK


def check_claims(statements: pd.DataFrame, observations: pd.DataFrame, *, frames: Frames) -> list[ClaimResult]:
    """Test each claim that has a rule against the figures of its own document.

    "largest INDICATOR CATEGORY": supported when the category's lower bound is above every sibling's upper one,
    contradicted when its upper one is below some sibling's lower one. "most INDICATOR CATEGORY <= N %" (or >=):
    supported when the category's share of the whole is certainly at most N % in more than half of the areas,
    contradicted when that can't be. Else undecided, as is a category that stands alone. Assumptions ("closed …") are
    not tested.

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
    rule = _parsed(claim)
    rows = observations[observations["indicator"].eq(rule.indicator) & observations["role"].eq("reported")]
    rows = _latest(rows[rows["source_id"].eq(claim["source_id"]) & rows["status"].ne("D")], rule.category)
    if rows.empty:
        raise TableError(
            f"no figure of {rule.indicator} {rule.category} tests the rule {claim['rule']!r}",
            where=f"statements of {claim['source_id']}, {claim['locator']}",
            expected=f"a reported observation of the category {rule.category}",
        )
    frame = frames.get(str(claim["source_id"]))
    verdict, statement, arithmetic, used = (_largest if rule.kind == "largest" else _most)(rule, rows, frame)
    told = rows.loc[rows["breakdown"].isin(used), "observation_id"]
    source = {name: str(claim[name]) for name in ("source_id", "rule", "label", "locator", "text")}
    return ClaimResult(
        **source, verdict=verdict, statement=statement, arithmetic=arithmetic, observation_ids=tuple(told)
    )


def _parsed(claim: Mapping[Any, Any]) -> _Rule:
    match = _RULE.fullmatch(" ".join(str(claim["rule"]).split()))
    if match is None or (match["kind"] == "most") != (match["limit"] is not None):
        where = f"statements of {claim['source_id']}, {claim['locator']}"
        raise TableError(f"can't read the rule {claim['rule']!r}", where=where, expected=_EXPECTED)
    check_code("indicators", match["indicator"])
    check_code("categories", match["category"])
    limit, is_floor = float(match["limit"] or 0) / 100, match["sign"] == ">="
    return _Rule(match["kind"], match["indicator"], match["category"], limit, is_floor)


def _latest(rows: pd.DataFrame, category: str) -> pd.DataFrame:
    """Return the rows of the finest areas in the latest period that has the category."""
    own = rows[rows["breakdown"] == category].sort_values("period_end", na_position="first")
    return finest(rows[rows["period"] == own["period"].iloc[-1]]) if len(own) else own


def _largest(rule: _Rule, rows: pd.DataFrame, frame: Sequence[str] | None) -> tuple[ClaimVerdict, str, str, list[str]]:
    sums = total(rows, by=["breakdown"], frame=frame)
    figures = dict(zip(sums["breakdown"], figures_of(sums), strict=True))
    own, mine = categories()[rule.category], figures[rule.category]
    siblings = [
        code
        for code in figures
        if code != rule.category
        and (categories()[code].parent, categories()[code].dimension) == (own.parent, own.dimension)
    ]
    verdict: ClaimVerdict = "undecided"
    if siblings and all(mine.lower > figures[code].upper for code in siblings):
        verdict = "supported"
    elif any(mine.upper < figures[code].lower for code in siblings):
        verdict = "contradicted"
    ranked = sorted([rule.category, *siblings], key=lambda code: -figures[code].lower)
    arithmetic = ", ".join(f"{label('categories', code)} {figures[code]}" for code in ranked)
    name = f"{label('categories', rule.category)} ({mine})"
    return verdict, f"{name} against {len(siblings)} other groups of {_title(rule)}", arithmetic, ranked


def _most(rule: _Rule, rows: pd.DataFrame, frame: Sequence[str] | None) -> tuple[ClaimVerdict, str, str, list[str]]:
    shares = _shares(rule, narrow(rows, frame=frame))
    true = sum(rule.holds(part) for part in shares.values())
    false = sum(rule.fails(part) for part in shares.values())
    verdict: ClaimVerdict = "undecided"
    if true > len(shares) / 2:
        verdict = "supported"
    elif shares and len(shares) - false <= len(shares) / 2:
        verdict = "contradicted"
    limit, side, other = f"{number_text(rule.limit * 100)} %", "most", "more"
    if rule.is_floor:
        side, other = "least", "less"
    statement = (
        f"{label('categories', rule.category)} is at {side} {limit} of {_title(rule)} in {true} of "
        f"{len(shares)} areas, {other} in {false}, and open in {len(shares) - true - false}"
    )
    arithmetic = ", ".join(f"{area_name(area)} {percent_text(part)}" for area, part in shares.items())
    return verdict, statement, arithmetic, [rule.category, root_of(rule.category)]


def _shares(rule: _Rule, cells: pd.DataFrame) -> dict[str, Interval]:
    """Return the category's share of its whole in each area; what is not known may be anything."""
    shares: dict[str, Interval] = {}
    for area, own in cells.groupby("area", sort=True):
        parts = own[own["breakdown"] == rule.category]
        wholes = own[own["breakdown"] == root_of(rule.category)]
        if len(parts) and len(wholes):
            figures = figures_of(parts)[0], figures_of(wholes)[0]
            shares[str(area)] = share([Share(*figures, taken=parts["taken"].iloc[0])])
    return shares


def percent_text(part: Interval) -> str:
    """Write a fraction with bounds as percent with one decimal.

    Examples
    --------
    >>> percent_text(Interval(0.1, 0.1, 0.1)), percent_text(Interval(float("nan"), 0.02876, 0.4547))
    ('10 %', '2.9-45.5 %')
    """
    low, high = (f"{100 * end:.1f}".removesuffix(".0") for end in (part.lower, part.upper))
    return f"{low} %" if low == high else f"{low}-{high} %"


def _title(rule: _Rule) -> str:
    return label("indicators", rule.indicator)
