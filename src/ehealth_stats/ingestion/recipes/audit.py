"""The audit: every figure of a document and what became of it: claimed by a row, not a quantity, or unclaimed."""

from collections.abc import Iterable
from dataclasses import astuple

import numpy as np
import pandas as pd
import pyarrow as pa

from ehealth_stats.codelists import qualifiers
from ehealth_stats.ingestion.documents import IntArray
from ehealth_stats.ingestion.figures.of_document.distinct_texts import to_strings
from ehealth_stats.ingestion.privacy.personal import MASK
from ehealth_stats.ingestion.recipes.context import Claim, Context
from ehealth_stats.ingestion.recipes.table.read import lines_read, table_jobs
from ehealth_stats.ingestion.text.exclusion import AMBIGUOUS, MEANING

_NO_ROW = "no row of a table takes it"


def to_claims(claims: Iterable[Claim]) -> pd.DataFrame:
    """Put claims into columns."""
    frame = pd.DataFrame([astuple(claim) for claim in claims], columns=list(Claim.__dataclass_fields__))
    return frame.astype({"start": "int64", "end": "int64", "reason": "str", "observation_id": "str"})


def audit_document(context: Context, claims: pd.DataFrame, asides: pd.DataFrame) -> pd.DataFrame:
    """Account for every digit group, number word and missing-value word of a document, in reading order.

    Parameters
    ----------
    claims, asides
        start, end (characters of the document's text), reason, observation_id.

    Returns
    -------
    DataFrame
        The columns of the audit; start and end of each stretch.
    """
    marks = pd.concat([_figures(context, claims, asides), _exclusions(context, claims)])
    marks = pd.concat([marks, _words_in_columns(context, claims, marks)])
    marks = marks.sort_values("start", kind="stable", ignore_index=True)
    locators = context.document.locators(marks["start"].to_numpy(), marks["end"].to_numpy())
    return marks.assign(source_id=context.source_id, locator=to_strings(locators))


def _figures(context: Context, claims: pd.DataFrame, asides: pd.DataFrame) -> pd.DataFrame:
    """Return the marks of figures: claimed, set aside by the recipe, or taken by no row."""
    figures, found = context.figures, context.figures.distinct.figures
    digits = found["printed"].str.contains(r"\d", regex=True)
    # Vague words, "all" and "none" are figures when a row takes them; alone they are ordinary words.
    loose = [code for code, each in qualifiers().items() if each.stands_alone and not each.is_missing]
    ordinary = found["qualifier"].isin(loose) | ((found["value"] == 0) & ~digits)
    claim, aside = (_cover(cover, figures.start, figures.end) for cover in (claims, asides))
    kept = np.flatnonzero((claim >= 0) | (aside >= 0) | ~ordinary.to_numpy(dtype=bool)[figures.item])
    claim, aside = claim[kept], aside[kept]
    reasons = pd.concat([claims["reason"], asides["reason"], pd.Series([_NO_ROW], dtype="str")])
    last = len(reasons) - 1
    explained = np.where(claim >= 0, claim, np.where(aside >= 0, aside + len(claims), last))
    kind = np.where(claim >= 0, "claimed", np.where(aside >= 0, "not_quantity", "unclaimed"))
    return pd.DataFrame({
        "start": figures.start[kept], "end": figures.end[kept],
        "text": found["printed"].iloc[figures.item[kept]].array,
        "kind": kind.astype(object),
        "reason": reasons.iloc[explained].array,
        "observation_id": _ids(claims, claim).array,
    })  # fmt: skip


