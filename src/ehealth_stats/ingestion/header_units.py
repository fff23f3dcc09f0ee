"""The unit that a header or title gives to all figures below it: printed words -> unit and what it multiplies by."""

import re
from typing import NamedTuple

from ehealth_stats.codelists import units
from ehealth_stats.ingestion.quantities.context import read_after

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_PER = re.compile(r"(?:^|[\s,(])(?P<words>(?:per|pr\.?)\s+\d[\d ]*\s+\w+)", re.IGNORECASE)
_BEFORE = re.compile(r"^(?:i|in|antal|antall|tal på)\s+(?:hele\s+)?", re.IGNORECASE)


class HeaderUnit(NamedTuple):
    """A unit, empty where the header names none, and a multiplier; `rate` holds words such as "per 1 000 invånare"."""

    unit: str = ""
    multiplier: float = 1.0
    rate: str = ""


def read_header_unit(header: str, country: str) -> HeaderUnit:
    """Read the unit in a header: in brackets, after a comma or "i", or as a level of its own.

    Examples
    --------
    >>> [tuple(read_header_unit(text, "SE")) for text in ("Kostnad (tkr)", "Andel, %", "Larm", "Larm / 1000 kr")]
    [('SEK', 1000.0, ''), ('percent', 1.0, ''), ('', 1.0, ''), ('SEK', 1000.0, '')]
    >>> read_header_unit("Larm per 1 000 invånare", "SE").rate
    'per 1 000 invånare'
    """
    if match := _PER.search(header):
        return HeaderUnit(rate=match["words"])
    levels = header.split(" / ")
    candidates = [*_BRACKETS.findall(header), *levels, *re.split(r",| i ", header)[1:]]
    for words in reversed(candidates):
        printed = _BEFORE.sub("", words.strip(" .:"))
        after = read_after(f"1 {printed}", 1, country)
        if after.last == len(printed) + 2 and (after.multiplier > 1 or units_kind(after.unit) in _LABELS):
            return HeaderUnit(after.unit, after.multiplier)
    return HeaderUnit()


# "Larm" is what a column counts, not a unit that its figures lack.
_LABELS = ("money", "percent")


def units_kind(unit: str) -> str:
    """Return the kind of a unit; empty for none."""
    return units()[unit].kind if unit else ""
