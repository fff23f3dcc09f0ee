"""Lists in which an area stands above its figures, each behind or before its label: a passage -> observations.

Ånge                       label = "Larm"
  Larm: 310                310 alarms in Ånge
  SITHS-kort: 44
Timrå: larm 280, SITHS-kort 60
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from string import whitespace

from ehealth_stats.codelists import area_level
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.figures.of_document.cells import of_sign, read_figure
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.figures.of_document.row_areas import AreaReader, RowName
from ehealth_stats.ingestion.figures.of_document.signs import NIL
from ehealth_stats.ingestion.privacy.personal import mask
from ehealth_stats.ingestion.recipes.entry import Job, Observation, make_observation, part_code
from ehealth_stats.ingestion.recipes.table.cells import own_signs
from ehealth_stats.languages.lexicon import fold, words

_BULLETS = f"{whitespace}\u00a0·•◦▪–—*-"
_MOST_WORDS = 6
_BETWEEN = " \t\u00a0:;,.=()–—-·•"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a passage with the area that it is about: empty for a total, None for none.

    `heading` are the words that named the area, `rest` is where the line goes on behind them.
    """

    start: int
    end: int
    rest: int
    area: str | None
    heading: str
    figures: Sequence[Figure]


def lines_of(job: Job, labels: Sequence[str] = ()) -> Iterator[Line]:
    """Yield the lines of a passage: an area that stands in a line of its own is that of the lines below.

    A line of other words that is no sentence, and no label, ends it: nobody knows whose the figures below are.
    """
    known, area, heading = {fold(label) for label in labels}, None, ""
    reader = _reader(job)
    for start, end in _spans(job, reader):
        text = job.context.document.text[start:end]
        figures = [figure for figure in job.figures if start <= figure.start < end]
        name, found = _head(reader, text, known)
        if found is not None or fold(name) in map(fold, job.entry.skip):
            area, heading = found, name
        elif not figures and _is_heading(text) and fold(text.strip(_BETWEEN)) not in known:
            area, heading = None, text.strip()
        rest = start + (text.index(name) + len(name) if found is not None else 0)
        yield Line(start, end, rest, area, heading, figures)


def _reader(job: Job) -> AreaReader:
    source = job.context.recipe.source
    names = {**dict.fromkeys(job.entry.country_total, source.country), **job.entry.names}
    return AreaReader(source.country, job.context.on, job.entry.area or source.scope, names)


def _spans(job: Job, reader: AreaReader) -> Iterator[tuple[int, int]]:
    """Yield where the lines of a passage begin and end; an anchor that names an area is the first of them."""
    text, passage = job.context.document.text, job.passage
    anchor = text[passage.anchor : passage.anchor_end].strip(" :.")
    start = passage.anchor if anchor and reader.find(RowName(anchor)) else passage.start
    for line in text[start : passage.end].split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _head(reader: AreaReader, text: str, labels: set[str]) -> tuple[str, str | None]:
    """Return the words that open a line and the area that they name: all of it, or what stands before a colon."""
    bare = text.lstrip(_BULLETS).strip()
    for name in (bare.rstrip(" :."), bare.partition(":")[0].strip()):
        if name and fold(name) not in labels and (found := reader.find(RowName(name))) is not None:
            return name, found
    return bare.rstrip(" :."), None


def _is_heading(text: str) -> bool:
    """Tell a line that may be the heading of a block: a few words, and no sentence."""
    bare = text.lstrip(_BULLETS).strip()
    short = bool(bare) and len(bare.split()) <= _MOST_WORDS and bare[0].isupper() and bare[-1] not in ".!?"
    return short and ":" not in bare[:-1]


