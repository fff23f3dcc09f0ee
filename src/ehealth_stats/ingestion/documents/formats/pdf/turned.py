"""Letters as a person turns the page to read them: those of turned text -> upright letters where the text stands."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

_Char = dict[str, Any]
_NEAR = 0.35  # of a letter's height: between two letters of one word
_FEW = 4  # lines beside turned words: more are text that these only run along


def upright(chars: Sequence[_Char]) -> list[_Char]:
    """Return the letters of a page with those that are turned by a quarter set upright at the foot of their line.

    A page that is turned as a whole is left as it is.
    """
    turned = [char for char in chars if abs(char["matrix"][1]) > abs(char["matrix"][0])]
    straight = [char for char in chars if abs(char["matrix"][1]) <= abs(char["matrix"][0])]
    if len(turned) >= len(straight):
        return [*straight, *turned]
    return [*straight, *(letter for lines in _heads(turned) for letter in _set(lines, straight))]


def _heads(chars: Sequence[_Char]) -> list[list[list[_Char]]]:
    """Group turned lines that stand at one height, as the heads of a table do."""
    groups: list[list[list[_Char]]] = []
    foot = float("-inf")
    for line in sorted(_lines(chars), key=lambda line: min(char["top"] for char in line)):
        if min(char["top"] for char in line) >= foot:
            groups.append([])
        groups[-1].append(line)
        foot = max(foot, *(char["bottom"] for char in line))
    return groups


def _up(char: _Char) -> bool:
    """Tell a letter that is read from the foot of the page upwards."""
    return bool(char["matrix"][1] > 0)


def _lines(chars: Sequence[_Char]) -> list[list[_Char]]:
    """Group letters by direction and line, in the order in which they are read."""
    order = sorted(chars, key=lambda char: (_up(char), round((char["x0"] + char["x1"]) / 2)))
    lines: list[list[_Char]] = []
    for _, group in groupby(order, key=lambda char: (_up(char), round((char["x0"] + char["x1"]) / 2))):
        letters = sorted(group, key=lambda char: -char["bottom"] if _up(char) else char["top"])
        lines.append(letters[:1])
        for above, letter in pairwise(letters):
            if _gap(above, letter) < 3 * _height(letter):
                lines[-1].append(letter)
            else:
                lines.append([letter])
    return lines


def _gap(one: _Char, following: _Char) -> float:
    return float(one["top"] - following["bottom"] if _up(one) else following["top"] - one["bottom"])


def _height(char: _Char) -> float:
    return float(char["x1"] - char["x0"])


def _set(lines: Sequence[Sequence[_Char]], straight: Sequence[_Char]) -> list[_Char]:
    """Set turned lines upright, each within its width, on the lowest foot; a few words beside them come along."""
    head, foot = (extreme(c[key] for line in lines for c in line) for extreme, key in ((min, "top"), (max, "bottom")))
    beside = [char for char in straight if head < (char["top"] + char["bottom"]) / 2 < foot]
    if len({round(char["bottom"]) for char in beside}) > _FEW:
        return [letter for line in lines for letter in _set_line(line, max(char["bottom"] for char in line))]
    down = foot - max((char["bottom"] for char in beside), default=foot)
    for char in beside:
        char.update(top=char["top"] + down, bottom=char["bottom"] + down)
    return [letter for line in lines for letter in _set_line(line, foot)]


def _set_line(line: Sequence[_Char], foot: float) -> list[_Char]:
    texts: list[str] = []
    for at, char in enumerate(line):
        if at and _gap(line[at - 1], char) > _NEAR * _height(char):
            texts.append(" ")
        texts.append(char["text"])
    left, right = min(char["x0"] for char in line), max(char["x1"] for char in line)
    size, step = _height(line[0]), (right - left) / len(texts)
    return [
        {
            **line[0], "text": text, "upright": True, "matrix": (1, 0, 0, 1, 0, 0), "size": size,
            "x0": left + at * step, "x1": left + (at + 1) * step, "top": foot - size, "bottom": foot,
        }
        for at, text in enumerate(texts)
    ]  # fmt: skip
