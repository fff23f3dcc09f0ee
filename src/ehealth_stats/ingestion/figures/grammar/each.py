"""Figures that hold for each: the words around one -> "600 tkr vardera", "5 000 kr per kommun", "hver kommune får"."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from ehealth_stats.codelists.words import alternatives, words
from ehealth_stats.ingestion.figures.model import Quantity
from ehealth_stats.ingestion.text.nouns import time_words


def is_each(text: str, quantity: Quantity, stops: Sequence[int], country: str) -> bool:
    """Tell whether a figure holds for each; "60 i henholdsvis Alta og Bodø" gives each place its own."""
    if _each_of_them_pattern().search(text[max(quantity.first - 60, 0) : quantity.first]):
        return True
    match = _each_pattern("nb" if country == "NO" else "sv").match(text, quantity.last)
    if not match:
        return False
    stop = bisect_left(stops, match.end() - 1)
    return stop == len(stops) or stops[stop] != match.end() - 1


@cache
def _each_of_them_pattern() -> re.Pattern[str]:
    """Find "hver kommune får", "vardera 20 %"; "hver tredje kommune" and "hver måned" do not say so."""
    each, ordinal = alternatives(words("each_one")), alternatives(words("ordinal"))
    times = alternatives(time_words())
    return re.compile(
        rf"(?<!\w)(?:{alternatives(words('each_before'))})\s+$"
        rf"|(?<!\w)(?:{each})\s+(?!(?:{times}|{ordinal})(?!\w))[^\W\d]+(?:\s+[^\W\d]+){{1,3}}\s+$",
        re.IGNORECASE,
    )


@cache
def _each_pattern(language: str) -> re.Pattern[str]:
    """Find "vardera", "hver" at the end, "per kommun", "från varje kommun"; "per år" is a rate, not one for each."""
    each, each_of = alternatives(words("each", language)), alternatives(words("each_of", language))
    respective, times = alternatives(words("respective")), alternatives(time_words())
    return re.compile(
        rf"\s?/\s?(?!(?:{times})(?!\w))[^\W\d]{{2}}|[^\d.,;:()]{{0,50}}?(?<!\w)(?:(?:{each_of}|{respective})"
        rf"\s+(?:(?!(?:{times})(?!\w))[^\W\d]|10+(?: 000)*\s)"
        rf"|(?:{each})(?!\w)(?!\s+[^\W_]))",
        re.IGNORECASE,
    )
