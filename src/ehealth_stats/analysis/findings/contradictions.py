"""Findings on stated figures: table comparisons -> what differs, what only rounds, what can't be checked."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Row, number_text
from ehealth_stats.analysis.findings.finding import (
    Finding,
    ObservationIndex,
    figure_text,
    name_of,
    place_of,
    printed,
    quotes,
    title_of,
)
from ehealth_stats.analysis.findings.follow_up import are_versions

_ENDS = {
    "differs": "their bounds have nothing in common",
    "compatible": "they differ, but their bounds overlap",
    "within_rounding": "the gap is within rounding",
    "not_checkable": "that can't be checked",
    "sources_disagree": "their bounds have nothing in common",
}
# Checks whose note is the formula.
_FORMULAS = ("percent", "change")
# How each check calls what is stated, and what it is held against.
_STATED = {"change": "a change of {} stated", "percent": "{} stated", "mean": "{} stated for all together"}
_COMPUTED = {
    "list": "the names add up to {}",
    "percent": "the part and the whole give {}",
    "change": "the two readings give {}",
    "mean": "its areas have {}",
}
_SETTLES = {
    "differs": "A corrected total, or the exact figures of the terms on the day of the stated one.",
    "compatible": "The exact figures of the terms that are given with bounds.",
    "within_rounding": "",
    "not_checkable": "The figures that are missing from the sum.",
    "sources_disagree": "Which of the two is right, from who counted.",
}
_SETTLES_CHECK = {
    ("percent", "differs"): "What the percentage is of, and the part and the whole on that day.",
    ("change", "differs"): "The two readings that the change was worked out from, as they were counted.",
    ("change", "not_checkable"): "The first reading, as a number above 0.",
    ("mean", "differs"): "A corrected figure for all together, or the part and the whole of each area.",
    ("mean", "not_checkable"): "The part and the whole of each area.",
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
            severity="low" if row["verdict"] == "within_rounding" else index.severity(rows),
            source_id=row["source_id"],
            statement=_statement(row, stated, rows),
            arithmetic=_arithmetic(row, stated, rows),
            **quotes(rows),
            settles=_SETTLES_CHECK.get((row["check"], row["verdict"]), _SETTLES[row["verdict"]]),
        )


def _statement(row: Row, stated: Row, rows: Sequence[Row]) -> str:
    title, end = f"{title_of(row)} ({place_of(row)})", f"{_ENDS[row['verdict']]}."
    if row["check"] == "sources":
        return f"{title}: two places give {_against(rows)}; {end}"
    printed_first = f"{printed(stated)} {name_of('units', row['unit'])}"
    left = _STATED.get(row["check"], "{} stated").format(printed_first)
    right = _COMPUTED.get(row["check"], "the parts add up to {}").format(_interval(row, "computed"))
    note = f" Note: {row['note']}." if row["note"] and row["check"] not in _FORMULAS else ""
    return f"{title}: {left}, {right}; {end}{note}"


def _arithmetic(row: Row, stated: Row, rows: Sequence[Row]) -> str:
    """Write out the sum in the order of the document, or the formula, then the stated figure and the gap."""
    if row["check"] == "sources":
        return f"{_against(rows)}, gap {number_text(abs(row['difference']))}" if _has_gap(row) else ""
    text = f"{_left_side(row, stated, rows)} = {_interval(row, 'computed')}, stated {printed(stated)}"
    if _has_gap(row):
        text += f", gap {number_text(abs(row['difference']))}"
    if pd.notna(row["tolerance_needed"]):
        text += f", {100 * row['tolerance_needed']:.3g} % of the inexact terms"
    return f"{text}. {row['candidates'][0].upper()}{row['candidates'][1:]}" if row["candidates"] else text


def _left_side(row: Row, stated: Row, rows: Sequence[Row]) -> str:
    if row["check"] in _FORMULAS:
        return str(row["note"])
    terms = _printed_once(term for term in rows if term is not stated)
    if row["check"] == "list":
        return f"{len(terms)} named"
    if row["check"] == "mean":
        return f"the smallest to the largest of {', '.join(terms)}"
    return " + ".join(terms)


def _printed_once(terms: Iterable[Row]) -> list[str]:
    """Write each term once, with all that it is given as: "51", or "51/52" where two places differ."""
    figures: dict[tuple[str, str], list[str]] = {}
    for term in terms:
        figures.setdefault((term["area"], term["breakdown"]), []).append(printed(term))
    return ["/".join(dict.fromkeys(told)) for told in figures.values()]


def _against(rows: Sequence[Row]) -> str:
    return " against ".join(dict.fromkeys(printed(row) for row in rows))


def _has_gap(row: Row) -> bool:
    return bool(pd.notna(row["difference"]))


def _interval(row: Row, name: str) -> str:
    return figure_text(Interval(row[name], row[f"{name}_lower"], row[f"{name}_upper"]))
