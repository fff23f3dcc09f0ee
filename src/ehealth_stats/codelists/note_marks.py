"""Marks that point to a note: what is raised in print -> raised letters, which no reader takes for part of a figure."""

import re
from functools import cache

from ehealth_stats.languages.lexicon import EVERY, any_of, words

_PLAIN = "0123456789()+-,abcdefghijklmnopqrstuvwxyzABDEGHIJKLMNOPRTUVW"
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾⁺⁻⸴ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖ𐞥ʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ"
_RAISE = str.maketrans(_PLAIN, _RAISED, "[]")
_LONGEST = 12

RAISED = frozenset(_RAISED)
"""The characters that stand for raised ones."""


def raise_mark(text: str) -> str:
    """Return what is raised in print in raised characters; what is longer than a mark stays, parted by a blank.

    Examples
    --------
    >>> raise_mark("1)"), raise_mark("[2]"), raise_mark("a, b"), raise_mark("st"), raise_mark("se nästa sida")
    ('¹⁾', '²', 'ᵃ⸴ ᵇ', 'st', ' se nästa sida')
    """
    if len(text.strip()) > _LONGEST:
        return f" {text}"
    return text if text.strip() in words("ordinal_ending", EVERY) else text.translate(_RAISE)


def without_notes(text: str) -> str:
    """Return a label without what points to its notes; what raises ten before a unit is no such mark.

    Examples
    --------
    >>> without_notes("Timrå [note 4]"), without_notes("Antal larm¹⸴ ²"), without_notes("Larmᵃ / 2012")
    ('Timrå', 'Antal larm', 'Larm / 2012')
    >>> without_notes("Budget (10³ kr)²")
    'Budget (10³ kr)'
    """
    return _marks().sub("", text) if not text.isascii() or "[" in text or "(" in text else text


@cache
def _marks() -> re.Pattern[str]:
    raised = f"[{re.escape(_RAISED)}]+"
    power = r"(?!(?<=\b10)[³⁶⁹]\s?[^\W\d])"
    return re.compile(rf"\s*{note_in_brackets()}|(?<!^){power}\s*{raised}(?:[\s,;]*{raised})*", re.IGNORECASE)


@cache
def note_in_brackets() -> str:
    """Return the pattern of a note that is named in brackets, "[note 4]", "(not 2, 3)"."""
    note, number = any_of(EVERY, "note"), r"\d{1,3}[a-z]?"
    return rf"[\[(]\s*(?:{note})\.?\s*{number}(?:\s*[,;–-]\s*(?:(?:{note})\s*)?{number})*\s*[\])]"
