"""A document -> the text of a first recipe.toml that runs; every guess in it is marked `# check`."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ehealth_stats.controls import without_controls
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.drafts.alike import drafts_alike, read_series, source_alike, years_between
from ehealth_stats.ingestion.drafts.columns import table_entries
from ehealth_stats.ingestion.drafts.entry import Draft, Places
from ehealth_stats.ingestion.drafts.grids import draft_grids, is_bare
from ehealth_stats.ingestion.drafts.lists import find_lists, list_entry, places_of
from ehealth_stats.ingestion.drafts.meaning import Reader
from ehealth_stats.ingestion.drafts.passages import draft_figures, draft_timeline
from ehealth_stats.ingestion.drafts.source import likely_day, published_in, write_source
from ehealth_stats.ingestion.drafts.surroundings import Outline
from ehealth_stats.ingestion.drafts.tables import DraftTable, Place, find_tables
from ehealth_stats.ingestion.drafts.trial import (
    Compare,
    Tried,
    dated_by_totals,
    try_out,
    unclaimed,
    with_notes,
    without_doubles,
    without_noise,
    without_rivals,
)
from ehealth_stats.ingestion.figures.of_document.figures import Figure, find_figures, guess_origin
from ehealth_stats.ingestion.figures.of_document.row_areas import AreaReader
from ehealth_stats.ingestion.recipes.context import Context, open_context
from ehealth_stats.ingestion.recipes.recipe import parse_recipe
from ehealth_stats.schema import parse_edtf


def draft_recipe(
    document: Document, *, source_id: str, compare: Compare | None = None, like: Path | None = None
) -> str:
    """Write a recipe that runs on the document: tables and lists by municipality, money, targets, dates, guessed.

    Everything that is a guess ends in `# check`. What would not run, or would contradict a surer entry, stands in
    comments with the reason; so do the figures that no entry takes, each with its words, its locator and the entry
    that would take it.

    Parameters
    ----------
    document
        As `read_document` gives it.
    source_id
        Name of the folder that the recipe goes to.
    compare
        Gives the comparisons among observations, such as `compare_totals`; when left out, entries are not held
        against each other.
    like
        The folder of a document of the same series: the entries of its recipe, in their places in this document. What
        moved is said above an entry, and what is missing stands in comments with the reason.

    Raises
    ------
    RecipeError
        If `like` has no recipe.

    Examples
    --------
    >>> from pathlib import Path
    >>> from ehealth_stats.ingestion.documents import Segment
    >>> text = "Antalet larm är: Ånge: 450 Timrå: 300 Kramfors: 560 varav 0 digitala"
    >>> document = Document(Path("plan.txt"), (Segment(text, "paragraph", "paragraph 1"),))
    >>> [line for line in draft_recipe(document, source_id="plan").splitlines() if "safety" in line]
    ['indicator = "safety_alarms"  # check']
    """
    language, country = guess_origin(document)
    published = published_in(document)
    figures = find_figures(document, country=country, language=language, on=likely_day(document, published))
    own = write_source(figures, without_controls(source_id), (language, country), published)
    series = read_series(like)
    head = source_alike(series, own) if series else own
    known = figures.without_secrets()
    context = Context(parse_recipe(head, Path("a draft")), known.document, known, parse_edtf(published))
    # Without a day, the recipe is read by names of all times: so are its entries tried.
    undated = context if published else open_context(context.recipe, document, "half_unit")
    drafting = _Drafting(context, undated, head)
    return drafting.recipe(drafting.alike(series) if series else drafting.anew(compare))


def drafts_of(context: Context) -> Iterator[Draft]:
    """Yield all entries that a document offers, as guessed: none has been run."""
    known = context.figures.without_secrets()
    offered = replace(context, document=known.document, figures=known)
    return _Drafting(offered, offered, "").drafts()


class _Drafting:
    """One document on its way to a recipe."""

    def __init__(self, context: Context, trial: Context, head: str) -> None:
        self.context, self.trial, self.head = context, trial, head
        self.figures, self.document = context.figures, context.figures.document
        source = context.recipe.source
        self.items = self.figures.items
        self.tried_on = trial.figures.items  # made once: the passages of entries are slices of them
        self.by_start = {figure.start: figure for figure in self.items}
        self.places = Places(self.document)
        self.reader = Reader(Outline(self.figures), source, context.published)

    def alike(self, series: str) -> list[Tried]:
        """Return the entries of a recipe of the same series, in their places here."""
        years = years_between(series, self.context.recipe.source.published)
        return [try_out(draft, self.trial) for draft in drafts_alike(series, self.places, years)]

    def anew(self, compare: Compare | None) -> list[Tried]:
        """Return entries by what the document says; those that make noise in comments."""
        tried = without_doubles([try_out(draft, self.trial) for draft in self.drafts()])
        tried = dated_by_totals(tried, self.trial)
        return with_notes(without_noise(without_rivals(tried), compare) if compare else tried)

    def recipe(self, tried: list[Tried]) -> str:
        """Write the recipe: what stands, what does not and why, what is left."""
        tried = [*tried, *self._left(tried)]
        told = {start for one in tried if not one.stands for start in one.draft.about}
        rest = unclaimed(tried, self.trial)
        left = rest[~rest["start"].isin(told)]
        listed = [_comment(text, place) for text, place in zip(left["text"], left["locator"], strict=True)]
        open_ones = ["# Figures that no entry takes yet:\n" + "\n".join(listed)] if listed else []
        return "\n\n".join([self.head, *map(self._text, tried), *open_ones]).rstrip() + "\n"

    def _text(self, one: Tried) -> str:
        if one.stands:
            return f"# {one.note}\n{one.draft.text}" if one.note else one.draft.text
        about = [self.by_start[start] for start in sorted(one.draft.about) if start in self.by_start]
        named = "; ".join(f"{figure.text} ({self.document.locator(figure.start, figure.end)})" for figure in about)
        why = f"# {one.why[:1].upper()}{one.why[1:]}{f': {named}' if named else ''}".replace("\n", " ")
        return "\n".join([why, *(f"# {line}" for line in one.draft.text.splitlines())])

    def drafts(self) -> Iterator[Draft]:
        """Yield all entries: tables and lists by municipality first, then what stands alone outside them."""
        source = self.context.recipe.source
        tables = list(find_tables(self.figures, AreaReader(source.country, self.context.on, source.scope)))
        in_tables = {place for table in tables for place in table.taken}
        in_tables |= {place for table in tables for place in table.doubtful}
        free = [figure for figure in self.items if not places_of(self.document, [figure]) <= in_tables]
        self.listed: set[int] = set()
        by_area: set[str] = set()
        for draft in self._by_area(tables, free):
            by_area |= {one["indicator"] for one in tomllib.loads(draft.text).get("observations", ())}
            yield draft
        alone = [figure for figure in free if figure.start not in self.listed]
        bare = [figure for figure in alone if self._is_bare(figure)]
        strange = {place for table in tables for place in table.strange}
        beside = {figure.start for figure in bare if places_of(self.document, [figure]) <= strange}
        for draft in draft_grids(self.reader, self.places, bare, source.country):
            yield replace(draft, why=draft.why or _STRANGE) if draft.about & beside else draft
        rest = [figure for figure in alone if not self._is_bare(figure)]
        yield from draft_figures(self.reader, self.places, rest, self.items, listed=by_area)
        yield from draft_timeline(self.document, self.places)

    def _by_area(self, tables: Sequence[DraftTable], free: Sequence[Figure]) -> Iterator[Draft]:
        starts: dict[Place, set[int]] = defaultdict(set)
        for figure in self.items:
            starts[next(iter(places_of(self.document, [figure])))].add(figure.start)
        for table in tables:
            below: dict[str, set[int]] = defaultdict(set)
            for place, header in table.taken.items():
                below[header] |= starts[place]
            yield from table_entries(table, self.reader, below)
        for found in find_lists(self.document, free, self.reader):
            for draft in list_entry(self.reader, self.places, found):
                self.listed |= draft.about
                yield draft

    def _left(self, tried: Sequence[Tried]) -> list[Tried]:
        """Return in comments the entries for figures that no entry is about or takes."""
        about = {start for one in tried for start in one.draft.about}
        open_ones = set(unclaimed(tried, self.trial)["start"]) - about
        left = [figure for figure in self.items if figure.start in open_ones]
        return [
            Tried(draft, why=draft.why or _UNTAKEN)
            for draft in draft_figures(self.reader, self.places, left, self.items)
        ]

    def _is_bare(self, figure: Figure) -> bool:
        return self.document.segments[figure.segment].table >= 0 and is_bare(self.reader.outline, figure)


_STRANGE = "its row is named after no area that is known: not of the whole scope"
_UNTAKEN = "no entry takes it yet"


def _comment(text: str, place: str) -> str:
    return f"# {text} ({place})".replace("\n", " ")
