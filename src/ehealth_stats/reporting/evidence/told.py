"""What rows of the tables say of the words that they were made of: a Dataset -> lines in a language, by locator."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from ehealth_stats.codelists import Language
from ehealth_stats.reporting.places import anchor_of, row_id
from ehealth_stats.schema import Dataset, Interval
from ehealth_stats.wording.languages import term
from ehealth_stats.wording.messages import code_in_words, said_in, word
from ehealth_stats.wording.numbers import has_number, printed, with_unit
from ehealth_stats.wording.periods import day, period

# a row of DataFrame.itertuples: its fields are the table's columns
Row: TypeAlias = Any
ROLES = ("reported", "stated_total", "planned", "rate")


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says: its anchor, the look that it gives to its words, and a line for a reader."""

    anchor: str
    look: str
    line: str


def told_by(dataset: Dataset, source_id: str, language: Language) -> Mapping[str, tuple[Told, ...]]:
    """Return what the rows made of a document say, by the locator of the words that they were made of."""
    found: dict[str, list[Told]] = defaultdict(list)
    for table, (look, line) in _LINES.items():
        frame = dataset.tables()[table]
        row: Row
        for row in frame[frame["source_id"] == source_id].itertuples(index=False):
            told = Told(anchor_of(row_id(row)), look or row.role, line(row, language))
            found[row.locator].append(told)
    return {locator: tuple(listed) for locator, listed in found.items()}


def quantity(row: Row, language: Language) -> str:
    """Name what a row of observations, targets or totals counts, with its part.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> quantity(SimpleNamespace(indicator="safety_alarms", breakdown="digital"), "sv")
    'Trygghetslarm (digitala)'
    """
    name = code_in_words("indicator", row.indicator, language)
    if row.breakdown == "_T":
        return name
    part = code_in_words("breakdown", row.breakdown, language)
    return f"{name} ({part if part[1:2].isupper() else part[:1].lower() + part[1:]})"


def _observation(row: Row, language: Language) -> str:
    bounded = Interval(row.value, row.lower, row.upper)
    text = printed(bounded, row.qualifier, language, bounds=True)
    if has_number(bounded, row.qualifier):
        text = with_unit(text, bounded, row.unit, language)
    where = (code_in_words("area", row.area, language), period(row.period, language))
    line = f"{', '.join(filter(None, (quantity(row, language), *where)))}: {text}"
    role = term("role", row.role, language)
    return line if row.role == ROLES[0] else f"{line} ({role[:1].lower()}{role[1:]})"


def _target(row: Row, language: Language) -> str:
    label, kind = said_in(row._asdict(), "label", language), term("target", row.kind, language)
    bounded = Interval(row.target_value, row.target_lower, row.target_upper)
    number = with_unit(printed(bounded, "", language), bounded, row.unit, language) if has_number(bounded) else ""
    due = word("evidence_due", language, day=day(row.due.date(), language)) if pd.notna(row.due) else ""
    what = f"{kind[:1].lower()}{kind[1:]} {number}".strip()
    return f"{word('evidence_target', language)}: {label} ({', '.join(filter(None, (what, due)))})"


def _entry(row: Row, language: Language) -> str:
    name = said_in(row._asdict(), "name", language)
    return f"{term('timeline', row.kind, language)}: {name}, {period(row.period, language)}"


def _statement(row: Row, language: Language) -> str:
    return f"{term('statement', row.kind, language)}: {said_in(row._asdict(), 'label', language)}"


def _participant(row: Row, language: Language) -> str:
    return f"{term('role', row.role, language) or word('evidence_participant', language)}: {row.name}"


# table -> the look of its words, empty for the role of the row, and the line
_LINES: Mapping[str, tuple[str, Callable[[Row, Language], str]]] = {
    "observations": ("", _observation),
    "targets": ("target", _target),
    "timeline": ("timeline", _entry),
    "statements": ("statement", _statement),
    "participants": ("participant", _participant),
}
# In the order in which one of several gives words their look.
LOOKS = (*ROLES, *(look for look, _ in _LINES.values() if look), "not_quantity", "unclaimed")


def look_in_words(look: str, language: Language) -> str:
    """Return what a look means."""
    vocabulary = "role" if look in ROLES else "audit"
    return term(vocabulary, look, language) or word(f"evidence_{look}", language)
