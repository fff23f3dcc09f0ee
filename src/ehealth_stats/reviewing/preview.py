"""A document as it is read before and after a change of its recipe -> what the change makes, and what follows."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any, TypeAlias, cast

import pandas as pd
from pandas.util import hash_pandas_object

from ehealth_stats.analysis import compare_totals
from ehealth_stats.analysis.programme_totals import totals_of
from ehealth_stats.codelists import Language
from ehealth_stats.reporting.evidence.told import lines_of, quantity, told_rows
from ehealth_stats.reviewing.reading import Reading
from ehealth_stats.schema import Dataset, Interval
from ehealth_stats.wording.languages import term
from ehealth_stats.wording.messages import inside_sentence
from ehealth_stats.wording.numbers import figure, has_number, with_unit
from ehealth_stats.wording.periods import period

# a row of DataFrame.itertuples: its fields are the table's columns
Row: TypeAlias = Any
_TABLES = ("observations", "targets", "timeline", "statements", "participants")


@dataclass(frozen=True, slots=True)
class Preview:
    """What an entry reads, line by line, and what is another then.

    `totals` are what a total was and is, `appearing` and `leaving` contradictions, `again` is the number of the entry's
    words that another entry reads as well, `unclaimed` how many figures are open before and after.
    """

    rows: tuple[str, ...]
    totals: tuple[tuple[str, str, str], ...]
    appearing: tuple[str, ...]
    leaving: tuple[str, ...]
    again: int
    unclaimed: tuple[int, int]


def preview(before: Reading, after: Reading, positions: Sequence[int], language: Language) -> Preview:
    """Compare two readings of a document; `positions` are the entries that were added or changed, in the later one.

    What they change in totals and contradictions is looked for among the indicators of their figures, before and after.
    """
    counted = _changed(before, after, positions)
    followed = [[_follows(reading, code, language) for code in sorted(counted)] for reading in (before, after)]
    totals = [{name: text for each in side for name, text in each.totals.items()} for side in followed]
    disputes = [[text for each in side for text in each.disputes] for side in followed]
    named = list(dict.fromkeys([*totals[0], *totals[1]]))
    changed = [(name, totals[0].get(name, ""), totals[1].get(name, "")) for name in named]
    return Preview(
        rows=tuple(row for position in positions for row in rows_of(after, position, language)),
        totals=tuple(each for each in changed if each[1] != each[2]),
        appearing=tuple(each for each in disputes[1] if each not in disputes[0]),
        leaving=tuple(each for each in disputes[0] if each not in disputes[1]),
        again=sum(_again(after, position) for position in positions),
        unclaimed=(_unclaimed(before), _unclaimed(after)),
    )


def rows_of(reading: Reading, position: int, language: Language) -> list[str]:
    """Say what each row of an entry is: its figure, what it counts, of which area."""
    locators = _locators(reading, position)
    told = [
        each
        for table in _TABLES
        for frame in (reading.ingested.tables[table],)
        for _, each in told_rows(table, frame[frame["locator"].isin(locators)], language)
        if _is_of(reading, position, each.look)
    ]
    return [line for each in told for line in lines_of([each], language)]


def _is_of(reading: Reading, position: int, look: str) -> bool:
    """Tell a row of the entry's own kind: the words of a claim may be those of a figure too."""
    own = {"targets": "target", "timeline": "timeline", "statements": "statement", "participants": "participant"}
    wanted = own.get(reading.text.blocks[position].section, "")
    return look == wanted if wanted else look not in own.values()


def _locators(reading: Reading, position: int) -> set[str]:
    places = {(each.start, each.end) for each in reading.taken if each.position == position}
    claims = reading.ingested.claims
    own = [pair in places for pair in zip(claims["start"].tolist(), claims["end"].tolist(), strict=True)]
    named = claims["locator"][own].dropna()
    return {*named, *(reading.context.document.locator(*place) for place in places)}


def _changed(before: Reading, after: Reading, positions: Sequence[int]) -> set[str]:
    """Return the indicators whose figures may be others: those of entries that are new or others, before and after."""
    if len(before.text.blocks) != len(after.text.blocks):
        return {code for position in positions for code in _counted(after, position)}
    position = positions[0]
    if before.text.blocks[position].values == after.text.blocks[position].values:
        return set()
    return _counted(before, position) | _counted(after, position)


def _counted(reading: Reading, position: int) -> set[str]:
    values = reading.text.blocks[position].values
    return {values["indicator"]} if values.get("indicator") else set()


@dataclass(frozen=True, slots=True)
class _Checked:
    """What totals are made of, as a Dataset has it; these tables were checked when they were read."""

    observations: pd.DataFrame
    sources: pd.DataFrame
    statements: pd.DataFrame


@dataclass(frozen=True, slots=True)
class _Follows:
    """What follows from the figures of an indicator: its totals by what they are of, the stated figures that differ."""

    totals: Mapping[str, str]
    disputes: tuple[str, ...]


def _follows(reading: Reading, indicator: str, language: Language) -> _Follows:
    """Return what follows from an indicator in a reading; it is kept for every reading with the same rows."""
    observations = reading.ingested.tables["observations"]
    rows = observations[observations["indicator"] == indicator]
    if _SAID not in reading.known:
        reading.known[_SAID] = [
            *map(_fingerprint, (reading.ingested.tables[name] for name in ("statements", "sources")))
        ]
    key = (indicator, language, _fingerprint(rows), *reading.known[_SAID])
    if key not in reading.followed:
        disputes = tuple(_differing(compare_totals(rows), language)) if len(rows) > 1 else ()
        reading.followed[key] = _Follows(_totals(reading, rows, language), disputes)
    found: _Follows = reading.followed[key]
    return found


_SAID = "what totals go by beside observations"


def _fingerprint(table: pd.DataFrame) -> bytes:
    return hash_pandas_object(table, index=False).to_numpy().tobytes()


def _totals(reading: Reading, rows: pd.DataFrame, language: Language) -> dict[str, str]:
    if rows.empty:
        return {}
    tables = reading.ingested.tables
    checked = _Checked(rows, tables["sources"], tables["statements"])
    totals = totals_of(cast(Dataset, checked))
    found: dict[str, str] = {}
    row: Row
    for row in totals.itertuples(index=False):
        role = inside_sentence(term("role", row.role, language))
        name = f"{quantity(row, language)}, {period(row.period, language)}, {role}"
        found.setdefault(name, _number(row, ("value", "lower", "upper"), language))
    return found


def _differing(comparisons: pd.DataFrame, language: Language) -> Iterator[str]:
    wrong = comparisons[comparisons["verdict"].isin(["differs", "sources_disagree"])]
    row: Row
    for row in wrong.itertuples(index=False):
        sides = [("stated", "stated_lower", "stated_upper"), ("computed", "computed_lower", "computed_upper")]
        stated, computed = (_number(row, side, language) for side in sides)
        yield f"{quantity(row, language)}, {term('check', row.check, language)}: {stated} ≠ {computed}"


def _number(row: Row, names: tuple[str, str, str], language: Language) -> str:
    value, lower, upper = (getattr(row, name) for name in names)
    bounded = Interval(value, lower, upper)
    if isnan(lower):
        return ""
    text = figure(bounded, language)
    return with_unit(text, bounded, row.unit, language) if has_number(bounded) else text


def _again(reading: Reading, position: int) -> int:
    own = {(each.start, each.end) for each in reading.taken if each.position == position}
    others = {(each.start, each.end) for each in reading.taken if each.position != position}
    return len(own & others)


def _unclaimed(reading: Reading) -> int:
    return int((reading.ingested.marks["kind"] == "unclaimed").sum())
