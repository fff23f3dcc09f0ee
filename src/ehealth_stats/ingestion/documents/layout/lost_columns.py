"""Tables that lost their columns on the way to plain text: marked, so that their figures are refused and not guessed.

In "Ånge 9 400 450" above "Sundsvall 98 000 1 800" a blank parts columns and thousands alike: 9 400 and 450, or 9 and
400 450?
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ehealth_stats.ingestion.documents.blocks import Grid, Paragraph
from ehealth_stats.ingestion.text.numbers import goes_on, opens_groups

_ROW = re.compile(r"(?P<label>[^\d.;?!]{0,60}?)(?P<figures>\d+(?:[.,]\d+)?(?: \d+(?:[.,]\d+)?)*)")
_LONGEST_HEADER = 80


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many figures the digits of a line may be: `least` if blanks group thousands, `most` if they part figures."""

    least: int
    most: int


def refuse_lost_columns(blocks: Sequence[Paragraph | Grid]) -> tuple[tuple[Paragraph | Grid, ...], tuple[str, ...]]:
    """Mark the lines of tables whose columns nothing parts any more, and return a note on each table.

    Lines, or one alone, are such a table if all of them can have one and the same number of figures, at least two, and
    a blank in them may part columns as well as thousands.

    Examples
    --------
    >>> blocks, notes = refuse_lost_columns([Paragraph("Ånge 9 400 450"), Paragraph("Sundsvall 98 000 1 800")])
    >>> [block.kind for block in blocks]
    ['flattened', 'flattened']
    """
    kept = list(blocks)
    notes = []
    for start, end in _runs(blocks):
        lines = (block for block in kept[start:end] if isinstance(block, Paragraph))
        kept[start:end] = [replace(line, kind="flattened") for line in lines]
        first = blocks[start]
        number = sum(isinstance(block, Paragraph) for block in blocks[: start + 1])
        place = (first.place if isinstance(first, Paragraph) else "") or f"paragraph {number}"
        notes.append(
            f"{place}: a table has lost its columns in {end - start} line(s), their figures are refused: "
            "use the original, or part the columns with tabs"
        )
    return tuple(kept), tuple(notes)


def _runs(blocks: Sequence[Paragraph | Grid]) -> Iterator[tuple[int, int]]:
    counts = [_count(_text(block)) for block in blocks]
    for found, group in groupby(range(len(blocks)), key=lambda at: counts[at] is not None):
        lines = list(group)
        run = [count for at in lines if (count := counts[at])]
        if found and _lost_columns(run, _text(blocks[lines[0] - 1]) if lines[0] else ""):
            yield lines[0], lines[-1] + 1


def _lost_columns(run: Sequence[_Counts], header: str) -> bool:
    """Tell whether lines can all have one and the same number of figures, while a blank in them has two meanings."""
    least, most = max(count.least for count in run), min(count.most for count in run)
    if least > most or all(count.least == count.most for count in run):
        return False
    return least > 1 or (len(run) > 1 < most and _names(header) == most + 1)


def _names(header: str) -> int:
    """Count the columns that a line of capitalised words may name."""
    words = header.split()
    named = len(header) <= _LONGEST_HEADER and all(word[0].isupper() and word.isalpha() for word in words)
    return len(words) if named else 0


def _count(text: str) -> _Counts | None:
    """Count the figures that a line of a label and digits may hold; None for any other line."""
    match = _ROW.fullmatch(text)
    if not match:
        return None
    atoms = match["figures"].split(" ")
    least, open_end = 0, False
    for atom in atoms:
        joined = open_end and goes_on(atom.partition(",")[0])
        least += not joined
        open_end = "," not in atom and (joined or opens_groups(atom))
    return _Counts(least, len(atoms))


def _text(block: Paragraph | Grid) -> str:
    return block.text if isinstance(block, Paragraph) else ""
