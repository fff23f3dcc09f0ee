"""What may be wrong with a recipe that can be read: anchors that stand in several places, passages of other areas."""

from collections.abc import Iterator, Sequence
from itertools import islice

from ehealth_stats.codelists import area_name, read_area
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.recipes.context import Context
from ehealth_stats.ingestion.recipes.model import ObservationEntry, Selection
from ehealth_stats.ingestion.recipes.passage import places_of
from ehealth_stats.ingestion.recipes.recipe import SECTIONS, located

_MOST_NAMED = 5


def remarks_of(context: Context) -> Iterator[str]:
    """Yield what a person should look at: where it is, what stands there, and what to write instead."""
    recipe = context.recipe
    for section in SECTIONS:
        for number, entry in enumerate(getattr(recipe, section), 1):
            where = recipe.where(section, number)
            for remark in (_several_places(context, entry, where), _other_area(context, entry, where)):
                if remark:
                    yield str(located(remark, recipe.path, recipe.lines))


def _several_places(context: Context, entry: Selection, where: str) -> RecipeError | None:
    """Tell of a single phrase that stands in several places, and how each is named."""
    if len(entry.find) != 1:
        return None
    document, phrase = context.document, entry.find[0]
    starts = list(islice(places_of(document, phrase, 0), _MOST_NAMED))
    if len(starts) < 2:
        return None
    places = ", ".join(document.locator(start, start + len(phrase)) for start in starts)
    before = [_words_before(document, start, phrase) for start in starts[1:]]
    return RecipeError(
        f"{phrase!r} stands in {len(starts)} places: {places}",
        where=f"{where}, key 'find'",
        expected="words that stand in one place; the first is read",
        hint="; ".join(f'find = ["{words}", "{phrase}"] is the next' for words in before[:1] if words),
    )


def _words_before(document: Document, at: int, phrase: str) -> str:
    """Return the line before a place that leads to it, and not to an earlier one: the nearest heading above it."""
    index = document.segment_at(at)
    above: Sequence[int] = range(index, max(index - 30, -1), -1)
    for line in sorted(above, key=lambda line: (document.segments[line].kind != "heading", -line)):
        text = mask(document.segments[line].text).strip()
        if text and document.starts[line] < at and '"' not in text and phrase not in text:
            first = next(places_of(document, text, 0), None)
            if first is not None and next(places_of(document, phrase, first), None) == at:
                return text
    return ""


def _other_area(context: Context, entry: Selection, where: str) -> RecipeError | None:
    """Tell of a figure that stands beside the name of another area than that of its entry."""
    if not isinstance(entry, ObservationEntry) or entry.read != "single" or not entry.area or entry.table:
        return None
    passage = context.within(entry.scope).passage(entry, where)
    figure = next(iter(context.figures.between(passage.start, passage.end)), None)
    named = context.figures.mentions_between(passage.start, figure.end) if figure else ()
    codes = [mention.code for mention in named if mention.code] or _behind(figure)
    if not figure or not codes or any(_is_alike(code, entry.area) for code in codes):
        return None
    return RecipeError(
        f"{context.quote(passage.start, max(figure.end, _end_of_name(figure)))!r} ({figure.locator}) names "
        f"{area_name(codes[-1])}",
        where=f"{where}, key 'area'",
        expected=f"{area_name(entry.area)}, as 'area' says",
        hint=f'area = "{codes[-1]}", or other words in find',
    )


def _behind(figure: Figure | None) -> list[str]:
    """Return the area that the words behind a figure name: "45 i Ånge"."""
    return [figure.area.code] if figure and figure.area and figure.area.code and _end_of_name(figure) else []


def _end_of_name(figure: Figure) -> int:
    """Return where the name of a figure's area ends, if it stands behind it."""
    return figure.area.end if figure.area and figure.area.start >= figure.end else 0


def _is_alike(code: str, area: str) -> bool:
    """Say whether one area is the other, or a part of it."""
    within = any(read_area(each).is_within(code) for each in area.split("|"))
    return within or read_area(code).is_within(area)
