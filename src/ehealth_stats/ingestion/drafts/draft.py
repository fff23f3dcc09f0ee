"""A document -> the text of a first recipe.toml that runs; every guess in it is marked `# check`."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from ehealth_stats.codelists import area_level, categories, match_category, read_area, units
from ehealth_stats.codelists.areas import AreaMention, spells_of
from ehealth_stats.controls import without_controls
from ehealth_stats.errors import EHealthStatsError
from ehealth_stats.ingestion.documents import Document, IntArray, Segment, Table
from ehealth_stats.ingestion.documents.blocks import has_text
from ehealth_stats.ingestion.drafts.columns import table_entries
from ehealth_stats.ingestion.drafts.entry import (
    CHECK,
    Draft,
    anchor_list,
    anchor_values,
    guess_indicator,
    to_toml,
    write_entry,
)
from ehealth_stats.ingestion.drafts.passages import draft_categories, draft_money, draft_targets, draft_timeline
from ehealth_stats.ingestion.drafts.tables import Place, find_tables
from ehealth_stats.ingestion.figures.model import Quantity
from ehealth_stats.ingestion.figures.of_document.columns import Style, read_columns
from ehealth_stats.ingestion.figures.of_document.figures import Figure, Figures, find_figures, guess_origin
from ehealth_stats.ingestion.figures.of_document.row_areas import AreaReader
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.recipes.context import Context
from ehealth_stats.ingestion.recipes.events import read_timeline
from ehealth_stats.ingestion.recipes.observations import read_observations
from ehealth_stats.ingestion.recipes.recipe import parse_recipe
from ehealth_stats.ingestion.recipes.targets import read_targets
from ehealth_stats.ingestion.text.periods import find_periods
from ehealth_stats.schema import parse_edtf

_LEAST_AREAS = 2
_PARTS = ("part", "addition")


@dataclass(frozen=True, slots=True)
class _Group:
    """Consecutive figures, one or more a municipality: what a person would call a list by municipality."""

    figures: tuple[Figure, ...]

    @property
    def areas(self) -> set[str]:
        return {figure.area.code for figure in self.figures if figure.area}


def draft_recipe(document: Document, *, source_id: str) -> str:
    """Write a recipe that runs on the document: tables and lists by municipality, money, targets, dates, guessed.

    Everything that is a guess ends in `# check`. What would not run stands in comments with the reason; so do the
    figures that no entry takes, each with its words and locator.

    Parameters
    ----------
    document
        As `read_document` gives it.
    source_id
        Name of the folder that the recipe goes to.

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
    printed = _published(document, read_columns(document, AreaReader(country, None), language).styles)
    published = parse_edtf(printed or _in_force(find_figures(document, country=country, language=language)))
    figures = find_figures(document, country=country, language=language, on=published.start)
    head = "\n".join(_source(figures, without_controls(source_id), (language, country), published.edtf))
    context = Context(parse_recipe(head, Path("a draft")), document, figures, published)
    entries, taken = [head], set[int]()
    for draft in _drafts(context):
        reason = _why_not(draft, head, context)
        entries.append(f"# This does not run: {reason}\n{_commented(draft.text)}" if reason else draft.text)
        taken |= draft.taken if not reason else set()
    rest = [_comment(figure) for figure in figures.items if figure.start not in taken]
    listed = ["# Figures that no entry takes yet:", *rest] if rest else []
    return "\n\n".join([*entries, "\n".join(listed)]).rstrip() + "\n"


def _drafts(context: Context) -> Iterator[Draft]:
    """Yield all entries: tables and lists by municipality first, then what stands alone outside them."""
    figures, source = context.figures, context.recipe.source
    document, items = figures.document, figures.items
    tables = list(find_tables(figures, AreaReader(source.country, context.on, source.scope)))
    in_tables = {place for table in tables for place in table.taken}
    listed = {figure.start for figure in items if _places(document, [figure]) <= in_tables}
    for table in tables:
        yield from table_entries(figures, table)
    for group in _groups(figures):
        if not in_tables & _places(document, group.figures) and _one_each(document, group):
            listed |= {figure.start for figure in group.figures}
            yield from _list_entry(figures, group)
    alone = [figure for figure in items if figure.start not in listed]
    targets = list(draft_targets(document, alone))
    aimed = {start for draft in targets for start in draft.taken}
    yield from targets
    alone = [figure for figure in alone if figure.start not in aimed]
    yield from draft_categories(document, alone)
    yield from draft_money(document, [figure for figure in alone if document.segments[figure.segment].table < 0])
    yield from draft_timeline(document)


