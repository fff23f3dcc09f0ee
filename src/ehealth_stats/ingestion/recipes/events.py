"""Timeline, participants, statements and asides of a recipe -> rows, each with the words that it claims."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from operator import attrgetter
from string import digits, whitespace
from typing import TypeAlias

import pandas as pd

from ehealth_stats.codelists import indicators, plain_qualifier
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.privacy.names import is_title
from ehealth_stats.ingestion.privacy.personal import count_hidden_names, find_personal
from ehealth_stats.ingestion.recipes.context import Claim, Context, Row
from ehealth_stats.ingestion.recipes.entry import Observation
from ehealth_stats.ingestion.recipes.model import (
    Label,
    ObservationEntry,
    ParticipantEntry,
    Recipe,
    Selection,
    TargetEntry,
    TimelineEntry,
)
from ehealth_stats.ingestion.recipes.observations import observation_rows, to_frame
from ehealth_stats.ingestion.recipes.passage import Stretch, find_passage
from ehealth_stats.ingestion.recipes.recipe import labelled
from ehealth_stats.ingestion.text.exclusion import Exclusion
from ehealth_stats.ingestion.text.periods import PeriodMention, find_periods, periods_of_line
from ehealth_stats.ingestion.text.rules import RECIPES, Text
from ehealth_stats.languages.lexicon import EVERY, printed_words
from ehealth_stats.schema import Period, parse_edtf

# What begins with a capital beside a name that is hidden.
_BESIDE_A_NAME = re.compile(r"(?!\d|_)[^\W a-zåäöæø][^\ufdd0()\[\]]*(?<![\s,:–-])")
_CONTACT = "phone number"
# The words of a contact detail, without the signs around them.
_SHOWN = re.compile(r"[^\s:;,()]+(?:[^\S\n]+[^\s:;,()]+)*")
_BULLETS = f"{whitespace}{digits}\u00a0).·•–—-"

# The indicator that a municipality in a list of participants is counted as, and the observation of 1.
Counted: TypeAlias = tuple[str, Observation]


def read_timeline(context: Context) -> Iterator[tuple[Row, Claim]]:
    """Read every timeline entry: one period after its anchor, or each line of a list with its period."""
    for number, entry in enumerate(context.recipe.timeline, 1):
        mentions: list[PeriodMention] = []
        with context.going_on():
            mentions = _dated(context, entry, context.where("timeline", number))
        for mention in mentions if entry.read == "list" else mentions[:1]:
            period = parse_edtf(entry.period) if entry.period else mention.period
            yield _timeline_row(context, entry, mention, period)


def _dated(context: Context, entry: TimelineEntry, where: str) -> list[PeriodMention]:
    """Return the periods of a passage, of a single entry the first.

    Those of the anchor itself ("Mål 2013", targets 2013) count only where no others are.
    """
    passage, most = context.passage(entry, where), None if entry.read == "list" else 1
    behind = (m for m in _periods(context, passage.anchor, passage.end) if m.start >= passage.start)
    if mentions := list(islice(behind, most)) or list(islice(_periods(context, passage.anchor, passage.end), most)):
        return mentions
    raise RecipeError(
        "the passage has no date or period", where=where,
        hint=f"it starts with {context.quote(passage.start, passage.end)!r}; move 'find' or 'until'",
    )  # fmt: skip


def _periods(context: Context, start: int, end: int) -> Iterator[PeriodMention]:
    """Yield the periods between two places that are in no name; each line is looked through once for all entries."""
    text, excluded = context.document.text, context.figures.exclusions
    at = text.rfind("\n", 0, start) + 1
    while at < end:
        line = text[at : line_end if (line_end := text.find("\n", at)) >= 0 else len(text)]
        for mention in _cut(line, at, start, end):
            before = bisect_right(excluded, mention.start, key=attrgetter("start")) - 1
            name = excluded[before] if before >= 0 and excluded[before].reason == "name" else None
            if name is None or mention.start >= name.end:
                yield mention
        at += len(line) + 1


def _cut(line: str, at: int, start: int, end: int) -> Iterator[PeriodMention]:
    """Yield the periods of a line that begins at a place; of one that a bound cuts, what the rest says."""
    mentions = periods_of_line(line)
    first = bisect_right(mentions, start - at, key=attrgetter("end"))
    for mention in mentions[first:]:
        here, there = max(at + mention.start, start), min(at + mention.end, end)
        if here >= there:
            return
        if (here, there) == (at + mention.start, at + mention.end):
            yield PeriodMention(here, there, mention.period)
        else:
            rest = find_periods(line[here - at : there - at])
            yield from (PeriodMention(here + one.start, here + one.end, one.period) for one in rest)


def _lines(text: str, start: int) -> Iterator[tuple[int, str]]:
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _timeline_row(context: Context, entry: TimelineEntry, mention: PeriodMention, period: Period) -> tuple[Row, Claim]:
    name = labelled("name", entry.name or _name_before(context, mention.start))
    row = {
        "source_id": context.source_id,
        **name,
        "kind": entry.kind,
        "period": period.edtf,
        "start": period.start,
        "end": period.end,
        "locator": context.document.locator(mention.start, mention.end),
        "text": context.quote(mention.start, mention.end),
    }
    return row, Claim(mention.start, mention.end, f"timeline: {name['name']}")


def _name_before(context: Context, at: int) -> str:
    start = context.document.starts[context.document.segment_at(at)]
    return context.quote(start, at).lstrip(_BULLETS).rstrip(" (:,-–") or context.quote(start, at + 20)


def hide_personal(recipe: Recipe, document: Document) -> Document:
    """Hide the persons in lists of participants, with or without a label of theirs, and what is named as a contact."""
    found: list[Exclusion] = []
    for number, entry in enumerate(recipe.participants, 1):
        try:
            passage = find_passage(document, entry, recipe.where("participants", number))
        except RecipeError:
            continue  # told when the list is read
        for start, line in _lines(document.text[passage.start : passage.end], passage.start):
            names = find_personal(line, ruled="" if entry.name else "name")
            found += [name._replace(start=start + name.start, end=start + name.end) for name in names]
    names = [name for name in found if name.reason == "name of a person"]
    return document.hidden([*names, *_contacts(recipe, document)])


def _contacts(recipe: Recipe, document: Document) -> Iterator[Exclusion]:
    for number, entry in enumerate(recipe.asides, 1):
        if entry.contact:
            try:
                passage = find_passage(document, entry, recipe.where("asides", number))
            except RecipeError:
                continue  # told when the aside is read
            printed = document.text[passage.start : passage.end]
            yield from (
                Exclusion(passage.start + match.start(), passage.start + match.end(), _CONTACT, secret=True)
                for match in _SHOWN.finditer(printed)
            )


def members_note(context: Context) -> str:
    """Say how many persons the lists of participants name, by role: they are counted, not named."""
    counts: Counter[str] = Counter()
    for number, entry in enumerate(context.recipe.participants, 1):
        with context.going_on():
            passage = context.passage(entry, context.where("participants", number))
            counts[entry.role] += count_hidden_names(context.document.text[passage.start : passage.end])
    listed = ", ".join(f"{count} {role}" for role, count in counts.items() if count)
    return f"persons among participants: {listed}" if listed else ""


def read_participants(context: Context) -> Iterator[tuple[Row, Counted | None, Claim]]:
    """Read the bodies and municipalities of every list; with an indicator, each municipality is an observation of 1."""
    for number, entry in enumerate(context.recipe.participants, 1):
        bodies: list[tuple[int, int]] = []
        with context.going_on():
            bodies = list(_bodies(context, entry, context.passage(entry, context.where("participants", number))))
        for start, end in bodies:
            area = _area_at(context, start, end)
            row = {
                "source_id": context.source_id,
                "programme": context.recipe.source.programme,
                "name": entry.name or context.quote(start, end),
                "area": area,
                "role": entry.role,
                "locator": context.document.locator(start, end),
            }
            counted = _one(context, entry, area, start, end) if entry.indicator and area else None
            yield row, counted, Claim(start, end, f"participant: {row['name']}")


def _names(context: Context, entry: ParticipantEntry, passage: Stretch) -> Iterator[tuple[int, int]]:
    """Yield the places of the names in a list, parted by commas, semicolons, line ends and words for "and"."""
    if entry.name:
        yield passage.anchor, passage.anchor_end
        return
    text, at = context.document.text, passage.start
    anchor = range(passage.anchor, passage.anchor_end) if entry.table else range(0)
    listed = Text(text[at : passage.end], EVERY, RECIPES)
    breaks = [(at + match.start(), at + match.end()) for match in listed.finditer("between_bodies")]
    for end, following in [*breaks, (passage.end, passage.end)]:
        printed = text[at:end]
        start = at + len(printed) - len(printed.lstrip(_BULLETS))
        stripped = text[start:end].rstrip(" .:")
        if stripped.strip(" :.") and start not in anchor:
            yield start, start + len(stripped)
        at = following


def _bodies(context: Context, entry: ParticipantEntry, passage: Stretch) -> Iterator[tuple[int, int]]:
    """Yield what a list names beside persons: "Ånge" of "Nomen Nescio, ordf. (Ånge)", nothing of "Nomen Nescio (S)"."""
    is_person = False
    for start, end in _names(context, entry, passage):
        printed = context.document.text[start:end]
        is_of_person, is_person = is_person and is_title(printed), bool(count_hidden_names(printed))
        for part in _BESIDE_A_NAME.finditer(printed) if is_person else ():
            if part[0] not in printed_words("party", EVERY) and not is_title(part[0]):
                yield start + part.start(), start + part.end()
        if not (is_person or is_of_person):
            yield start, end


def _area_at(context: Context, start: int, end: int) -> str:
    mentions = context.figures.mentions_between(start, end)
    return mentions[0].code if mentions and mentions[0].start == start else ""


def _one(context: Context, entry: ParticipantEntry, area: str, start: int, end: int) -> Counted:
    """Make the observation of 1 that a municipality in a list of participants is."""
    one = Observation(
        area=area, breakdown="_T", role="reported", value=1.0, lower=1.0, upper=1.0, qualifier=plain_qualifier(),
        unit=indicators()[entry.indicator].unit, locator=context.document.locator(start, end),
        text=context.quote_name(start, end), start=start, end=end,
    )  # fmt: skip
    return entry.indicator, one


def counted_rows(context: Context, counted: Sequence[Counted]) -> pd.DataFrame:
    """Make rows of the municipalities that participate, by the indicator that each is counted as."""
    return observation_rows(context, [indicator for indicator, _ in counted], to_frame(one for _, one in counted))


def read_statements(context: Context) -> Iterator[tuple[Row, Claim]]:
    """Read every statement: its anchor phrase is the evidence, its label is ours."""
    for number, entry in enumerate(context.recipe.statements, 1):
        span = _anchor(context, entry, context.where("statements", number))
        if span is None:
            continue
        row = _statement(context, entry.kind, entry.label, entry.area, span) | {"rule": entry.rule}
        yield row, Claim(*span, f"statement: {row['label']}")


def _statement(context: Context, kind: str, label: Label, area: str, span: tuple[int, int]) -> Row:
    return {
        "source_id": context.source_id,
        "kind": kind,
        **labelled("label", label),
        "area": area,
        "rule": "",
        "locator": context.document.locator(*span),
        "text": context.quote(*span),
    }


def read_inferences(context: Context) -> Iterator[Row]:
    """Read what a person inferred for an entry: the note says it, the anchor is what it rests on."""
    for section in ("observations", "targets"):
        entries: Sequence[ObservationEntry | TargetEntry] = getattr(context.recipe, section)
        for number, entry in enumerate(entries, 1):
            span = _anchor(context, entry, context.where(section, number)) if entry.note else None
            if span:
                yield _statement(context, "inference", entry.note, entry.area, span)


def read_asides(context: Context) -> Iterator[Claim]:
    """Read every figure that the recipe sets aside, with its reason."""
    for number, entry in enumerate(context.recipe.asides, 1):
        if span := _anchor(context, entry, context.where("asides", number)):
            yield Claim(*span, entry.reason)


def _anchor(context: Context, entry: Selection, where: str) -> tuple[int, int] | None:
    """Return where the last phrase of an entry stands; None where it does not, which is told with the rest."""
    with context.going_on():
        passage = context.passage(entry, where)
        return passage.anchor, passage.anchor_end
    return None
