"""Parts that stand side by side: a figure and the part before it -> whether it is a part of the same whole."""

import re
from collections.abc import Sequence
from functools import cache

from ehealth_stats.codelists.words import alternatives, words
from ehealth_stats.ingestion.figures.model import Quantity


def is_listed(text: str, quantity: Quantity, last: Quantity) -> bool:
    """Tell the second of "Av desse var 95 sjukepleiarar, 40 fastlegar og 12 legar": the list of nouns goes on."""
    nouns = quantity.unit == last.unit != "" and quantity.last > quantity.end + 1
    joined = bool(_joined_pattern().fullmatch(text, last.last, quantity.first))
    return nouns and joined and bool(_list_goes_on_pattern().match(text, quantity.last))


@cache
def _joined_pattern() -> re.Pattern[str]:
    return re.compile(rf",?\s(?:(?:{alternatives(words('between_names'))})\s)?", re.IGNORECASE)


@cache
def _list_goes_on_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:[,.;)]|$|(?:{alternatives(words('between_names'))})\s+(?:\d|[^\W\d]))", re.IGNORECASE)


def is_elsewhere(text: str, quantity: Quantity, gap: str) -> bool:
    """Tell the second of "hvorav 310 i Førde og 275 i Flora": between them stands a place, after it another."""
    return bool(_place_pattern().fullmatch(gap) and _place_pattern().match(text[quantity.last :].lstrip()))


@cache
def _place_pattern() -> re.Pattern[str]:
    at, joiners = alternatives(words("preposition")), alternatives(words("between_names"))
    return re.compile(rf"(?:{at})\s[A-ZÅÄÖÆØ][^\d.,;:!?]{{0,30}}?(?:,?\s(?:{joiners}))?")


def is_sibling(quantity: Quantity, found: Sequence[Quantity], gap: str, *, elsewhere: bool) -> bool:
    """Tell the second of "varav 45 män och 55 kvinnor": beside a part with a label, and together within the whole."""
    last = found[-1]
    contrast = gap.casefold() in words("contrast")  # "27 000 leger, mens 14 000 …": the first needs no label
    beside = (gap.casefold() in ("", *words("between_names")) and last.part) or contrast
    alike = last.unit and quantity.unit == last.unit and _purpose_pattern().fullmatch(gap)
    if last.relation != "part" or not (beside or alike or elsewhere) or quantity.total:
        return False
    same_unit = quantity.unit in ("", "pieces", last.unit)
    if last.whole < 0:
        return elsewhere and same_unit  # "Av desse var 95 sjukepleiarar, 40 fastlegar": whose, an earlier line says
    taken = sum(part.lower for part in found[last.whole + 1 :] if part.whole == last.whole)
    return same_unit and quantity.lower + taken <= found[last.whole].upper


@cache
def _purpose_pattern() -> re.Pattern[str]:
    """Find what a part is for, and the joiner: "varav 1,5 mkr för 2013 och 1 mkr för 2014"."""
    purpose, joiners = alternatives(words("purpose")), alternatives(words("between_names"))
    return re.compile(rf"(?:{purpose})\s[^\d.;:!?]{{0,30}}(?:(?:19|20)\d\d)?\s(?:{joiners})", re.IGNORECASE)
