"""Findings on later documents of a programme: Dataset -> figures that one revises, plans whose outcome one reports."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, add, number_text
from ehealth_stats.analysis.findings.finding import (
    Book,
    Finding,
    Row,
    figure_text,
    name_of,
    place_of,
    printed,
    quotes,
    title_of,
)
from ehealth_stats.codelists import area_name
from ehealth_stats.schema import Dataset, parse_edtf

_SAME = ["programme", "indicator", "breakdown", "area", "unit"]
_PLAN = ["source_id", "programme", "indicator", "breakdown", "period", "unit"]


def are_versions(dataset: Dataset, sources: Sequence[str]) -> bool:
    """Say whether two sources are an earlier and a later document of one programme, so that the later one revises."""
    programmes = _programmes(dataset)
    days = [_days(dataset)[name] for name in sources]
    return len({programmes[name] for name in sources}) == 1 and None not in days and len(set(days)) == len(sources) == 2


def revisions(book: Book) -> Iterator[Finding]:
    """Yield a finding for every figure that a later document of the programme gives differently: that one counts."""
    rows = _dated(book.dataset)
    told = rows[rows["role"].isin(["reported", "stated_total"]) & (rows["status"] != "D")]
    for _, versions in told.groupby([*_SAME, "period"], sort=False):
        one_a_source = versions.drop_duplicates("source_id", keep="last")
        for before, after in pairwise(one_a_source.to_dict("records")):
            if before["day"] != after["day"] and _figure(before) != _figure(after):
                yield _revised(before, after, book)


def _revised(before: Row, after: Row, book: Book) -> Finding:
    is_apart = not _interval(before).overlaps(_interval(after))
    unit = name_of("units", after["unit"])
    names = (str(after[name]) for name in ("source_id", "indicator", "area", "breakdown", "period"))
    return Finding(
        name="/".join(["revised", *names]),
        kind="revised",
        severity=book.severity([before, after]) if is_apart else "low",
        source_id=f"{before['source_id']}|{after['source_id']}",
        statement=(
            f"{title_of(after)} ({place_of(after)}): {printed(before)} {unit} in {before['source_id']}, "
            f"{printed(after)} in {after['source_id']}; the later one counts."
        ),
        arithmetic=_gap(before, after, unit),
        **quotes([before, after]),
        settles="Why it was revised, from who counted." if is_apart else "",
    )


def _gap(before: Row, after: Row, unit: str) -> str:
    if pd.isna(before["value"]) or pd.isna(after["value"]):
        return f"{figure_text(_interval(before))} -> {figure_text(_interval(after))} {unit}"
    gap = number_text(after["value"] - before["value"])
    return f"{number_text(after['value'])} - {number_text(before['value'])} = {gap} {unit}"


def outcomes(book: Book) -> Iterator[Finding]:
    """Yield a finding for every plan that a later document of the programme reports on: planned against reported."""
    rows = _dated(book.dataset)
    reported = rows[(rows["role"] == "reported") & (rows["status"] != "D")]
    for _, plan in rows[rows["role"] == "planned"].groupby(_PLAN, sort=False):
        pairs = [(row, _outcome(row, reported)) for row in plan.to_dict("records")]
        known = [(planned, outcome) for planned, outcome in pairs if outcome]
        if known:
            yield _against(known, [planned for planned, outcome in pairs if not outcome], book)


def _outcome(planned: Row, reported: pd.DataFrame) -> Row | None:
    """Return the first reading of a later document that is at or after the end of the planned period."""
    rows = reported[reported["day"] > planned["day"]]
    for name in _SAME:
        rows = rows[rows[name] == planned[name]]
    if pd.notna(planned["period_end"]):
        rows = rows[rows["period_end"] >= planned["period_end"]]
    first = rows[rows["period_end"] == rows["period_end"].min()].to_dict("records")
    return first[-1] if first else None


def _against(known: Sequence[tuple[Row, Row]], without: Sequence[Row], book: Book) -> Finding:
    plan, outcome = known[0]
    unit = name_of("units", plan["unit"])
    sums = [add(_interval(pair[side]) for pair in known) for side in (0, 1)]
    terms = [f"{area_name(planned['area'])} {printed(planned)} -> {printed(told)}" for planned, told in known]
    together = f"; together {figure_text(sums[0])} -> {figure_text(sums[1])} {unit}" if len(known) > 1 else f" {unit}"
    left = ", ".join(area_name(row["area"]) for row in without)
    return Finding(
        name="/".join(["outcome", *(str(plan[name]) for name in ("source_id", "indicator", "breakdown", "period"))]),
        kind="outcome",
        severity="low",
        source_id=f"{plan['source_id']}|{outcome['source_id']}",
        statement=(
            f"{title_of(plan)}: of what {plan['source_id']} planned ({plan['period']}), {outcome['source_id']} reports "
            f"the outcome ({outcome['period']}) in {len(known)} of {len(known) + len(without)} areas."
        ),
        arithmetic=", ".join(terms) + together,
        **quotes([row for pair in known for row in pair]),
        settles=f"The outcome in {left}." if left else "",
    )


def _dated(dataset: Dataset) -> pd.DataFrame:
    """Return the observations of dated sources with programme and day of publication as text, the earliest first."""
    days, programmes = _days(dataset), _programmes(dataset)
    names = dataset.observations["source_id"].tolist()
    rows = dataset.observations.assign(
        programme=[programmes[name] for name in names], day=[str(days[name] or "") for name in names]
    )
    return rows[rows["day"] != ""].sort_values("day", kind="stable")


def _programmes(dataset: Dataset) -> Mapping[str, str]:
    return dict(zip(dataset.sources["source_id"], dataset.sources["programme"], strict=True))


def _days(dataset: Dataset) -> Mapping[str, date | None]:
    published = {row["source_id"]: parse_edtf(row["published"]) for row in dataset.sources.to_dict("records")}
    return {source: period.end if period.dated else None for source, period in published.items()}


def _interval(row: Row) -> Interval:
    return Interval(row["value"], row["lower"], row["upper"])


def _figure(row: Row) -> tuple[str, ...]:
    """Return a figure so that two without a point are alike too."""
    return str(row["value"]), str(row["lower"]), str(row["upper"])
