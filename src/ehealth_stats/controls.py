"""Characters that nobody sees and that change what others see: any text from outside -> the text without them."""

import re

# Controls but for tab and line ends, and marks that turn the direction of writing: "4\u202e50" is printed as 405.
CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Codes that are no characters: the package puts some where it hides a name, so no text may bring its own; and halves
# of characters, which nothing can write, as JSON may hold them.
_NO_CHARACTERS = "\ufdd0-\ufdef\ud800-\udfff"
_DROPPED = re.compile(f"[{CONTROLS}{_NO_CHARACTERS}]|\r(?=\n)")
_LINE_ENDS = "\r\v\f\x85\u2028\u2029"


def without_controls(text: str) -> str:
    r"""Return a text without control characters and marks of direction; every line end is a newline, a tab stays.

    Nothing is put in their place: a figure that one of them stands in is whole again.

    Examples
    --------
    >>> without_controls("4\u202e50 larm\x1b[31m\r\nÅnge")
    '450 larm[31m\nÅnge'
    """
    if text.isascii() and text.isprintable():
        return text
    text = _DROPPED.sub("", text)
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return text


def places_kept(text: str) -> list[int]:
    r"""Return where each character of a text without controls stands in the text itself, and where that ends.

    Examples
    --------
    >>> places_kept("4\u202e50")
    [0, 2, 3, 4]
    """
    dropped = {match.start() for match in _DROPPED.finditer(text)}
    return [place for place in range(len(text) + 1) if place not in dropped]
