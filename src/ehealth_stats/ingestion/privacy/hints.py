"""Whether a text may name a person by a label or a title: text -> a quick answer, that is never no where it does.

The patterns that read labels and titles are long: texts without any word of theirs, which are most, are spared them.
"""

import re
from functools import cache

from ehealth_stats.languages.lexicon import EVERY, words
from ehealth_stats.languages.words import holds_any

_LETTERS_RUN = re.compile(r"[^\W\d_]+")
_ENDING = ("ending", "people")  # "kursdeltagare"


def may_hold_label(text: str) -> bool:
    """Tell whether a text holds a word for a contact or a group, or the end of one; where it does, it is never no.

    Examples
    --------
    >>> may_hold_label("Projektgruppens"), may_hold_label("Kontakt:"), may_hold_label("Ånge")
    (True, True, False)
    """
    return holds_any(text, EVERY, "contact", "group") or _holds_ending(text, "group")


def may_hold_title(text: str) -> bool:
    """Tell whether a text holds a word for a title, or the end of one; where it does, it is never no.

    Examples
    --------
    >>> may_hold_title("Kommuneoverlege, Ånge"), may_hold_title("Ånge")
    (True, False)
    """
    return holds_any(text, EVERY, "title") or _holds_ending(text, "title")


def _holds_ending(text: str, role: str) -> bool:
    """Tell whether a word of a text ends as the longer words of a role do: "Projekttask force", "samordnings-chef"."""
    folded, endings = text.casefold(), _role_endings(role)
    found = set(_LETTERS_RUN.findall(folded))
    if any(word.endswith(endings) or word.removesuffix("s").endswith(endings) for word in found):
        return True
    return any(ending in folded for ending in endings if not ending.isalpha())


@cache
def _role_endings(role: str) -> tuple[str, ...]:
    return tuple(word for word, code in words(role, EVERY).items() if code in _ENDING)
