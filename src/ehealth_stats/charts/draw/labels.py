"""Where labels stand beside their marks, so that none covers another one or a mark; those without room are left out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ehealth_stats.charts.draw import style

_GAP = 0.07


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in inches."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share any area."""
        across = min(self.right, other.right) > max(self.left, other.left)
        return across and min(self.top, other.top) > max(self.bottom, other.bottom)

    def holds(self, other: "Box") -> bool:
        """Whether the other lies inside."""
        across = self.left <= other.left and other.right <= self.right
        return across and self.bottom <= other.bottom and other.top <= self.top


@dataclass(frozen=True, slots=True)
class Label:
    """A text and the mark that it belongs to: its middle, and how far it reaches down and up."""

    text: str
    x: float
    low: float
    high: float


def place_labels(
    labels: Sequence[Label], taken: Sequence[Box], room: Box, lines: Sequence[Box] = ()
) -> list[tuple[Label, Box]]:
    """Return the labels that find a place around their marks, the first ones served first.

    A label covers a mark never, and a line only where there is no other place.

    Examples
    --------
    >>> mark = Label("450", 1.0, 0.9, 1.1)
    >>> [label.text for label, _ in place_labels([mark] * 9, [], Box(0.0, 0.0, 2.0, 2.0))]
    ['450', '450', '450', '450']
    """
    placed: list[tuple[Label, Box]] = []
    for label in labels:
        others = [*taken, *(box for _, box in placed)]
        free = [box for box in _wishes(label) if room.holds(box) and not any(map(box.meets, others))]
        clear = [box for box in free if not any(map(box.meets, lines))]
        if free:
            placed.append((label, (clear or free)[0]))
    return placed


def _wishes(label: Label) -> Iterator[Box]:
    wide, high = style.text_width(label.text), style.line_height()
    middle = (label.low + label.high - high) / 2
    for left, bottom in (
        (label.x - wide / 2, label.high + _GAP),
        (label.x - wide / 2, label.low - _GAP - high),
        (label.x + 1.5 * _GAP, middle),
        (label.x - 1.5 * _GAP - wide, middle),
        (label.x - wide, label.high + _GAP),
        (label.x, label.low - _GAP - high),
        (label.x, label.high + _GAP),
        (label.x - wide, label.low - _GAP - high),
    ):
        yield Box(left, bottom, left + wide, bottom + high)


def thin_out(texts: Sequence[str], places: Sequence[float], *, size: float = style.TEXT_SIZE) -> list[int]:
    """Return the indexes of the texts that can stand side by side, centred on their places in inches: the last first.

    Examples
    --------
    >>> thin_out(["2010", "2011", "2012"], [0.0, 0.1, 2.0])
    [0, 2]
    """
    kept: list[int] = []
    for n in sorted(range(len(texts)), key=lambda n: (n != len(texts) - 1, n)):
        apart = (
            abs(places[n] - places[k]) > (style.text_width(texts[n], size) + style.text_width(texts[k], size)) / 2 + 0.1
            for k in kept
        )
        if all(apart):
            kept.append(n)
    return sorted(kept)