def _why_not(draft: Draft, head: str, context: Context) -> str:
    """Run an entry, and return what is wrong with it on one line, or nothing."""
    try:
        tried = replace(context, recipe=parse_recipe(f"{head}\n\n{draft.text}\n", context.recipe.path))
        for read in (read_observations, read_targets, read_timeline):
            list(read(tried))
    except EHealthStatsError as error:
        return " ".join(error.what.split())
    return ""


def _commented(text: str) -> str:
    return "\n".join(f"# {line}" for line in text.splitlines())


def _source(figures: Figures, source_id: str, origin: tuple[str, str], published: str) -> list[str]:
    values = {
        "id": source_id,
        "programme": source_id,
        "title": mask(_title(figures.document) or source_id)[:120],
        "producer": "unknown",
        "language": origin[0],
        "country": origin[1],
        "scope": _scope(figures),
        "published": published,
    }
    return ["[source]", *(f"{k} = {to_toml(v)}{'' if k == 'id' else CHECK}" for k, v in values.items() if v)]


def _title(document: Document) -> str:
    """Return what a document starts with, a title above a table too; a web page's first heading, below its menu."""
    headings = [block.text for block in document.content if isinstance(block, Segment) and block.kind == "heading"]
    if headings and document.path.suffix.casefold() in (".html", ".htm"):
        return headings[0]
    first = next(iter(document.content), None)
    if isinstance(first, Table):
        return first.grid.text(first.heads[0], 0) if len(first.heads) > 1 and _stands_alone(first) else ""
    return first.text if first else ""


def _stands_alone(table: Table) -> bool:
    return sum(map(has_text, table.grid.rows[table.heads[0]])) == 1


def _in_force(figures: Figures) -> str:
    """Return the last year of the areas named that are no more, else the day on which the file was saved."""
    spells = (spells_of(mention.code) for mention in figures.mentions if mention.code)
    ended = [last.valid_to for *_, last in filter(None, spells) if last.valid_to]
    return str((min(ended) - date.resolution).year) if ended else _saved(figures.document)


def _saved(document: Document) -> str:
    """Return the day on which the file was saved, for a document that names no date."""
    return date.fromtimestamp(document.path.stat().st_mtime).isoformat() if document.path.is_file() else ""


def _scope(figures: Figures) -> str:
    """Return the county of most municipalities, and counties with a quarter as many; a single one may be a venue."""
    codes = {mention.code for mention in figures.mentions if _is_municipality(mention)}
    counties = Counter(read_area(code).parent for code in codes).most_common()
    many = [code for code, n in counties if n > 1 and 4 * n >= counties[0][1]]
    return "|".join(sorted(many) or [code for code, _ in counties[:1]])


def _is_municipality(mention: AreaMention) -> bool:
    """Tell a municipality; the code of a name that two bear is empty."""
    return bool(mention.code) and area_level(mention.code) == "municipality"


def _published(document: Document, styles: IntArray) -> str:
    """Return the last day that the document prints: a plan is signed at its end; else its last month or usual year.

    Figures in columns are none: 2013 may be a count.
    """
    text, counted = document.text, (styles >= Style.FIGURES) & (styles <= Style.EITHER_SIGN)
    found = find_periods(text)
    starts = [mention.start for mention in found]
    counts = counted[np.searchsorted(document.starts, starts, side="right") - 1].tolist()
    dated = [mention for mention, is_count in zip(found, counts, strict=True) if mention.period.dated and not is_count]
    days = [mention for mention in dated if re.fullmatch(r"\d{4}-\d\d-\d\d", mention.period.edtf)]
    printed = [mention.period.edtf for mention in days if re.search(r"\d\D+\d", text[mention.start : mention.end])]
    months = [mention.period.edtf for mention in dated if re.fullmatch(r"\d{4}-\d\d", mention.period.edtf)]
    years = Counter(str(mention.period.end)[:4] for mention in dated)
    usual = max(years, key=lambda year: (years[year], year), default="")
    return printed[-1] if printed else months[-1] if months else usual


