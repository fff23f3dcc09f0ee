"""What the printed words of a row tell beside its figure: a row of observations -> some of, unique, up or down."""

import re
from functools import cache
from typing import Literal

from ehealth_stats.analysis.bounds import Row
from ehealth_stats.codelists.words import alternatives, words

Way = Literal["up", "down"]


def names_some(row: Row) -> bool:
    """Say whether a row is printed as one of several that are not all: "varav", "bland annat", "m.fl.".

    Examples
    --------
    >>> names_some({"text": "bl.a. Timrå"}), names_some({"text": "varav kommun 357"}), names_some({"text": "Timrå"})
    (True, True, False)
    """
    return bool(_any_of("part", "example").search(row["text"]))


def counts_once(row: Row) -> bool:
    """Say whether a row counts each once: "109 385 unike brukere"."""
    return bool(_any_of("distinct").search(row["text"]))


def way_of(row: Row) -> Way | None:
    """Return which way a row says that something changed by a number, None where it does not, or says both.

    Examples
    --------
    >>> way_of({"text": "redusert med ca 40"}), way_of({"text": "opp 40 til 120"}), way_of({"text": "følgt opp: 40"})
    ('down', 'up', None)
    """
    ways: tuple[Way, ...] = ("up", "down")
    told = [way for way in ways if _by_a_number(way).search(row["text"])]
    return told[0] if len(told) == 1 else None


@cache
def _any_of(*roles: str) -> re.Pattern[str]:
    listed = alternatives(word for role in roles for word in words(role))
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


@cache
def _by_a_number(way: Way) -> re.Pattern[str]:
    listed = {role: [word for word, its in words(role).items() if its == way] for role in ("changed", "change", "up")}
    changed, up = alternatives(listed["changed"] + listed["change"]), alternatives(listed["up"])
    by, about = alternatives([*words("changed_by"), "på", "of"]), alternatives(words("qualifier"))
    lead = rf"(?<!\w)(?:(?:{changed})(?:\s[^\d.;:!?]{{0,50}})?\s{by}|{up})"
    return re.compile(rf"{lead}\s+(?:{about}\s*)?\W?\d", re.IGNORECASE)
