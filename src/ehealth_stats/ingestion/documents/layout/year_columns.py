"""Rows of figures below a line of years: it says how many figures a row has, so lines without columns are a table.

| Kommun 2012 2013          |    "1 300 1 310" may be two figures, three or four:
| Ånge 950 960              |    below two years it is two, 1 300 and 1 310
| Timrå 1 300 1 310         |
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from ehealth_stats.ingestion.documents.blocks import Grid, Paragraph
from ehealth_stats.ingestion.text.numbers import goes_on, opens_groups

_YEARS = re.compile(r"(?P<label>(?:[^\W\d][^\d]{0,60}\s)?)(?P<years>(?:19|20)\d\d(?: (?:19|20)\d\d)+)")
_ROW = re.compile(r"(?P<label>.{0,120}[^\W\d]\S{0,3}) (?P<figures>[-–−]?\d+(?:[.,]\d+)?(?: [-–−]?\d+(?:[.,]\d+)?)+)")
_MINUS = "-–−"
_MOST = 60
_MANY = 5  # years: that a blank groups thousands and cells are empty as well is no longer to be expected

Figures = tuple[str, ...]


def find_year_columns(blocks: Sequence[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    """Make a table of each line of years and the lines below it, if all of these hold one figure a year for sure.

    Examples
    --------
    >>> lines = ["Kommun 2012 2013", "Ånge 950 960", "Timrå 1 300 1 310", "Larm i länet"]
    >>> grid, rest = find_year_columns([Paragraph(line) for line in lines])
    >>> grid.rows[2], rest.text
    (['Timrå', '1 300', '1 310'], 'Larm i länet')
    """
    at = 0
    while at < len(blocks):
        block = blocks[at]
        header = _YEARS.fullmatch(_text(block))
        matches = (_ROW.fullmatch(_text(following)) for following in blocks[at + 1 :]) if header else iter(())
        rows = [match for match in takewhile(bool, matches) if match]
        years = header["years"].split() if header else []
        read = [figures for row in rows if (figures := _read(row["figures"].split(" "), len(years)))]
        if header and rows and len(read) == len(rows):
            listed = [[row["label"], *figures] for row, figures in zip(rows, read, strict=True)]
            place = ((0, block.place),) if isinstance(block, Paragraph) and block.place else ()
            yield Grid([[header["label"].strip(), *years], *listed], titled=True, parts=place)
            at += len(rows)
        else:
            yield block
        at += 1


def _read(atoms: Sequence[str], width: int) -> Figures:
    """Return the one way to read so many figures, as texts; nothing where it is not sure.

    It is not if there is a second way, or if fewer figures beside empty cells are as likely.

    Examples
    --------
    >>> _read("1 300 1 310".split(), 2), _read("1 300 450".split(), 2), _read("1 300".split(), 2)
    (('1 300', '1 310'), (), ())
    """
    ways = _ways(tuple(atoms), width) if len(atoms) <= _MOST else ()
    if len(ways) != 1:
        return ()
    alike = len({len(atom) for atom in atoms}) == 1
    fewer = width > 1 and bool(_ways(tuple(atoms), width - 1))
    return ways[0] if not fewer or alike or width >= _MANY else ()


@cache
def _ways(atoms: Figures, width: int) -> tuple[Figures, ...]:
    """Return ways to read so many figures, two at most: a blank may part them, or group the thousands of one."""
    if not atoms or width < 1:
        return () if atoms or width else ((),)
    found: list[Figures] = []
    for size in range(1, len(atoms) - width + 2):
        if _is_number(atoms[:size]):
            found += [(" ".join(atoms[:size]), *rest) for rest in _ways(atoms[size:], width - 1)]
    return tuple(found[:2])


def _is_number(atoms: Figures) -> bool:
    """Tell whether a blank may group these: "1 300", but not "450 46" nor "1,5 300"; nothing starts with 012."""
    first, last = atoms[0].lstrip(_MINUS), atoms[-1].replace(",", ".").partition(".")[0]
    if len(atoms) == 1:
        return first[:1] != "0" or first[1:2] in ("", ".", ",")
    return opens_groups(first) and all(map(goes_on, (*atoms[1:-1], last)))


def _text(block: Paragraph | Grid) -> str:
    return block.text if isinstance(block, Paragraph) and block.kind != "heading" else ""