def _groups(figures: Figures) -> Iterator[_Group]:
    run: list[Figure] = []
    for figure in figures.items:
        if run and not _continues(figures, run[-1], figure):
            yield from _listed(run)
            run = []
        if (figure.area and _is_municipality(figure.area)) or (run and figure.quantity.total):
            run.append(figure)
    yield from _listed(run)


def _listed(run: Sequence[Figure]) -> Iterator[_Group]:
    group = _Group(tuple(run))
    if len(group.areas) >= _LEAST_AREAS:
        yield group


def _one_each(document: Document, group: _Group) -> bool:
    """Tell a list from rows of a table with several figures for an area: nobody can say which of these is meant."""
    wholes = Counter(
        figure.area.code for figure in group.figures if figure.area and figure.quantity.relation == "whole"
    )
    return len(_places(document, group.figures)) == 1 or max(wholes.values(), default=0) < 2


def _continues(figures: Figures, last: Figure, figure: Figure) -> bool:
    """Tell whether a figure goes on with the list that the one before is in."""
    named = bool(figure.area and _is_municipality(figure.area))
    segments = figures.document.segments
    one, two = segments[last.segment], segments[figure.segment]
    return (named or figure.quantity.total) and one.table == two.table and figure.segment - last.segment <= 3


def _places(document: Document, figures: Sequence[Figure]) -> set[Place]:
    segments = [document.segments[figure.segment] for figure in figures]
    return {(segment.table, segment.row, segment.column) for segment in segments}


def _list_entry(figures: Figures, group: _Group) -> Iterator[Draft]:
    anchor = anchor_list(figures.document, group.figures)
    if not anchor:
        return
    values = {"indicator": _indicator(figures, group), **anchor_values(anchor), "read": "by area"}
    own = [figure.quantity for figure in group.figures if figure.quantity.relation in _PARTS]
    unknown = {quantity.part: _unclassified(quantity) for quantity in own if not _has_code(quantity)}
    listed = ", ".join(f"{to_toml(mask(part))} = {to_toml(code)}" for part, code in unknown.items() if code)
    named = f"\nparts = {{ {listed} }}{CHECK}" if listed else ""
    taken = frozenset(figure.start for figure in group.figures if _is_named(figure.quantity))
    yield Draft(write_entry("observations", values, ["indicator"]) + named, taken)


def _has_code(quantity: Quantity) -> bool:
    words = quantity.part.casefold().split()
    codes = filter(None, (match_category(" ".join(words[:n])) for n in range(1, len(words) + 1)))
    return any(quantity.relation != "addition" or categories()[code].addition for code in codes)


def _unclassified(quantity: Quantity) -> str:
    """Return the category of a part or addition that no list has, none of an addition that nothing is said of."""
    if quantity.relation == "addition":
        return "unclassified_addition" if quantity.part else ""
    return "unclassified"


def _is_named(quantity: Quantity) -> bool:
    return quantity.relation != "addition" or bool(quantity.part)


def _indicator(figures: Figures, group: _Group) -> str:
    """Guess by the code list's labels and synonyms, in the group's own row first."""
    document, segment = figures.document, figures.document.segments[group.figures[0].segment]
    near = [
        s.text for s in document.segments if segment.table >= 0 and (s.table, s.row) == (segment.table, segment.row)
    ]
    cell = [s.text for s in document.segments if segment.table >= 0 and s.place == segment.place]
    index = group.figures[0].segment
    around = [s.text for s in document.segments[max(index - 3, 0) : group.figures[-1].segment + 2]]
    kinds = {units()[figure.quantity.unit].kind for figure in group.figures if figure.quantity.unit}
    return guess_indicator(cell or around, near, kinds)


def _comment(figure: Figure) -> str:
    return f"# {figure.text} ({figure.locator})".replace("\n", " ")
