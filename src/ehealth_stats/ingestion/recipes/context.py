"""What all readers of entries share: the recipe, the document's figures, the day it was published, its areas."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from ehealth_stats.codelists import group_named
from ehealth_stats.codelists.areas import Area, municipalities, read_area
from ehealth_stats.errors import CodeListError, EHealthStatsError, RecipeError
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.figures.model import Approximation
from ehealth_stats.ingestion.figures.of_document.figures import Figures, find_figures
from ehealth_stats.ingestion.privacy.personal import quote
from ehealth_stats.ingestion.recipes.baselines import Baseline
from ehealth_stats.ingestion.recipes.model import Recipe, Selection
from ehealth_stats.ingestion.recipes.passage import Stretch, find_passage
from ehealth_stats.ingestion.text.rules import find_said
from ehealth_stats.schema import Period, parse_edtf

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Claim:
    """A stretch of the document that a row accounts for."""

    start: int
    end: int
    reason: str
    observation_id: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """One recipe applied to one document; its `mistakes` are collected where there is a list of them, else raised."""

    recipe: Recipe
    document: Document
    figures: Figures
    published: Period
    mistakes: list[EHealthStatsError] | None = None
    baselines: list[Baseline] = field(default_factory=list)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """Keep what is wrong with one entry, where mistakes are collected: those of the others are told with it."""
        try:
            yield
        except (RecipeError, CodeListError) as error:
            if self.mistakes is None:
                raise
            self.mistakes.append(error)

    def within(self, scope: str) -> "Context":
        """Return the context of an entry that has a scope of its own."""
        source = replace(self.recipe.source, scope=scope)
        return replace(self, recipe=replace(self.recipe, source=source)) if scope else self

    @property
    def on(self) -> date | None:
        """The day on which area names and codes are valid."""
        return self.published.start

    @property
    def source_id(self) -> str:
        """The id of the document."""
        return self.recipe.source.id

    def where(self, section: str, number: int) -> str:
        """Name an entry of the recipe, for errors."""
        return self.recipe.where(section, number)

    def passage(self, selection: Selection, where: str) -> Stretch:
        """Find the passage of an entry."""
        return find_passage(self.document, selection, where)

    def quote(self, start: int, end: int) -> str:
        """Return the printed words between two places, masked, on one line, at most 80 characters."""
        return quote(self.document.text, start, end)

    def language_at(self, offset: int) -> str:
        """Return the language of a place of the document's text."""
        return self.document.language_at(offset) or self.recipe.source.language

    def quote_name(self, start: int, end: int) -> str:
        """Quote a name with words beside it that say that there are others: "bl.a. Ånge" (among others)."""
        text, language = self.document.text, self.language_at(start)
        first = max(start - _BESIDE, 0)
        before = find_said("leads_to_names", text[first:start], language)
        after = find_said("after_names", text[end : end + _BESIDE], language)
        return self.quote(first + before.start() if before else start, end + after.end() if after else end)

    def frame(self, scope: str, where: str, on: date | None = None) -> tuple[Area, ...]:
        """Return the municipalities of a scope; an empty scope is the document's own."""
        scope = scope or self.recipe.source.scope
        on = on or self.on
        if not scope or on is None:
            raise RecipeError(
                "the municipalities in scope are not known",
                where=where,
                expected="'area' in this entry or 'scope' in [source], and a 'published' date",
            )
        return municipalities(scope, on=on)

    def scope(self, entry_area: str) -> str:
        """Return the areas that an entry about all of them is about: its own, else those of the scope, by name."""
        source = self.recipe.source
        return entry_area or (source.scope if "|" in source.scope else self.area(""))

    def area(self, entry_area: str, entry_scope: str = "") -> str:
        """Return the area of an entry: its own, or all of its own scope.

        Else the document's scope, if it is one area or a group of a list, or the smallest area that holds all of it.
        """
        if own := entry_area or entry_scope or (self.recipe.source.scope if self._is_group else ""):
            return own
        codes = [code for code in self.recipe.source.scope.split("|") if code]
        within = {code if len(codes) == 1 else read_area(code).parent for code in codes}
        return within.pop() if len(within) == 1 else self.recipe.source.country

    @property
    def _is_group(self) -> bool:
        return bool(group_named(self.recipe.source.scope))


_BESIDE = 40  # letters of such words


def open_context(recipe: Recipe, document: Document, approximation: Approximation) -> Context:
    """Find all figures of a document for its recipe, and hide what is personal in it."""
    source = recipe.source
    document = _in_its_languages(recipe, document)
    published = parse_edtf(source.published)
    figures = find_figures(
        document, country=source.country, language=source.language, on=published.start, approximation=approximation
    )
    figures = figures.without_secrets()
    return Context(recipe, figures.document, figures, published)


def _in_its_languages(recipe: Recipe, document: Document) -> Document:
    """Return the document with the passages that a recipe says to be in another language."""
    for number, entry in enumerate(recipe.passages, 1):
        try:
            passage = find_passage(document, entry, recipe.where("passages", number))
        except RecipeError:
            continue  # told with the other mistakes, by `read_rows`
        document = document.with_language(passage.start, passage.end, entry.language)
    return document
