"""A document as it is read -> the words of it that can be selected, each with what became of it."""

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ehealth_stats.reviewing.reading import Reading
from ehealth_stats.reviewing.recipe_text import SOURCE

OPEN = "unclaimed"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the document that can be selected, and what became of them.

    `look` is a role of observations, a kind of row, or a kind of the audit; empty for words that are no figure as long
    as no row takes them ("Ånge", "alla"). `position` is the entry that reads them, `is_guess` whether nobody has looked
    at that entry yet.
    """

    start: int
    end: int
    look: str
    position: int | None = None
    is_guess: bool = False


_SECTION_LOOKS = {"targets": "target", "timeline": "timeline", "statements": "statement", "participants": "participant"}
_WORDED = ("observations", *_SECTION_LOOKS)


def marks_of(reading: Reading) -> tuple[Mark, ...]:
    """Return every figure, date and name of a document, in reading order."""
    ingested, figures = reading.ingested, reading.context.figures
    roles = dict(zip(*(ingested.tables["observations"][name] for name in ("observation_id", "role")), strict=True))
    found: dict[int, Mark] = {}
    for start, end, kind, claim in ingested.marks[["start", "end", "kind", "observation_id"]].itertuples(index=False):
        position = reading.entry_at(start, end)
        block = None if position is None else reading.text.blocks[position]
        look = kind
        if kind == "claimed":
            look = roles.get(claim) or _SECTION_LOOKS.get(block.section if block else "", "reported")
        found[start] = Mark(start, end, look, position, bool(block and block.is_guess))
    ends = zip(figures.start.tolist(), figures.end.tolist(), strict=True)
    named = ((each.start, each.end) for each in figures.mentions if each.code)
    covered = sorted((mark.start, mark.end) for mark in found.values())
    for start, end in [*ends, *named]:
        before = bisect_left(covered, (end, 0)) - 1
        if before < 0 or covered[before][1] <= start:
            position = reading.entry_at(start, end)
            block = None if position is None else reading.text.blocks[position]
            look = _SECTION_LOOKS.get(block.section, "reported") if block else ""
            found.setdefault(start, Mark(start, end, look, position, bool(block and block.is_guess)))
    for mark in _without_figures(reading, {mark.position for mark in found.values()}):
        found.setdefault(mark.start, mark)
    return tuple(found[start] for start in sorted(found))


def _without_figures(reading: Reading, shown: Collection[int | None]) -> Iterator[Mark]:
    """Yield the words of entries that read no figure, date or name: those of a statement, a target without a number."""
    for taken in reading.taken:
        block = reading.text.blocks[taken.position]
        if taken.position not in shown and block.section in _WORDED:
            look = _SECTION_LOOKS.get(block.section, "reported")
            yield Mark(taken.start, taken.end, look, taken.position, block.is_guess)


def waiting_marks(marks: Sequence[Mark]) -> Sequence[Mark]:
    """Return the open figures, and of each entry that is a guess its first figure."""
    seen: set[int | None] = set()
    waiting = []
    for mark in marks:
        if mark.look == OPEN or (mark.is_guess and mark.position not in seen):
            waiting.append(mark)
            seen.add(mark.position if mark.look != OPEN else None)
    return waiting


def hidden_guesses(reading: Reading, marks: Sequence[Mark]) -> Sequence[int]:
    """Return where the guesses stand that no mark shows: other entries read the same words."""
    shown = {mark.position for mark in marks if mark.is_guess}
    blocks = reading.text.blocks
    return [at for at, block in enumerate(blocks) if block.is_guess and block.section != SOURCE and at not in shown]
