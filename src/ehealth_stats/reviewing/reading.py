"""A document and the text of its recipe as it changes -> what the recipe reads; only what changed is read anew."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from ehealth_stats.codelists import CodeLists
from ehealth_stats.codelists.own import LISTS
from ehealth_stats.errors import EHealthStatsError, RecipeError, raise_all
from ehealth_stats.ingestion.documents import Document, IntArray
from ehealth_stats.ingestion.recipes.context import Claim, Context, Row
from ehealth_stats.ingestion.recipes.events import (
    read_asides,
    read_inferences,
    read_participants,
    read_statements,
    read_timeline,
)
from ehealth_stats.ingestion.recipes.ingest import Ingested, Rows, lists_of, lists_to_read, open_recipe, tabulate
from ehealth_stats.ingestion.recipes.model import Recipe
from ehealth_stats.ingestion.recipes.observations import read_observations
from ehealth_stats.ingestion.recipes.recipe import parse_recipe
from ehealth_stats.ingestion.recipes.targets import read_targets
from ehealth_stats.reviewing.recipe_text import SOURCE, RecipeText, Values, parse_recipe_text
from ehealth_stats.schema import to_table

SECTIONS = ("observations", "targets", "timeline", "participants", "statements", "asides")
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Taken:
    """Words of the document that an entry reads: the entry's position in the recipe, and the words' place."""

    position: int
    start: int
    end: int


@dataclass(frozen=True)
class Reading:
    """What a recipe reads of its document: its text by entries, the tables, and which entry reads which words.

    `known` keeps what was computed of it, `followed` what was computed of rows that other readings have too.
    """

    text: RecipeText
    context: Context
    ingested: Ingested
    taken: tuple[Taken, ...]
    known: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)
    followed: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def entry_at(self, start: int, end: int) -> int | None:
        """Return the position of the entry that reads these words: the one whose words are the fewest."""
        starts, ends = self._ends
        holding = np.flatnonzero((starts <= start) & (end <= ends))
        return self.taken[holding[np.argmin((ends - starts)[holding])]].position if len(holding) else None

    @cached_property
    def _ends(self) -> tuple[IntArray, IntArray]:
        """Where the words of all entries begin and end."""
        places = np.array([(each.start, each.end) for each in self.taken], dtype=np.int64).reshape(-1, 2)
        return places[:, 0], places[:, 1]

    def first_of(self, position: int) -> Taken | None:
        """Return the first words that an entry reads."""
        return min(
            (each for each in self.taken if each.position == position), key=lambda each: each.start, default=None
        )


_OPENED = 3
"""As often a document is kept open: a click and its undo go back and forth."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A document whose figures are found, for what a recipe says about it, and what entries read in it."""

    said: object
    context: Context
    kept: dict[tuple[str, str], Any]


