"""The audit: every figure of a document, and what became of it: claimed, not a quantity, or unclaimed."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ehealth_stats.ingestion.context import Claim, Context, Row
from ehealth_stats.ingestion.figures import Figure
from ehealth_stats.ingestion.personal import MASK
from ehealth_stats.ingestion.quantities.model import AMBIGUOUS, Exclusion

# Vague words, "all" and "none" are figures when a row takes them; alone they are ordinary words.
_ORDINARY = ("all", "vague")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the document that the audit accounts for."""

    start: int
    end: int
    row: Row


def audit_document(context: Context, claims: Sequence[Claim], asides: Sequence[Claim]) -> list[Mark]:
    """Account for every digit group, number word and missing-value word of a document, in reading order."""
    marks = [*_figures(context, claims, asides), *_exclusions(context, claims)]
    return sorted(marks, key=lambda mark: mark.start)


def _figures(context: Context, claims: Sequence[Claim], asides: Sequence[Claim]) -> Iterator[Mark]:
    claimed, aside = _Cover(claims), _Cover(asides)
    for figure in context.figures.items:
        claim, reason = claimed.find(figure.start, figure.end), aside.find(figure.start, figure.end)
        ordinary = figure.quantity.qualifier in _ORDINARY or _is_none(figure)
        if claim:
            yield _mark(context, figure, "claimed", claim)
        elif reason:
            yield _mark(context, figure, "not_quantity", reason)
        elif not ordinary:
            yield _mark(context, figure, "unclaimed", Claim(figure.start, figure.end, "no row of a table takes it"))


def _is_none(figure: Figure) -> bool:
    printed = figure.text[-(figure.end - figure.start) :]
    return figure.quantity.value == 0 and not re.search(r"\d", printed)


def _exclusions(context: Context, claims: Sequence[Claim]) -> Iterator[Mark]:
    claimed = _Cover(claims)
    for item in context.figures.exclusions:
        claim = claimed.find(item.start, item.end)
        if claim and not item.secret:
            yield _mark(context, item, "claimed", claim)
        elif item.reason == AMBIGUOUS:
            yield _mark(context, item, "unclaimed", Claim(item.start, item.end, item.reason))
        elif item.secret or re.search(r"\d", context.document.text[item.start : item.end]):
            yield _mark(context, item, "not_quantity", Claim(item.start, item.end, item.reason))


def _mark(context: Context, item: Figure | Exclusion, kind: str, claim: Claim) -> Mark:
    secret = isinstance(item, Exclusion) and item.secret
    row: Row = {
        "source_id": context.source_id,
        "locator": context.document.locator(item.start, item.end),
        "text": MASK if secret else context.quote(item.start, item.end),
        "kind": kind,
        "reason": claim.reason,
        "observation_id": claim.observation_id,
    }
    return Mark(item.start, item.end, row)


class _Cover:
    """Claims by their start, to ask which one holds a stretch."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self._exact = {(claim.start, claim.end): claim for claim in reversed(list(claims))}
        self._wide = sorted(self._exact.values(), key=lambda claim: claim.start)

    def find(self, start: int, end: int) -> Claim | None:
        if (start, end) in self._exact:
            return self._exact[start, end]
        return next((claim for claim in self._wide if claim.start <= start and end <= claim.end), None)


def masked_note(exclusions: Iterable[Exclusion]) -> str:
    """Say how many contact details were masked, by kind; an empty text when none was.

    Examples
    --------
    >>> masked_note([Exclusion(0, 5, "e-mail address", secret=True)])
    'masked: 1 e-mail address'
    """
    counts = Counter(item.reason for item in exclusions if item.secret)
    listed = ", ".join(f"{count} {reason}" for reason, count in sorted(counts.items()))
    return f"masked: {listed}" if listed else ""
