"""Findings on stated figures: table comparisons -> what differs, what only rounds, what can't be checked."""

from collections.abc import Iterator
from math import inf

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, number_text
from ehealth_stats.analysis.findings.finding import Book, Finding, Row, figure_text, place_of, printed, quotes, title_of
from ehealth_stats.analysis.findings.follow_up import are_versions
from ehealth_stats.codelists import label

_ENDS = {
    "differs": "their bounds have nothing in common.",
    "compatible": "they differ, but their bounds overlap.",
    "within_rounding": "the gap is within rounding.",
    "not_checkable": "without an upper bound that can't be checked.",
    "sources_disagree": "their bounds have nothing in common.",
}
_SETTLES = {
    "differs": "A corrected total, or the exact figures of the terms on the day of the stated one.",
    "compatible": "The exact figures of the terms that are given with bounds.",
    "within_rounding": "",
    "not_checkable": "The figures that are missing from the sum.",
    "sources_disagree": "Which of the two is right, from who counted.",
}


def contradictions(comparisons: pd.DataFrame, book: Book) -> Iterator[Finding]:
    """Yield a finding for every comparison that does not simply agree, and is no revision by a later document."""
    for row in comparisons[comparisons["verdict"] != "agrees"].to_dict("records"):
        if are_versions(book.dataset, row["source_id"].split("|")):
            continue
        known = book.rows(row["observation_ids"].split("|"))
        severity = book.severity(row["indicator"], row["breakdown"])
        yield Finding(
            name=row["comparison_id"],
            kind=row["verdict"],
            severity="low" if row["verdict"] == "within_rounding" else severity,
            source_id=row["source_id"],
            statement=_statement(row, known),
            arithmetic=_arithmetic(row, known),
            **quotes(known),
            settles=_SETTLES[row["verdict"]],
        )


def _statement(row: Row, known: list[Row]) -> str:
    title, end = f"{title_of(row)} ({place_of(row)})", _ENDS[row["verdict"]]
    if row["check"] == "sources":
        return f"{title}: two places give {_against(known)}; {end}"
    computed, unit = _interval(row, "computed"), label("units", row["unit"])
    parts = "names add up to" if row["check"] == "list" else "parts add up to"
    note = f" Note: {row['note']}." if row["note"] else ""
    return f"{title}: {_stated(row, known)} {unit} stated, the {parts} {computed}; {end}{note}"


def _arithmetic(row: Row, known: list[Row]) -> str:
    """Write the sum out in the order of the document, then the stated figure and the gap."""
    if row["check"] == "sources":
        return f"{_against(known)}, gap {number_text(abs(row['difference']))}" if _has_gap(row) else ""
    terms = [printed(term) for term in known if not _is_stated(term, row)]
    text = " + ".join(terms) if row["check"] != "list" else f"{len(terms)} named"
    text = f"{text} = {_interval(row, 'computed')}, stated {_stated(row, known)}"
    if _has_gap(row):
        text += f", gap {number_text(abs(row['difference']))}"
    if row["tolerance_needed"] < inf:
        text += f", {100 * row['tolerance_needed']:.3g} % of the inexact terms"
    return f"{text}. {row['candidates'][0].upper()}{row['candidates'][1:]}" if row["candidates"] else text


def _against(known: list[Row]) -> str:
    return " against ".join(dict.fromkeys(printed(row) for row in known))


def _has_gap(row: Row) -> bool:
    return bool(pd.notna(row["difference"]))


def _is_stated(term: Row, row: Row) -> bool:
    return term["role"] == "stated_total" and (term["breakdown"], term["area"]) == (row["breakdown"], row["area"])


def _stated(row: Row, known: list[Row]) -> str:
    stated = [printed(term) for term in known if _is_stated(term, row)]
    return stated[0] if stated else _interval(row, "stated")


def _interval(row: Row, name: str) -> str:
    return figure_text(Interval(row[name], row[f"{name}_lower"], row[f"{name}_upper"]))
