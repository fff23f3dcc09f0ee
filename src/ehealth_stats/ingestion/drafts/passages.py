"""What stands alone in a text -> entries of a recipe: money, targets with a figure, tables of categories, dates."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ehealth_stats.codelists import match_category, qualifiers, units
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.drafts.entry import (
    CHECK,
    Draft,
    anchor_values,
    find_anchor,
    guess_indicator,
    to_toml,
    write_entry,
)
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.text.periods import PeriodMention, find_periods, is_year
from ehealth_stats.languages.lexicon import EVERY, any_of

_LABEL = 80
_LEAST_KNOWN = 2


def draft_targets(document: Document, figures: Sequence[Figure]) -> Iterator[Draft]:
    """Write an entry for every figure behind a word for a target, such as "Mål 2015:", in its paragraph.

    The kind is a guess: a level, or a band where the figure is a range.
    """
    for figure in figures:
        at, segment = document.starts[figure.segment], document.segments[figure.segment]
        word = next(reversed(list(_target_pattern().finditer(segment.text, 0, figure.start - at))), None)
        start = figure.start - (figure.quantity.start - figure.quantity.first)
        anchor = find_anchor(document, start, figure.end) if word and segment.table < 0 else None
        if word and anchor:
            due = find_periods(segment.text[word.end() : figure.start - at])
            is_range = qualifiers()[figure.quantity.qualifier].is_range
            values = {
                "indicator": guess_indicator([segment.text], [], _kinds(figure)),
                "kind": "range" if is_range else "level",
                "label": mask(segment.text)[:_LABEL],
                "due": due[0].period.edtf if due and due[0].period.dated else "",
                **anchor_values(anchor),
            }
            yield Draft(
                write_entry("targets", values, ["indicator", "kind", "label", "due"]), frozenset([figure.start])
            )


def draft_money(document: Document, figures: Sequence[Figure]) -> Iterator[Draft]:
    """Write an entry for every sum of money."""
    for figure in figures:
        start = figure.start - (figure.quantity.start - figure.quantity.first)
        anchor = find_anchor(document, start, figure.end) if _kinds(figure) == {"money"} else None
        if anchor:
            text = document.segments[figure.segment].text
            before = text[: figure.quantity.first].casefold().split()
            category = next(filter(None, (match_category(" ".join(before[at:])) for at in range(len(before)))), "")
            values = {
                "indicator": guess_indicator([text], [], {"money"}),
                "breakdown": category if category != "_T" else "",
                **anchor_values(anchor),
            }
            yield Draft(write_entry("observations", values, ["indicator", "breakdown"]), frozenset([figure.start]))


def draft_categories(document: Document, figures: Sequence[Figure]) -> Iterator[Draft]:
    """Write an entry for every table of labels with one figure each, if the code list knows two of the labels."""
    by_table: dict[int, dict[int, list[Figure]]] = {}
    for figure in figures:
        segment = document.segments[figure.segment]
        if segment.table >= 0 and segment.row >= 0:
            by_table.setdefault(segment.table, {}).setdefault(segment.row, []).append(figure)
    for index, rows in by_table.items():
        table = document.tables[index]
        labels = [table.rows[row][0] for row in rows]
        unknown = [label for label in labels if not match_category(label)]
        single = all(len(found) == 1 for found in rows.values()) and len(set(labels)) == len(labels)
        if single and all(labels) and len(labels) - len(unknown) >= _LEAST_KNOWN:
            values = {
                "indicator": guess_indicator([" ".join(table.header)], [table.name, *labels], set()),
                "table": labels[0],
                "read": "by category",
            }
            listed = ", ".join(f"{to_toml(label)} = {to_toml('unclassified')}" for label in unknown)
            named = f"\ncategories = {{ {listed} }}{CHECK}" if listed else ""
            entry = write_entry("observations", values, ["indicator"]) + named
            yield Draft(entry, frozenset(found[0].start for found in rows.values()))


def draft_timeline(document: Document) -> Iterator[Draft]:
    """Write an entry for every date, month, season or span of running text; a year alone dates nothing."""
    for at, segment in zip(document.starts, document.segments, strict=True):
        for mention in find_periods(segment.text) if segment.table < 0 else ():
            printed = segment.text[mention.start : mention.end]
            anchor = find_anchor(document, at + mention.start, at + mention.end)
            if mention.period.dated and not is_year(printed) and anchor:
                values = {"kind": _kind(mention), "name": mask(segment.text)[:_LABEL], **anchor_values(anchor)}
                yield Draft(write_entry("timeline", values, ["kind", "name"]), frozenset())


def _kind(mention: PeriodMention) -> str:
    return "activity" if "/" in mention.period.edtf else "milestone"


def _kinds(figure: Figure) -> set[str]:
    return {units()[figure.quantity.unit].kind} if figure.quantity.unit else set()


@cache
def _target_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(EVERY, 'target')})(?!\w)", re.IGNORECASE)