class Reader:
    """Reads a document by one recipe after the other; what an entry read is kept as long as the document is the same.

    Its figures are found anew only where the recipe says something else about it, or hides other persons.
    """

    def __init__(self, document: Document, path: Path, lists: CodeLists) -> None:
        self._lists = lists
        self._document = document
        self._path = path
        self._own: dict[str, CodeLists] = {}
        self._opened: list[_Opened] = []
        self._kept: dict[tuple[str, str], Any] = {}
        self._followed: dict[object, Any] = {}

    def read(self, text: str) -> Reading:
        """Read the document by a recipe.

        Raises
        ------
        RecipeError
            If the text is no recipe, or an entry does not fit the document.
        """
        with self._lists:
            parsed = parse_recipe_text(text)
            recipe = self._with_lists(parse_recipe(text, self._path), parsed)
            opened = self._open(recipe)
        context = replace(opened, recipe=recipe, mistakes=[], baselines=[])
        with lists_to_read(recipe):
            rows = Rows(
                observations=self._observations(context),
                participants=self._rows_of(context, "participants"),
                targets=list(read_targets(context)),
                timeline=self._rows_of(context, "timeline"),
                statements=self._rows_of(context, "statements"),
                inferred=list(read_inferences(context)),
                asides=self._rows_of(context, "asides"),
            )
            ingested = tabulate(context, rows, table_of=self._table)
            taken = tuple(self._taken(context, parsed))
            return Reading(parsed, context, ingested, taken, followed=self._followed)

    def with_guesses(self, reading: Reading, entries: Sequence[tuple[str, Values]]) -> Reading:
        """Return the reading with those of some entries that run and read something new, each as a guess."""
        for section, values in entries:
            if section in LISTS:
                reading = self._added(reading, [(section, values)]) or reading
        running = [each for each in entries if each[0] in SECTIONS and self._runs(reading, *each)]
        together = self._added(reading, running) if running else None
        if together is None:
            return reading if len(running) < 2 else self._one_by_one(reading, running)
        new = _new_entries(reading, together)
        chosen = [each for number, each in enumerate(running) if number in new]
        if len(chosen) == len(running):
            return together
        return (self._added(reading, chosen) if chosen else None) or reading

    def _one_by_one(self, reading: Reading, entries: Sequence[tuple[str, Values]]) -> Reading:
        """Add entries that do not run together."""
        for each in entries:
            tried = self._added(reading, [each])
            reading = tried if tried and _new_entries(reading, tried) else reading
        return reading

    def _added(self, reading: Reading, entries: Sequence[tuple[str, Values]]) -> Reading | None:
        text = reading.text
        try:
            for section, values in entries:
                text = text.added(section, values, is_guess=section in SECTIONS)
            return self.read(str(text))
        except EHealthStatsError:
            return None

    def _runs(self, reading: Reading, section: str, values: Values) -> bool:
        """Tell an entry that can be read alone."""
        head = (block for block in reading.text.blocks if block.section in ("", SOURCE, *LISTS))
        text = str(RecipeText(tuple(head)).added(section, values))
        try:
            with self._lists:
                recipe = self._with_lists(parse_recipe(text, self._path), parse_recipe_text(text))
            with lists_to_read(recipe):
                alone = _alone(reading.context, **{section: getattr(recipe, section)})
                found = read_entry_alone(alone, _CLAIMS[section])
        except EHealthStatsError:
            return False
        return not isinstance(found, RecipeError)

    def _rows_of(self, context: Context, section: str) -> list[Any]:
        return [row for _, row in self._each(context, section, _CLAIMS[section])]

    def _table(self, table: str, rows: list[Row]) -> pd.DataFrame:
        return self._once((table, repr(rows)), lambda: to_table(table, rows))

    def _open(self, recipe: Recipe) -> Context:
        """Find the figures of the document, unless that is done for the same words about it and what to hide."""
        contacts = [entry for entry in recipe.asides if entry.contact]
        said = (recipe.source, recipe.participants, contacts, recipe.limits, lists_to_read(recipe), lists_of(recipe))
        found = next((each for each in self._opened if each.said == said), None)
        if found is None:
            found = _Opened(said, open_recipe(recipe, self._document), {})
            self._opened = [found, *self._opened[: _OPENED - 1]]
        self._kept = found.kept
        return found.context

    def _with_lists(self, recipe: Recipe, text: RecipeText) -> Recipe:
        """Return the recipe with the code lists that it had before, where it says the same of its own."""
        own = "".join(block.body for block in text.blocks if block.section in LISTS)
        return replace(recipe, codelists=self._own.setdefault(own, recipe.codelists))

    def _observations(self, context: Context) -> pd.DataFrame:
        found = [frame for _, frame in self._each(context, "observations", lambda one: [read_observations(one)])]
        return pd.concat(found, ignore_index=True) if found else read_observations(_alone(context))

    def _each(
        self, context: Context, section: str, read: Callable[[Context], list[_Found]]
    ) -> Iterator[tuple[int, _Found]]:
        """Read the entries of a section one by one, and yield what each found with its number from 0."""
        for number, entry in enumerate(getattr(context.recipe, section)):
            alone = _alone(context, **{section: (entry,)})
            found = self._once((section, repr(entry)), lambda alone=alone: read_entry_alone(alone, read))  # type: ignore[misc]
            place = context.recipe.numbers[section][number] - 1
            if isinstance(found, RecipeError):
                with context.going_on():
                    raise _of(found, section, place)
            else:
                yield from ((place, each) for each in found)

    def _once(self, key: tuple[str, str], read: Callable[[], _Found]) -> _Found:
        if key not in self._kept:
            self._kept[key] = read()
        found: _Found = self._kept[key]
        return found

    def _taken(self, context: Context, text: RecipeText) -> Iterator[Taken]:
        """Yield the words that each entry reads."""
        for section, read in _CLAIMS.items():
            places = self._each(context, section, read) if section != "targets" else self._targets(context)
            for number, (start, end) in [(number, place) for number, found in places for place in _places(found)]:
                yield Taken(text.position(section, number), start, end)

    def _targets(self, context: Context) -> Iterator[tuple[int, Any]]:
        """Read each target without those before it; what it adds to has no words of its own."""
        for number, entry in enumerate(context.recipe.targets):
            alone = _alone(context, targets=(replace(entry, additional=False),))
            found = self._once(("target", repr(entry)), lambda alone=alone: list(read_targets(alone)))  # type: ignore[misc]
            yield from ((context.recipe.numbers["targets"][number] - 1, each) for each in found)


