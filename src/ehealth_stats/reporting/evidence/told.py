"""What rows of the tables say of the words that they were made of: a Dataset -> lines in a language, by locator."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan

import pandas as pd

from ehealth_stats.codelists import Language
from ehealth_stats.reporting.places import anchor_of, row_id
from ehealth_stats.reporting.programmes import Row, rows_of
from ehealth_stats.schema import Dataset, Interval
from ehealth_stats.wording.languages import term
from ehealth_stats.wording.messages import code_in_words, few, inside_sentence, said_in, word
from ehealth_stats.wording.numbers import figure, has_number, printed, unit_in_words, with_unit
from ehealth_stats.wording.periods import day, period

_PARTICIPANT = "participant"
ROLES = ("reported", "stated_total", "planned", "rate")


@dataclass(frozen=True, slots=True)
class Told:
    """What a row says: its anchor, the look that it gives to its words, and its line: what, of which area, and how."""

    anchor: str
    look: str
    what: str
    area: str = ""
    how: str = ""


def told_by(dataset: Dataset, source_id: str, language: Language) -> Mapping[str, tuple[Told, ...]]:
    """Return what the rows made of a document say, by the locator of the words that they were made of."""
    found: dict[str, list[Told]] = defaultdict(list)
    for table in _LINES:
        frame = dataset.tables()[table]
        for locator, told in told_rows(table, frame[frame["source_id"] == source_id], language):
            found[locator].append(told)
    return {locator: tuple(listed) for locator, listed in found.items()}


def told_rows(table: str, rows: pd.DataFrame, language: Language) -> Iterator[tuple[str, Told]]:
    """Yield what each row of a table says, with the locator of its words."""
    look, line = _LINES[table]
    for row in rows_of(rows):
        yield row.locator, Told(anchor_of(row_id(row)), look or row.role, *line(row, language))


def lines_of(told: Sequence[Told], language: Language) -> list[str]:
    """Return the lines of rows, those that differ in their areas alone as one.

    A participant that is counted is not told again.

    Examples
    --------
    >>> lines_of([Told("a", "", "Pascal, 2013", "Ånge", ": 1"), Told("b", "", "Pascal, 2013", "Timrå", ": 1")], "sv")
    ['Pascal, 2013, Ånge och Timrå: 1']
    """
    areas: dict[tuple[str, str], list[str]] = defaultdict(list)
    for each in [each for each in told if each.look != _PARTICIPANT] or told:
        areas[each.what, each.how] += [each.area] if each.area else []
    named = ((what, few(names, "n_areas", language), how) for (what, how), names in areas.items())
    return [f"{', '.join(filter(None, (what, names)))}{how}" for what, names, how in named]


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
    return f"{name} ({inside_sentence(part)})"


def _observation(row: Row, language: Language) -> tuple[str, ...]:
    bounded = Interval(row.value, row.lower, row.upper)
    text = printed(bounded, row.qualifier, language, bounds=True)
    if has_number(bounded, row.qualifier):
        text = with_unit(text, bounded, row.unit, language)
    what = f"{quantity(row, language)}, {period(row.period, language)}"
    role = inside_sentence(term("role", row.role, language))
    how = f": {text}" if row.role == ROLES[0] else f": {text} ({role})"
    return what, code_in_words("area", row.area, language), how


def _target(row: Row, language: Language) -> tuple[str, ...]:
    due = word("evidence_due", language, day=day(row.due.date(), language)) if pd.notna(row.due) else ""
    how = ", ".join(filter(None, (_asked(row, language), due)))
    return (f"{word('evidence_target', language)}: {said_in(row._asdict(), 'label', language)} ({how})",)


def _asked(row: Row, language: Language) -> str:
    """Say what a target asks for: its kind and its number, unless that only repeats the kind ("milestone")."""
    kind = inside_sentence(term("target", row.kind, language))
    bounded = Interval(row.target_value, row.target_lower, row.target_upper)
    repeats = unit_in_words(row.unit, 1, language).casefold() == kind.casefold()
    if isnan(row.target_lower) or repeats:
        return kind
    return f"{kind} {with_unit(figure(bounded, language), bounded, row.unit, language)}"


def _entry(row: Row, language: Language) -> tuple[str, ...]:
    name = said_in(row._asdict(), "name", language)
    return (f"{term('timeline', row.kind, language)}: {name}, {period(row.period, language)}",)


def _statement(row: Row, language: Language) -> tuple[str, ...]:
    return (f"{term('statement', row.kind, language)}: {said_in(row._asdict(), 'label', language)}",)


def _participant(row: Row, language: Language) -> tuple[str, ...]:
    return (f"{term('role', row.role, language) or word('evidence_participant', language)}: {row.name}",)


# table -> the look of its words, empty for the role of the row, and the line
_LINES: Mapping[str, tuple[str, Callable[[Row, Language], tuple[str, ...]]]] = {
    "observations": ("", _observation),
    "targets": ("target", _target),
    "timeline": ("timeline", _entry),
    "statements": ("statement", _statement),
    "participants": (_PARTICIPANT, _participant),
}
# In the order in which one of several gives words their look.
LOOKS = (*ROLES, *(look for look, _ in _LINES.values() if look), "not_quantity", "unclaimed")


def look_in_words(look: str, language: Language) -> str:
    """Return what a look means."""
    vocabulary = "role" if look in ROLES else "audit"
    return term(vocabulary, look, language) or word(f"evidence_{look}", language)
