"""Findings on stated figures: table comparisons -> what differs, what only rounds, what can't be checked."""

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Row, level_of
from ehealth_stats.analysis.findings.finding import Finding, ObservationIndex, place_of, printed, quotes
from ehealth_stats.analysis.findings.follow_up import are_versions
from ehealth_stats.analysis.frames import frames_of
from ehealth_stats.codelists import read_area, units
from ehealth_stats.schema import Amount, Message, Percent, Value, message_in, read_message

# What a comparison comes to, in one clause; of figures that differ by what was checked.
_COMES_TO = {
    "compatible": "bounds_overlap",
    "within_rounding": "gap_within_rounding",
    "not_checkable": "cannot_be_checked",
    "sources_disagree": "not_both_right",
}
_WRONG = {
    "list": "count_is_wrong",
    "percent": "percentage_is_wrong",
    "change": "change_is_wrong",
    "mean": "share_is_wrong",
}
# What the words of the figures leave room for contradicts nothing.
_CHANGES_NOTHING = ("within_rounding", "compatible")
# Checks whose note is the formula.
_FORMULAS = ("percent", "change")
# How each check says what is stated, and what that is held against.
_STATED = {"change": "change_stated", "mean": "stated_for_all"}
_COMPUTED = {
    "list": "names_add_up",
    "percent": "part_and_whole_give",
    "change": "readings_give",
    "mean": "areas_have",
}
_SETTLES = {
    "differs": "settles_total",
    "compatible": "settles_terms_with_bounds",
    "not_checkable": "settles_missing_terms",
    "sources_disagree": "settles_which_place",
}
_SETTLES_CHECK = {
    ("percent", "differs"): "settles_percentage",
    ("change", "differs"): "settles_readings",
    ("change", "not_checkable"): "settles_first_reading",
    ("mean", "differs"): "settles_mean",
    ("mean", "not_checkable"): "settles_parts_and_wholes",
}


def contradictions(comparisons: pd.DataFrame, index: ObservationIndex) -> Iterator[Finding]:
    """Yield a finding for every comparison that does not simply agree, and is no revision by a later document."""
    for row in comparisons[comparisons["verdict"] != "agrees"].to_dict("records"):
        if are_versions(index.dataset, row["source_id"].split("|")):
            continue
        ids = row["observation_ids"].split("|")
        (stated,), rows = index.rows(ids[:1]), index.rows(ids)
        yield Finding(
            name=row["comparison_id"],
            kind=row["verdict"],
            severity="low" if row["verdict"] in _CHANGES_NOTHING else index.severity(rows),
            source_id=row["source_id"],
            statement=_statement(row, stated, rows),
            arithmetic=_arithmetic(row, stated, rows),
            **quotes(rows),
            settles=_settles(row),
        )


def scopes(index: ObservationIndex) -> Iterator[Finding]:
    """Yield a finding for every target of "all nine municipalities" whose document has more or fewer in scope."""
    dataset = index.dataset
    frames = frames_of(dataset)
    for target in dataset.targets[dataset.targets["kind"] == "all_areas"].to_dict("records"):
        frame, stated = frames.get(target["source_id"]), target["target_value"]
        if frame is None or pd.isna(stated) or target["unit"] not in units() or not units()[target["unit"]].level:
            continue
        inside = [code for code in frame if read_area(code).is_within(target["area"])]
        if stated == len(inside):
            continue
        named = {"stated": stated, "scope": float(len(inside))}
        said = {key: Amount(Interval(number, number, number), target["unit"]) for key, number in named.items()}
        yield Finding(
            name=f"scope/{target['target_id']}",
            kind="differs",
            severity="high",
            source_id=target["source_id"],
            statement=Message("all_areas_and_scope", {"label": target["label"], **said}),
            arithmetic=Message("gap", {"gap": abs(stated - len(inside))}),
            locators=(target["locator"].replace("|", "/"),),
            texts=(target["text"].replace("|", "/"),),
            settles=Message("settles_scope"),
        )


def _settles(row: Row) -> Message | None:
    key = _SETTLES_CHECK.get((row["check"], row["verdict"]), _SETTLES.get(row["verdict"]))
    return Message(key) if key else None


def _statement(row: Row, stated: Row, rows: Sequence[Row]) -> Message:
    comes_to = Message(_COMES_TO.get(row["verdict"]) or _WRONG.get(row["check"], "sum_is_wrong"))
    if row["check"] == "sources":
        return Message("two_places", {**place_of(row), "figures": _against(rows), "comes_to": comes_to})
    left = Message(_STATED.get(row["check"], "figure_stated"), {"figure": printed(stated, row["unit"])})
    values: dict[str, Value] = {"stated": left, "computed": _computed_of(row, stated, rows), "comes_to": comes_to}
    statement = Message("stated_and_computed", place_of(row) | values)
    for name in ("note", "candidates"):
        told = message_in(row, name)
        if told and not (name == "note" and row["check"] in _FORMULAS):
            statement = Message("statement_and_more", {"statement": statement, "more": told})
    return statement


def _computed_of(row: Row, stated: Row, rows: Sequence[Row]) -> Message:
    """Say what the figure is held against: the parts, the names, or the municipalities' own figures."""
    levels = {level_of(term["area"]) for term in rows if term is not stated}
    by_area = "municipalities_give" if levels == {"municipality"} else "areas_give"
    key = by_area if row["check"] == "areas" else _COMPUTED.get(row["check"], "parts_add_up")
    return Message(key, {"figure": _computed(row)})


def _arithmetic(row: Row, stated: Row, rows: Sequence[Row]) -> Message | None:
    """Write out the sum in the order of the document, or the formula, then the stated figure and the gap."""
    gap: list[Message] = [Message("gap", {"gap": abs(row["difference"])})] if pd.notna(row["difference"]) else []
    if row["check"] == "sources":
        return Message("steps", {"steps": (_against(rows), *gap)}) if gap else None
    left = _left_side(row, stated, rows)
    steps = [
        Message("computed_and_stated", {"left": left, "computed": _computed(row), "stated": printed(stated)}),
        *gap,
    ]
    if pd.notna(needed := row["tolerance_needed"]):
        steps.append(Message("part_of_inexact_terms", {"part": Percent(Interval(needed, needed, needed))}))
    return Message("steps", {"steps": tuple(steps)})


def _left_side(row: Row, stated: Row, rows: Sequence[Row]) -> Message:
    if row["check"] in _FORMULAS:
        return read_message(row["note_message"])
    terms = _printed_once(term for term in rows if term is not stated)
    if row["check"] == "list":
        return Message("so_many_named", {"n": len(terms)})
    return Message("smallest_to_largest" if row["check"] == "mean" else "sum", {"terms": terms})


def _printed_once(terms: Iterable[Row]) -> tuple[Message, ...]:
    """Return each term once, with all that it is given as: "51", or "51/52" where two places differ."""
    figures: dict[tuple[str, str], list[Message]] = {}
    for term in terms:
        figures.setdefault((term["area"], term["breakdown"]), []).append(printed(term))
    once = (tuple(dict.fromkeys(told)) for told in figures.values())
    return tuple(told[0] if len(told) == 1 else Message("one_or_other", {"figures": told}) for told in once)


def _against(rows: Sequence[Row]) -> Message:
    figures = dict.fromkeys(printed(row) for row in rows)
    return reduce(lambda one, other: Message("one_against_other", {"one": one, "other": other}), figures)


def _computed(row: Row) -> Interval:
    return Interval(row["computed"], row["computed_lower"], row["computed_upper"])
