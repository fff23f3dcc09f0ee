"""Lines of print -> paragraphs: what a line break parted is joined, what has a line of its own keeps it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from ehealth_stats.ingestion.documents.layout.blank_columns import Word
from ehealth_stats.ingestion.documents.values import clean, end_of_bullet
from ehealth_stats.ingestion.text.numbers import is_numeric
from ehealth_stats.languages.lexicon import EVERY, words

# "verksam-" and "hetsåret", but not "e-" and "hälsa", "IT-" and "stöd", "2012-" and "2013".
_PARTED = re.compile(r"[^\W\d_]*[a-zåäöæøé]{2}[-\u2010]$")
GAP = 0.8
"""Of the letters' height: between two columns, wider than any blank between words."""
_SOFT = "\u00ad"
_BULLETS, _DRAWN_BULLET = "-–•·▪◦*", "\uf0b7"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: where it stands in points from the page's top left, and how wide its first word is."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    first: float
    words: tuple[Word, ...] = ()

    @property
    def height(self) -> float:
        """The height of its letters."""
        return self.bottom - self.top


def to_line(words: Sequence[dict[str, float | str]]) -> Line:
    """Return the line that words make, from left to right."""
    ordered = sorted(words, key=lambda word: float(word["x0"]))
    left, right = float(ordered[0]["x0"]), max(float(word["x1"]) for word in ordered)
    heights = [float(word["bottom"]) - float(word["top"]) for word in ordered]
    tallest = ordered[heights.index(max(heights))]
    top, bottom = float(tallest["top"]), float(tallest["bottom"])
    parts = tuple(Word(str(word["text"]), float(word["x0"]), float(word["x1"])) for word in ordered)
    return Line(_text(parts, bottom - top), left, right, top, bottom, parts[0].x1 - left, parts)


def _text(words: Sequence[Word], height: float) -> str:
    """Join words by blanks; a bar stands for a gap between digits, which are of two columns."""
    text = words[0].text
    for word, following in pairwise(words):
        apart = following.x0 - word.x1 >= GAP * height and word.text[-1].isdigit() and following.text[0].isdigit()
        text += f"{' | ' if apart else ' '}{following.text}"
    return text


def to_paragraphs(lines: Sequence[Line], right: float) -> list[list[Line]]:
    """Group the lines that a line break parted: the first word of the next one had no room before the right edge.

    Examples
    --------
    >>> lines = [Line("Ånge har 450 varav", 0, 90, 0, 10, 20), Line("45 digitala", 0, 50, 12, 22, 10)]
    >>> len(to_paragraphs(lines, 95)), len(to_paragraphs(lines, 200))
    (1, 2)
    """
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and _goes_on(paragraphs[-1], line, right):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _goes_on(above: list[Line], line: Line, right: float) -> bool:
    """Tell whether a line goes on with the paragraph above.

    It stands near and is as tall, and the line above was full, or long and in the middle of a sentence.
    """
    last = above[-1]
    if is_numeric(last.text) and is_numeric(line.text):
        return False  # "51" above "120" is two figures
    near = -last.height < line.top - last.bottom < 0.8 * last.height
    alike = abs(line.height - last.height) < 0.15 * last.height
    full = last.x1 + line.first + 0.2 * last.height > right or last.text.endswith(_SOFT)
    # Unjustified lines may end before they must: a small letter goes on with the sentence of a line that is not short.
    long = last.x1 > (last.x0 + right) / 2 and not last.text.endswith((".", ":", ";", "!", "?"))
    return near and alike and (full or (long and line.text[:1].islower())) and not is_item(line.text)


def join(lines: Sequence[Line]) -> str:
    r"""Return the text of a paragraph; a word that a hyphen parts at the line end is one again.

    Examples
    --------
    >>> texts = ["läns-", "gemensam e-", "hälsa för larm-", "och"]
    >>> join([Line(text, 0, 0, 0, 0, 0) for text in texts])
    'länsgemensam e-hälsa för larm- och'
    """
    text = ""
    for line in lines:
        if text.endswith(_SOFT):
            text = text[:-1] + line.text
        elif text.endswith(("-", "\u2010")) and line.text[:1].islower() and not _opens_with_joiner(line.text):
            text = (text[:-1] if _PARTED.search(text.split()[-1]) else text) + line.text
        else:
            text = f"{text} {line.text}" if text else line.text
    return clean(text)


def _opens_with_joiner(text: str) -> bool:
    first = text.split(maxsplit=1)[0].rstrip(",")
    return first in _conjunctions() or f"{first}." in _conjunctions()


@cache
def _conjunctions() -> frozenset[str]:
    return frozenset(word for role in ("joiner", "between_names") for word in words(role, EVERY))


def is_item(text: str) -> bool:
    """Tell a list item by its bullet."""
    return text.startswith(_DRAWN_BULLET) or end_of_bullet(text, _BULLETS) > 0


def without_bullet(text: str) -> str:
    """Return a list item's text.

    Examples
    --------
    >>> without_bullet("• Ånge: 450")
    'Ånge: 450'
    """
    if text.startswith(_DRAWN_BULLET):
        return text.removeprefix(_DRAWN_BULLET).lstrip()
    return text[end_of_bullet(text, _BULLETS) :]
