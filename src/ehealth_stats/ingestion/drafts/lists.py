"""Figures that follow each other, one or more an area -> one entry with `read = "by area"`: "Ånge: 450 Timrå: 300"."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ehealth_stats.codelists import area_level, categories, match_category
from ehealth_stats.codelists.areas import AreaMention
from ehealth_stats.ingestion.documents import Document
from ehealth_stats.ingestion.drafts.entry import CHECK, Draft, Places, anchor_values, to_toml, write_entry
from ehealth_stats.ingestion.drafts.labels import FAR, Words
from ehealth_stats.ingestion.drafts.meaning import Reader
from ehealth_stats.ingestion.drafts.tables import Place
from ehealth_stats.ingestion.figures.model import Quantity
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.privacy.personal import mask

_LEAST_AREAS = 2
_SURE = 3
_PARTS = ("part", "addition")


@dataclass(frozen=True, slots=True)
class AreaList:
    """Consecutive figures, one or more a municipality: what a person would call a list by municipality."""

    figures: tuple[Figure, ...]

    @property
    def areas(self) -> set[str]:
        """The codes of the areas in it."""
        return {figure.area.code for figure in self.figures if figure.area}


def find_lists(document: Document, figures: Sequence[Figure], reader: Reader) -> Iterator[AreaList]:
    """Find every list by area in which each area has one whole, all of the same thing."""
    run: list[Figure] = []
    for figure in figures:
        if run and not _continues(document, run[-1], figure):
            yield from _listed(document, run, reader)
            run = []
        if (figure.area and is_municipality(figure.area)) or (run and figure.quantity.total):
            run.append(figure)
    yield from _listed(document, run, reader)


def _listed(document: Document, run: Sequence[Figure], reader: Reader) -> Iterator[AreaList]:
    found = AreaList(tuple(run))
    if len(found.areas) >= _LEAST_AREAS and _one_each(document, found) and _of_one_thing(found, reader):
        yield found


def is_municipality(mention: AreaMention) -> bool:
    """Tell a municipality; the code of a name that two bear is empty."""
    return bool(mention.code) and area_level(mention.code) == "municipality"


def _one_each(document: Document, found: AreaList) -> bool:
    """Tell a list from rows of a table with several figures for an area: nobody can say which of these is meant."""
    wholes = Counter(
        figure.area.code for figure in found.figures if figure.area and figure.quantity.relation == "whole"
    )
    return len(places_of(document, found.figures)) == 1 or max(wholes.values(), default=0) < _LEAST_AREAS


def _of_one_thing(found: AreaList, reader: Reader) -> bool:
    """Tell whether no figure of a list has words beside it that name another indicator than those of the first."""
    named = {
        guess.code
        for figure in found.figures
        if (guess := reader.indicator(figure.quantity, reader.outline.around(figure).texts()[:1], "")).cost < FAR
    }
    return len(named) < _LEAST_AREAS


def _continues(document: Document, last: Figure, figure: Figure) -> bool:
    """Tell whether a figure goes on with the list that the one before is in."""
    named = bool(figure.area and is_municipality(figure.area))
    one, two = document.segments[last.segment], document.segments[figure.segment]
    return (named or figure.quantity.total) and one.table == two.table and figure.segment - last.segment <= 3


def places_of(document: Document, figures: Sequence[Figure]) -> set[Place]:
    """Return table, row and column of figures."""
    segments = [document.segments[figure.segment] for figure in figures]
    return {(segment.table, segment.row, segment.column) for segment in segments}


def list_entry(reader: Reader, places: Places, found: AreaList) -> Iterator[Draft]:
    """Write the entry of a list, if words lead to it."""
    anchor = places.around(found.figures)
    if not anchor:
        return
    meaning = reader.read(found.figures[0])
    own = [figure.quantity for figure in found.figures if figure.quantity.relation in _PARTS]
    unknown = {quantity.part: _unclassified(quantity) for quantity in own if not _has_code(quantity)}
    listed = ", ".join(f"{to_toml(mask(part))} = {to_toml(code)}" for part, code in unknown.items() if code)
    below = "" if meaning.is_known else _named_below(reader, places.document, found.figures[-1])
    lead = _lead(reader, found.figures[0])
    values = {
        "indicator": below or meaning.indicator,
        "without": reader.outline.left_out_of(lead, reader.language) if lead >= 0 else (),
        "period": (reader.outline.dated_line(lead) if lead >= 0 else "") or meaning.period,
        "role": meaning.role,
        **anchor_values(anchor),
        "read": "by area",
    }
    named = f"\nparts = {{ {listed} }}{CHECK}" if listed else ""
    text = write_entry("observations", values, ["indicator", "without", "period", "role"]) + named
    yield Draft(text, _SURE, frozenset(figure.start for figure in found.figures))


def _lead(reader: Reader, first: Figure) -> int:
    """Return the line without a figure directly above a list, -1 for none: it may say when, and without whom."""
    segment = min(first.segment, reader.outline.document.segment_at(first.area.start) if first.area else first.segment)
    above = segment - 1
    return above if above >= 0 and reader.outline.leads(above, segment) else -1


def _named_below(reader: Reader, document: Document, last: Figure) -> str:
    """Return the indicator of the words below the sum that ends a list: "Summa: 445" "Antalet med SITHS"."""
    at = last.segment + 1
    if not last.quantity.total or at >= len(document.segments):
        return ""
    one, below = document.segments[last.segment], document.segments[at]
    same_place = (one.table, one.row, one.column) == (below.table, below.row, below.column)
    if not same_place or any(map(str.isdigit, below.text)):
        return ""
    return reader.indicator(last.quantity, [Words(below.text)], "").code


def _has_code(quantity: Quantity) -> bool:
    words = quantity.part.casefold().split()
    codes = filter(None, (match_category(" ".join(words[:n])) for n in range(1, len(words) + 1)))
    return any(quantity.relation != "addition" or categories()[code].addition for code in codes)


def _unclassified(quantity: Quantity) -> str:
    """Return the category of a part or addition that no list has, none of an addition that nothing is said of."""
    if quantity.relation == "addition":
        return "unclassified_addition" if quantity.part else ""
    return "unclassified"
