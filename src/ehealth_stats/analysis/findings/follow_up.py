"""Findings on later documents of a programme: Dataset -> figures that one revises, plans whose outcome one reports."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Row, add, figure_in
from ehealth_stats.analysis.findings.finding import Finding, ObservationIndex, place_of, printed, quotes, title_of
from ehealth_stats.analysis.frames import counted_areas
from ehealth_stats.analysis.progress.target_file import merger_of
from ehealth_stats.codelists import merged_from, other_definitions, result_roles
from ehealth_stats.schema import Amount, Code, Dataset, Message, Value, parse_edtf

_SAME = ["programme", "indicator", "breakdown", "unit"]
_FIGURE = [*_SAME, "area", "period"]
_PLAN = ["source_id", "programme", "indicator", "breakdown", "period", "unit"]


def are_versions(dataset: Dataset, sources: Sequence[str]) -> bool:
    """Say whether two sources are an earlier and a later document of one programme, so that the later one revises."""
    if len(sources) != 2:
        return False
    programmes, days = _programmes(dataset), _days(dataset)
    one, other = sources
    return programmes[one] == programmes[other] and None not in (days[one], days[other]) and days[one] != days[other]


def revisions(index: ObservationIndex) -> Iterator[Finding]:
    """Yield a finding for every figure that a later document of the programme gives differently: that one counts."""
    rows = _dated(index.dataset)
    told = rows[rows["role"].isin(result_roles()) & ~rows["status"].isin(other_definitions())]
    told = told.drop_duplicates([*_FIGURE, "source_id"], keep="last")
    for _, versions in told[told.duplicated(_FIGURE, keep=False)].groupby(_FIGURE, sort=False):
        for before, after in pairwise(versions.to_dict("records")):
            if before["day"] != after["day"] and _figure(before) != _figure(after):
                yield _revised(before, after, index)


def _revised(before: Row, after: Row, index: ObservationIndex) -> Finding:
    merger = merger_of(str(after["area"]), _day(before), _day(after))
    is_apart = not figure_in(before).overlaps(figure_in(after))
    names = (str(after[name]) for name in ("source_id", "indicator", "area", "breakdown", "period"))
    told: dict[str, Value] = {"before": printed(before, after["unit"]), "earlier": before["source_id"]}
    told |= {"after": printed(after), "later": after["source_id"]}
    if merger:
        statement = Message("revised_over_merger", place_of(after) | told | {"merger": merger})
    else:
        statement = Message("revised_figure", place_of(after) | told)
    settles = Message("settles_borders" if merger else "settles_revision")
    return Finding(
        name="/".join(["revised", *names]),
        kind="revised",
        severity=index.severity([before, after]) if is_apart and not merger else "low",
        source_id=f"{before['source_id']}|{after['source_id']}",
        statement=statement,
        arithmetic=_gap(figure_in(before), figure_in(after), after["unit"]),
        **quotes([before, after]),
        settles=settles if is_apart else None,
    )


def _gap(before: Interval, after: Interval, unit: str) -> Message:
    if not (before.has_point and after.has_point):
        return Message("from_to", {"before": before, "after": Amount(after, unit)})
    gap = after.value - before.value
    formula = Message("difference", {"minuend": after.value, "subtrahend": before.value})
    return Message("formula_gives", {"formula": formula, "result": Amount(Interval(gap, gap, gap), unit)})


def outcomes(index: ObservationIndex) -> Iterator[Finding]:
    """Yield a finding for every plan that a later document of the programme reports on: planned against reported.

    Where municipalities merged in between, their plans together stand against the figure of what they became.
    """
    rows = _dated(index.dataset)
    reported = rows[(rows["role"] == "reported") & ~rows["status"].isin(other_definitions())]
    for _, plan in rows[rows["role"] == "planned"].groupby(_PLAN, sort=False):
        planned = {row["area"]: row for row in plan.to_dict("records")}
        pairs = sorted(_outcomes(planned, reported), key=lambda pair: list(planned).index(pair[0][0]["area"]))
        if pairs:
            yield _against(pairs, planned, index)


def _outcomes(planned: Mapping[str, Row], reported: pd.DataFrame) -> Iterator[tuple[list[Row], Row]]:
    """Yield what was planned and the first reading of a later document, at or after the end of the planned period."""
    plan = next(iter(planned.values()))
    rows = reported[reported["day"] > plan["day"]]
    for name in _SAME:
        rows = rows[rows[name] == plan[name]]
    if pd.notna(plan["period_end"]):
        rows = rows[rows["period_end"] >= plan["period_end"]]
    for area, own in rows.groupby("area", sort=False):
        told = own[own["period_end"] == own["period_end"].min()].to_dict("records")
        parts = merged_from(str(area), on=_day(told[-1]), before=_day(plan)) if told else ()
        if parts and planned.keys() >= set(parts):
            yield [planned[code] for code in parts], told[-1]


def _day(row: Row) -> date:
    return date.fromisoformat(row["day"])


def _against(pairs: Sequence[tuple[list[Row], Row]], planned: Mapping[str, Row], index: ObservationIndex) -> Finding:
    covered = [row for rows, _ in pairs for row in rows]
    plan, outcome = covered[0], pairs[0][1]
    left = tuple(Code("area", code) for code in planned if planned[code] not in covered)
    told: dict[str, Value] = {"plan": plan["source_id"], "period": Code("period", plan["period"])}
    told |= {"outcome": outcome["source_id"], "outcome_period": Code("period", outcome["period"])}
    told |= {"title": title_of(plan), "covered": len(covered), "areas": counted_areas(planned.keys(), len(planned))}
    return Finding(
        name="/".join(["outcome", *(str(plan[name]) for name in ("source_id", "indicator", "breakdown", "period"))]),
        kind="outcome",
        severity="low",
        source_id=f"{plan['source_id']}|{outcome['source_id']}",
        statement=Message("outcome_of_plan", told),
        arithmetic=_planned_and_reported(pairs, plan["unit"]),
        **quotes([row for rows, told in pairs for row in (*rows, told)]),
        settles=Message("settles_outcome", {"areas": left}) if left else None,
    )


def _planned_and_reported(pairs: Sequence[tuple[list[Row], Row]], unit: str) -> Message:
    """Return what was planned and reported of each area, of several also what they are together."""
    if len(pairs) == 1:
        return _term(*pairs[0], unit)
    planned = add(figure_in(row) for rows, _ in pairs for row in rows)
    reported = Amount(add(figure_in(told) for _, told in pairs), unit)
    together = Message("from_to", {"before": planned, "after": reported})
    return Message("areas_together", {"terms": tuple(_term(*pair) for pair in pairs), "together": together})


def _term(rows: Sequence[Row], told: Row, unit: str = "") -> Message:
    """Return what was planned and what was reported, which has a name of its own where areas merged."""
    before = Message("sum", {"terms": tuple(_named(row) for row in rows)})
    return Message("from_to", {"before": before, "after": _named(told, unit) if len(rows) > 1 else printed(told, unit)})


def _named(row: Row, unit: str = "") -> Message:
    return Message("name_and_figure", {"name": Code("area", row["area"]), "figure": printed(row, unit)})


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


def _figure(row: Row) -> tuple[str, ...]:
    """Return a figure so that two without a point are alike too."""
    return str(row["value"]), str(row["lower"]), str(row["upper"])
