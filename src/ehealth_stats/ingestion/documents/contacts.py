"""Names that other lines and cells tell: blocks in reading order -> the same, as long, with these names hidden.

| Kontakt                  |   | Namn         | Telefon  |   | Kontakt | Nomen Nescio |   | Nomen Nescio | ekonom |
| Nomen Nescio, strateg    |   | Nomen Nescio | 12 34 56 |   | Larm    | 45           |   | Ånge         | 45     |
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from ehealth_stats.ingestion.documents.blocks import Grid, Paragraph
from ehealth_stats.ingestion.documents.values import Value, to_text
from ehealth_stats.ingestion.privacy.contact_labels import hide_lines, label_of
from ehealth_stats.ingestion.privacy.names import Ruled, is_title
from ehealth_stats.ingestion.privacy.personal import find_personal, hide, is_contact, mask
from ehealth_stats.ingestion.text.exclusion import Exclusion
from ehealth_stats.ingestion.text.rules import PERSONS, Text
from ehealth_stats.languages.lexicon import EVERY, fold, words

_HEADER_ROWS = 5
_ANY_NAME = ("namn", "navn", "name")  # of a person where a phone or a title stands beside it, or a person's below
_SAMPLE = 200  # rows that show whether a column of names is one of persons
_LONGEST = 60  # letters of a cell that a title or a phone in its row says to be a name
_NUMBERS = {"phone": "phone number", "identity": "personal identity number"}
"""What the numbers below a head of such a kind are."""
_LEAST_DIGITS = 7  # of a number below such a head; fewer are a count


def hide_names(blocks: Sequence[Paragraph | Grid]) -> Iterator[Paragraph | Grid]:
    """Hide what stands below or beside a label, and names beside or above a title or a phone.

    Examples
    --------
    >>> one, two, three = hide_names([Paragraph("Kontakt:"), Paragraph("Nomen Nescio"), Paragraph("45 larm")])
    >>> "Nomen" in two.text, len(two.text), three.text
    (False, 12, '45 larm')
    """
    lines = [block.text if isinstance(block, Paragraph) and block.kind != "heading" else None for block in blocks]
    labels = [block.text if isinstance(block, Paragraph) else "" for block in blocks]
    for block, line in zip(blocks, hide_lines(lines, labels), strict=True):
        if isinstance(block, Grid):
            yield _hide_in_grid(block)
        else:
            yield block if line in (None, block.text) else replace(block, text=line)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What rules the cells of a grid: heads by column with their row, and first cells of a row.

    `hidden` has the texts of several lines whose names these tell; `telling` those that tell of a person beside them.
    """

    heads: Mapping[int, tuple[int, str]]
    beside: Mapping[Value, Ruled]
    hidden: Mapping[Value, str]
    telling: frozenset[Value]


def _hide_in_grid(grid: Grid) -> Grid:
    texts = {value for value in chain.from_iterable(grid.rows) if isinstance(value, str)}
    parted = (text for text in texts if "\n" in text)
    hidden: dict[Value, str] = {text: found for text in parted if (found := _hide_in_cell(text)) != text}
    # All texts are asked at once before each is: most grids hold neither.
    joined = Text("\n".join(texts), EVERY, PERSONS)
    titled, labelled = (joined.search(rule) for rule in ("person_title", "label_word"))
    telling = [text for text in texts if (titled and is_title(text)) or is_contact(text)]
    firsts = {row[0] for row in grid.rows if len(row) > 1} if labelled else set()
    beside: dict[Value, Ruled] = {text: kind for text in firsts if isinstance(text, str) and (kind := label_of(text))}
    rules = _Rules(_heads(grid), beside, hidden, frozenset(telling))
    comments = {at: _hide_comment(text) for at, text in grid.marks.comments.items()}
    if rules.heads or beside or hidden or telling:
        grid = replace(grid, rows=[_hide_in_row(row, number, rules) for number, row in enumerate(grid.rows)])
    marks = replace(grid.marks, comments=comments) if comments else grid.marks
    return replace(grid, name=mask(grid.name), sheet=mask(grid.sheet), marks=marks)


def _heads(grid: Grid) -> dict[int, tuple[int, str]]:
    """Return the columns that a contact label heads, each with the row of the label and what it says."""
    found: dict[int, tuple[int, str]] = {}
    for number, row in enumerate(grid.rows[:_HEADER_ROWS]):
        texts = [fold(value.strip(" :")) if isinstance(value, str) else "" for value in row]
        codes = [words("contact", EVERY).get(text, "") for text in texts]
        for column, (text, code) in enumerate(zip(texts, codes, strict=True)):
            kind = code if code in _NUMBERS else label_of(text)
            if text in _ANY_NAME and not {"phone", "email", "affiliation"} & set(codes):
                below = (line[column] for line in grid.rows[number + 1 : _SAMPLE] if column < len(line))
                kind = kind if any(isinstance(value, str) and find_personal(value) for value in below) else ""
            if kind and not (column == 0 and _names_some(row[1:])):
                found.setdefault(column, (number, kind))
    return found


def _names_some(cells: Sequence[Value]) -> bool:
    """Tell whether cells hold names: the label before them is theirs, not the head of a column."""
    return any(isinstance(value, str) and _hide_in_cell(value, "name") != value for value in cells)


def _hide_in_row(row: Sequence[Value], number: int, rules: _Rules) -> Sequence[Value]:
    kinds = {column: kind for column, (head, kind) in rules.heads.items() if head < number and column < len(row)}
    if row and row[0] in rules.beside:
        kinds |= dict.fromkeys(range(1, len(row)), rules.beside[row[0]])
    told = not rules.telling.isdisjoint(row)
    if not kinds and not told and rules.hidden.keys().isdisjoint(row):
        return row
    cells = []
    for column, value in enumerate(row):
        kind = kinds.get(column, "name" if told and len(str(value)) <= _LONGEST else "")
        cells.append(_hide_value(value, kind) if kind else rules.hidden.get(value, value))
    return cells


def _hide_value(value: Value, kind: str) -> Value:
    if reason := _NUMBERS.get(kind):
        printed = to_text(value)
        digits = sum(map(str.isdecimal, printed))
        return hide(printed, [Exclusion(0, len(printed), reason, secret=True)]) if digits >= _LEAST_DIGITS else value
    return _hide_in_cell(value, "person" if kind == "person" else "name") if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _hide_in_cell(text: str, ruled: Ruled = "") -> str:
    """Hide the names that the lines of a cell tell, or that are all that its label rules; all else stays as it was."""
    if not ruled and "\n" not in text:
        return text
    printed = to_text(text)
    lines = printed.split("\n")
    told = [hide(line, find_personal(line, ruled=ruled)) for line in lines] if ruled else hide_lines(lines)
    hidden = "\n".join(line or "" for line in told)
    return text if hidden == printed else hidden


def _hide_comment(text: str) -> str:
    """Hide what is personal in a comment, its author first: "Nomen Nescio:", then what was said."""
    author, colon, rest = text.partition(":\n")
    return f"{_hide_in_cell(author, 'name')}:\n{_hide_in_cell(rest)}" if colon else _hide_in_cell(text)
