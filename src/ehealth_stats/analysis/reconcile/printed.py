"""What the printed words of a row tell beside its figure: a row of observations -> some of, unique, up or down."""

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from ehealth_stats.analysis.bounds import Row
from ehealth_stats.codelists.words import alternatives, words

Way = Literal["up", "down"]
_CHANGES = ("changed", "change", "up")


def names_some(row: Row) -> bool:
    """Say whether a row is printed as one of several that are not all: "varav", "bland annat", "m.fl.".

    Examples
    --------
    >>> names_some({"text": "bl.a. Timrå"}), names_some({"text": "varav kommun 357"}), names_some({"text": "Timrå"})
    (True, True, False)
    """
    return bool(_pattern(("part", "example")).search(row["text"]))


def counts_once(row: Row) -> bool:
    """Say whether a row counts each once: "109 385 unike brukere"."""
    return bool(_pattern(("distinct",)).search(row["text"]))


def way_of(row: Row) -> Way | None:
    """Return which way a row says that its figure changes something, None where it does not, or says both.

    Examples
    --------
    >>> way_of({"text": "redusert med 40"}), way_of({"text": "opp 40 til 120"}), way_of({"text": "40"})
    ('down', 'up', None)
    """
    ways: tuple[Way, ...] = ("up", "down")
    told = [way for way in ways if _pattern(_CHANGES, way).search(row["text"])]
    return told[0] if len(told) == 1 else None


@cache
def _pattern(roles: Iterable[str], code: str = "") -> re.Pattern[str]:
    listed = [word for role in roles for word, its in words(role).items() if code in ("", its)]
    return re.compile(rf"(?<!\w)(?:{alternatives(listed)})(?!\w)", re.IGNORECASE)