def _exclusions(context: Context, claims: pd.DataFrame) -> pd.DataFrame:
    """Return the marks of digits that are no figure; those that can be read two ways are unclaimed."""
    items = context.figures.excluded
    claim = np.where(items["secret"], -1, _cover(claims, items["start"].to_numpy(), items["end"].to_numpy()))
    ambiguous = (items["reason"] == AMBIGUOUS).to_numpy()
    listed = ambiguous | (items["reason"] == MEANING).to_numpy()
    counted = items["secret"].to_numpy() | items["text"].str.contains(r"\d", regex=True).to_numpy(dtype=bool)
    kept = (claim >= 0) | listed | counted
    items, claim, ambiguous = items[kept], claim[kept], ambiguous[kept]
    kind = np.where(claim >= 0, "claimed", np.where(ambiguous, "unclaimed", "not_quantity"))
    taken = claims["reason"].to_numpy(dtype=object)[claim] if len(claims) else ""
    return pd.DataFrame({
        "start": items["start"].array, "end": items["end"].array,
        "text": items["text"].mask(items["secret"], MASK).array,
        "kind": kind.astype(object),
        "reason": np.where(claim >= 0, taken, items["reason"]),
        "observation_id": _ids(claims, claim).array,
    })  # fmt: skip


def _words_in_columns(context: Context, claims: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of named columns that hold no digits: claimed as signs or words, or taken by no row."""
    document, distinct = context.document, context.figures.distinct
    named = [line for job in table_jobs(context) for line in lines_read(job).tolist()]
    start = document.starts[named]
    size = distinct.sizes[named]
    cells = pd.DataFrame({"line": named, "start": start, "end": start + size}).drop_duplicates("line")
    inside = np.searchsorted(np.sort(marks["start"].to_numpy()), [cells["start"], cells["end"]])
    cells = cells[inside[0] == inside[1]]
    claim = _cover(claims, cells["start"].to_numpy(), cells["end"].to_numpy())
    texts = to_strings(distinct.texts.take(pa.array(distinct.codes[cells["line"]])))
    reasons = pd.concat([claims["reason"], pd.Series([_NO_ROW], dtype="str")])
    kinds = np.where(claim >= 0, "claimed", "unclaimed").astype(object)
    told: pd.DataFrame = cells.drop(columns="line")
    told["text"], told["kind"] = texts.array, kinds
    told["reason"], told["observation_id"] = reasons.iloc[claim].array, _ids(claims, claim).array
    return told


def _ids(claims: pd.DataFrame, claim: IntArray) -> "pd.Series[str]":
    """Return the observation of each claim, an empty text for none."""
    known: pd.Series[str] = pd.concat([claims["observation_id"], pd.Series([""], dtype="str")])
    return known.iloc[claim]


def _cover(claims: pd.DataFrame, start: IntArray, end: IntArray) -> IntArray:
    """Return for each stretch the claim that is exactly it, else the first claim that holds it, else -1."""
    starts, ends = claims["start"].to_numpy(), claims["end"].to_numpy()
    if not len(claims):
        return np.full(len(start), -1)
    size = int(max(ends.max(), end.max(initial=0))) + 1
    keys = starts * size + ends
    _, first = np.unique(keys, return_index=True)
    exact = keys[first]
    at = np.searchsorted(exact, start * size + end) % len(first)
    found = np.where(exact[at] == start * size + end, first[at], -1)
    # Sorted by their starts, the first claim that reaches far enough is the first at which the furthest end does.
    order = first[np.argsort(starts[first], kind="stable")]
    furthest = np.maximum.accumulate(ends[order])
    wide = np.searchsorted(furthest, end)
    holds = wide < np.searchsorted(starts[order], start, side="right")
    return np.where(found >= 0, found, np.where(holds, order[wide % len(order)], -1))


def masked_note(excluded: pd.DataFrame) -> str:
    """Say how many contact details were masked, by kind; an empty text when none was.

    Examples
    --------
    >>> masked_note(pd.DataFrame({"reason": ["e-mail address", "page"], "secret": [True, False]}))
    'masked: 1 e-mail address'
    """
    counts = excluded.loc[excluded["secret"], "reason"].value_counts()
    listed = ", ".join(f"{count} {reason}" for reason, count in sorted(counts.items()))
    return f"masked: {listed}" if listed else ""
