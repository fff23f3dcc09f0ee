"""How the names of persons are spelt: a text -> as many plain letters, for short patterns of names.

"Åsa Nemo" is read as "Xsa Nemo": a capital beyond A to Z is X there, a small letter x, so that every place stays what
it is; what is found is cut out of the text itself.
"""

import re
from collections.abc import Sequence

Parts = Sequence[re.Match[str]]
"""Words with capitals that stand together and may be a name."""

_BEYOND = [chr(code) for low, high in ((0xC0, 0x250), (0x1E00, 0x1F00)) for code in range(low, high)]
_MARKS = map(chr, range(0x300, 0x370))  # a PDF may print accents as letters of their own
_PLAIN = {
    **{letter: "X" for letter in _BEYOND if letter.isupper()},
    **{letter: "x" for letter in _BEYOND if letter.islower()},
    **dict.fromkeys(_MARKS, "x"),
}
_BEYOND_ASCII = re.compile("[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]")
_ALL = re.compile(".*", re.DOTALL)
_SPELT = "[A-Z][a-z]+"
WORD = rf"(?:Mc|Mac|Fitz|[DdLlO]['’])?{_SPELT}(?:[-\u2010\u2011'’]{_SPELT}|['’]s){{0,4}}(?!\w)"
_INITIAL = r"[A-Z]\.(?:[ -]?[A-Z]\.){0,2}"
_LOUD = r"[A-Z]{2,}(?:[-\u2010\u2011'’][A-Z]{2,}){0,4}(?!\w)"
_PART = rf"(?:{WORD}|{_INITIAL}|{_LOUD}|(?<=[a-z] )[A-Z](?= [A-Z]))"
_BLANK = "[ \u00a0\u2009\u202f]{1,3}"
_PARTICLE = "(?:von|af|av|de|del|della|den|der|da|dos|du|van|ter|la|le|el|al|bin|zu)"
RUN = re.compile(rf"(?<![\w@]){_PART}(?:{_BLANK}(?:{_PARTICLE}{_BLANK}){{0,2}}{_PART}){{0,7}}(?![\w-])")
TURNED = re.compile(rf",{_BLANK}(?P<first>{WORD}|{_LOUD})(?:{_BLANK}(?:{WORD}|{_INITIAL}))?(?![\w-])")
LAST_WORD = re.compile(rf"(?<!\w){WORD}\s*$")
FIRST_WORD = re.compile(WORD)
_PARTS = re.compile(_PART)


def plain(text: str) -> str:
    """Return a text in plain letters, each in its place.

    Examples
    --------
    >>> plain("Åsa, Ánge é"), plain("45 larm")
    ('Xsa, Xnge x', '45 larm')
    """
    return text if text.isascii() else _BEYOND_ASCII.sub(lambda letter: _PLAIN.get(letter[0], letter[0]), text)


def parts_of(text: str, spelt: str, start: int, end: int) -> list[re.Match[str]]:
    """Return the words of a stretch that are spelt as a name, as they stand in the text.

    Examples
    --------
    >>> [part[0] for part in parts_of("Åsa von Nemo", plain("Åsa von Nemo"), 0, 12)]
    ['Åsa', 'Nemo']
    """
    found = (_ALL.match(text, *part.span()) for part in _PARTS.finditer(spelt, start, end))
    return [part for part in found if part]