def read_labelled(job: Job) -> Iterator[Observation]:
    """Read the figures beside the label of the entry, each for the area that its line or block is about.

    Raises
    ------
    RecipeError
        If such a figure stands under words that name no area, with all of them.
    """
    label, labels = job.entry.label, [job.entry.label, *job.entry.indicators]
    wrong, whole, pending = list[str](), "", ""
    lines = list(lines_of(job, labels))
    finest = any(line.area and area_level(line.area) == "municipality" for line in lines)
    for line in lines:
        if not line.figures:
            text = job.context.document.text[line.rest : line.end]
            pending = text.strip(_BETWEEN) if fold(text.strip(_BETWEEN)) in map(fold, labels) else ""
            yield from _instead(job, line)
            continue
        for figure, printed in _labelled(job, line, pending):
            quantity = figure.quantity
            if quantity.relation in ("part", "addition") and whole:
                code = part_code(job, quantity.relation, quantity.part, figure.text)
                yield from _observations(job, line, figure, code, finest) if code else ()
                continue
            whole = label if _is_called(printed, label) else ""
            if whole and line.area is None:
                under = f"under {mask(line.heading)!r}" if line.heading else "before the first name"
                wrong.append(f"{mask(figure.text)!r} ({figure.locator}) stands {under}")
            elif whole:
                yield from _observations(job, line, figure, job.entry.breakdown, finest)
        whole = pending = ""
    if wrong:
        raise RecipeError(
            f"figures of {label!r} stand under no area: {'; '.join(wrong)}",
            where=f"{job.where}, key 'find'",
            expected="the name of an area, alone in a line or before a colon",
            hint="say whom a name means in the key 'names', or leave what stands under it out with 'skip'",
        )


def _instead(job: Job, line: Line) -> Iterator[Observation]:
    """Yield what stands in place of a figure behind the label: "inga" (none), a sign, words for what is not known."""
    text = job.context.document.text[line.rest : line.end]
    label, colon, value = text.partition(":")
    if not colon or fold(label.strip(_BETWEEN)) != fold(job.entry.label) or not line.area:
        return
    legend = {**job.context.figures.legend, **own_signs(job)}
    bare, language = value.strip(" \t."), job.context.language_at(line.rest)
    is_none = fold(bare) in words("none", language)
    quantity = of_sign(NIL, len(bare)) if is_none else read_figure(bare, language, "", legend)
    if quantity:
        start = line.rest + len(label) + 1 + value.index(bare)
        locator = job.context.document.locator(start, start + len(bare))
        line = job.context.document.segment_at(start)
        figure = Figure(start, start + len(bare), quantity, None, line, -1, locator, bare)
        yield from _observations(job, line, figure, job.entry.breakdown, finest=False)


def _labelled(job: Job, line: Line, pending: str) -> Iterator[tuple[Figure, str]]:
    """Yield the figures of a line with the words of their labels: those before them, else those behind."""
    text, at = job.context.document.text, line.rest
    firsts = [figure.start - figure.quantity.start + figure.quantity.first for figure in line.figures]
    before = []
    for figure, first in zip(line.figures, firsts, strict=True):
        before.append(text[at:first].strip(_BETWEEN))
        at = max(figure.end, first)
    ends = [*firsts[1:], line.end]
    behind = [text[figure.end : end].strip(_BETWEEN) for figure, end in zip(line.figures, ends, strict=True)]
    yield from zip(line.figures, before if before[0] else [pending] if pending else behind, strict=False)


def _is_called(printed: str, label: str) -> bool:
    """Tell whether printed words are a label, or begin or end with it: "antal larm", "larm i drift"."""
    said, wanted = fold(printed), fold(label)
    return said == wanted or said.startswith(f"{wanted} ") or said.endswith(f" {wanted}")


def _observations(job: Job, line: Line, figure: Figure, code: str, finest: bool) -> Iterator[Observation]:
    """Yield what a figure says of the area of its line; of a total, or an area above the others, as a stated total."""
    area = line.area or job.total_area
    observation = make_observation(job, figure, area, code)
    text = job.context.quote(line.start, max(figure.end, line.rest))
    is_total = not line.area or (finest and area_level(line.area) != "municipality")
    role = job.entry.total_role if is_total else observation.role
    yield replace(observation, text=text, role=role)


def headings_of(job: Job) -> Mapping[int, str]:
    """Return the areas of the lines of a passage that stand under a name in a line of its own, by their starts."""
    found, own = dict[int, str](), ""
    for line in lines_of(job):
        if line.area and not line.figures:
            own = line.area
        elif line.area != own:
            own = ""
        if own and line.figures:
            found[line.start] = own
    return found
