"""The words around a number: what stands before it (qualifier, marker) and after it (multiplier, unit, label)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ehealth_stats.codelists.lists import units
from ehealth_stats.codelists.words import alternatives, words

_LEADERS = r"[\s.…]*"
_WINDOW = 48


@dataclass(frozen=True, slots=True)
class Before:
    """What stands directly before a number: where it starts, and what it says."""

    first: int
    qualifier: str = ""
    markers: frozenset[str] = frozenset()
    currency: str = ""


@dataclass(frozen=True, slots=True)
class After:
    """What stands directly after a number: where it ends, and what it says."""

    last: int
    unit: str = ""
    multiplier: float = 1.0
    estimated: bool = False


def read_before(text: str, start: int, floor: int) -> Before:
    """Read the qualifiers and markers that end at `start`, no further back than `floor`.

    Examples
    --------
    >>> read_before("Sundsvall 120, varav c:a 45", 25, 13)
    Before(first=15, qualifier='approximate', markers=frozenset({'part'}), currency='')
    """
    low = max(floor, start - _WINDOW)
    window, at = text[low:start], len(text[low:start])
    first, qualifier, currency, markers = start, "", "", set[str]()
    while match := _before_pattern().search(window[:at]):
        role = str(match.lastgroup)
        printed = " ".join(match.group(role).casefold().split())
        if role == "qualifier":
            qualifier = qualifier or words("qualifier")[printed]
        elif role == "currency":
            currency = words("currency")[printed]
        else:
            markers.add(role)
        at = match.start(role)
        first = low + at
    return Before(first, qualifier, frozenset(markers), currency)


@cache
def _before_pattern() -> re.Pattern[str]:
    roles = ("qualifier", "part", "addition", "from", "between", "total")
    groups = [rf"(?P<{role}>{alternatives(words(role))})" for role in roles]
    groups.append(rf"(?P<currency>{alternatives(words('currency'))})")
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)}){_LEADERS}$", re.IGNORECASE)


def read_after(text: str, end: int, country: str) -> After:
    """Read the multiplier, currency and unit that start at `end`; one word may stand between number and noun.

    Examples
    --------
    >>> read_after("5 000..... Tkr (uppskattat belopp)", 5, "SE")
    After(last=14, unit='SEK', multiplier=1000.0, estimated=True)
    >>> read_after("20 nye Samspillkommuner", 2, "NO").unit
    'municipalities'
    """
    last, unit, multiplier = end, "", 1.0
    if match := _multiplier_pattern().match(text, end):
        printed = " ".join(match["multiplier"].casefold().split())
        multiplier = float(words("multiplier")[printed])
        unit = _currency(words("money").get(printed, "-"), country)
        last = match.end()
    if match := _currency_pattern().match(text, last):
        last, unit = match.end(), _currency(words("currency")[match["currency"].casefold()], country)
    if (unit or multiplier > 1) and (match := _per_pattern().match(text, last)):
        noun = _unit_words()[" ".join(match["noun"].casefold().split())]
        rate = f"{unit}/{noun.removesuffix('s')}"
        last, unit = (match.end(), rate) if rate in units() else (last, unit)
    if not unit and (match := _noun_pattern().match(text, last)):
        last, unit = match.end(), _unit_words()[" ".join(match["noun"].casefold().split())]
    return After(last, unit, multiplier, bool(_estimated_pattern().match(text, last)))


def _currency(code: str, country: str) -> str:
    if code in ("kr", ""):
        return {"NO": "NOK", "SE": "SEK"}[country]
    return "" if code == "-" else code


@cache
def _unit_words() -> Mapping[str, str]:
    return {word.casefold(): unit.code for unit in units().values() for word in unit.words}


@cache
def _multiplier_pattern() -> re.Pattern[str]:
    return re.compile(rf"{_LEADERS}(?P<multiplier>{alternatives(words('multiplier'))})(?!\w)", re.IGNORECASE)


@cache
def _currency_pattern() -> re.Pattern[str]:
    return re.compile(rf"{_LEADERS}(?P<currency>{alternatives(words('currency'))})(?!\w)", re.IGNORECASE)


@cache
def _per_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s*(?:per|/)\s*(?P<noun>{alternatives(_unit_words())})(?!\w)", re.IGNORECASE)


@cache
def _noun_pattern() -> re.Pattern[str]:
    nouns = alternatives(_unit_words())
    stop = alternatives({*words("part"), *words("of"), *words("preposition"), *words("range"), *words("none")})
    between = rf"(?:\s+(?!(?:{stop})\s)[^\W\d]{{2,20}})?"
    return re.compile(rf"(?:\s*|{between}\s+)(?P<noun>{nouns})(?!\w)", re.IGNORECASE)


@cache
def _estimated_pattern() -> re.Pattern[str]:
    return re.compile(rf"\s*\(\s*(?:{alternatives(words('estimated'))})(?!\w)", re.IGNORECASE)


def read_label(text: str, start: int, ceiling: int) -> tuple[str, int]:
    """Read the name of a part: at most three words up to a mark, a digit, or `ceiling`; return it and its end.

    Examples
    --------
    >>> read_label("varav 5 st digitala Härnösand", 10, 20)
    ('digitala', 19)
    """
    match = _label_pattern().match(text, start, ceiling)
    return (match["label"], match.end("label")) if match else ("", start)


@cache
def _label_pattern() -> re.Pattern[str]:
    stop = alternatives({*words("part"), *words("total"), *words("preposition")})
    word = rf"(?!(?:{stop})(?!\w))[^\W\d_][\w/-]*"
    return re.compile(rf"\s+(?P<label>{word}(?:\s+{word}){{0,2}})", re.IGNORECASE)


@cache
def joiner_pattern() -> re.Pattern[str]:
    """Return the pattern of what may stand between the two ends of a range."""
    return re.compile(rf"\s*(?P<joiner>{alternatives(words('range'))})\s*", re.IGNORECASE)


@cache
def of_pattern() -> re.Pattern[str]:
    """Return the pattern of what may stand between N and M in "N av M"."""
    return re.compile(rf"\s+(?:[^\W\d]+\s+)?(?:{alternatives(words('of'))})\s+(?:[^\W\d]+\s+)?", re.IGNORECASE)


@cache
def each_pattern() -> re.Pattern[str]:
    """Return the pattern of a word after a figure that says that it holds for each."""
    return re.compile(rf"[^\d.;:()]{{0,50}}?(?<!\w)(?:{alternatives(words('each'))})\s+[^\W\d]", re.IGNORECASE)