def _new_entries(before: Reading, after: Reading) -> set[int]:
    """Return which of the entries that were added, from 0, read words that no entry reads yet, or an open figure."""
    marks = before.ingested.marks
    is_open = marks["kind"] == "unclaimed"
    waiting = set(zip(marks["start"][is_open].tolist(), marks["end"][is_open].tolist(), strict=True))
    taken = [(each.start, each.end) for each in before.taken]
    new = set()
    for number in range(len(after.text.blocks) - len(before.text.blocks)):
        position = len(before.text.blocks) + number
        own = [(each.start, each.end) for each in after.taken if each.position == position]
        covers = {place for place in waiting if any(start <= place[0] and place[1] <= end for start, end in own)}
        if covers or not any(start <= at and end <= last for at, end in own for start, last in taken):
            new.add(number)
            waiting -= covers
            taken += own
    return new


def _alone(context: Context, **sections: Any) -> Context:  # noqa: ANN401 - the entries of a section
    """Return the context of a recipe that has these entries only."""
    empty: dict[str, Any] = dict.fromkeys(SECTIONS, ())
    recipe = replace(context.recipe, numbers={}, **(empty | sections))
    return replace(context, recipe=recipe, mistakes=[], baselines=[])


def read_entry_alone(alone: Context, read: Callable[[Context], list[_Found]]) -> "list[_Found] | RecipeError":
    """Read an entry, or return what is wrong with it."""
    found = read(alone)
    try:
        raise_all(alone.mistakes or ())
    except EHealthStatsError as error:
        return RecipeError(error.what, where=error.where, expected=error.expected, hint=error.hint)
    return found


def _of(error: RecipeError, section: str, number: int) -> RecipeError:
    """Return an error of an entry that was read alone with its number in the recipe, from 0."""
    where = error.where.replace(f"[[{section}]] 1", f"[[{section}]] {number + 1}", 1)
    return RecipeError(error.what, where=where, expected=error.expected, hint=error.hint)


def _places(found: Any) -> Iterator[tuple[int, int]]:  # noqa: ANN401 - rows with claims, a claim, or a frame
    """Yield where the words stand that a row or claim, or the rows of a frame, were read from."""
    if isinstance(found, pd.DataFrame):
        yield from zip(found["start"].tolist(), found["end"].tolist(), strict=True)
        return
    claim: Claim = found if isinstance(found, Claim) else found[-1]
    yield claim.start, claim.end


_CLAIMS: Mapping[str, Callable[[Context], list[Any]]] = {
    "observations": lambda one: [read_observations(one)],
    "participants": lambda one: list(read_participants(one)),
    "targets": lambda one: list(read_targets(one)),
    "timeline": lambda one: list(read_timeline(one)),
    "statements": lambda one: list(read_statements(one)),
    "asides": lambda one: list(read_asides(one)),
}
