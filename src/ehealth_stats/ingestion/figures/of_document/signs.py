"""Signs in place of a figure, or beside one -> what they stand for: as usual, or as a document's legend says.

| Timrå | *  |        suppressed
| Ånge  | -  |        not available, unless the legend says "- = noll" (nil)
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import inf, nan

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ehealth_stats.codelists import plain_qualifier, qualifiers, statuses, suppressed_qualifier
from ehealth_stats.ingestion.figures.extract import Manner, read_text
from ehealth_stats.languages.error_values import error_values
from ehealth_stats.languages.lexicon import EVERY, any_of, fold, words


@dataclass(frozen=True, slots=True)
class Sign:
    """What a sign stands for: a point and bounds, how that is qualified, and its status."""

    qualifier: str
    status: str
    value: float = nan
    lower: float = 0.0
    upper: float = inf


Legend = Mapping[str, Sign]


@cache
def usual_signs() -> Legend:
    """Return the signs and words that stand in tables for a figure that is not there.

    Examples
    --------
    >>> [usual_signs()[sign].status for sign in ("–", "*", "saknas", "..", "#div/0!")]
    ['O', 'Q', 'L', 'O', 'O']
    """
    missing = [code for code, each in qualifiers().items() if each.is_missing and not each.is_done]
    roles = [*missing, "missing_entry", "table_sign"]
    known = {word: code for role in roles for word, code in words(role, EVERY).items()}
    return {word: Sign(code, qualifiers()[code].status) for word, code in {**known, **error_values()}.items()}


def are_signs(texts: pa.Array) -> NDArray[np.bool_]:
    """Tell the texts that are only a sign for "no figure", as statistical offices print them.

    Examples
    --------
    >>> are_signs(pa.array(["–", "12", "-5", ":", "Saknas"])).tolist()
    [True, False, False, True, True]
    """
    known = pa.array([*usual_signs()], texts.type)
    return np.asarray(pc.is_in(pc.utf8_lower(texts), value_set=known), dtype=bool)


def sign_of(text: str, legend: Legend) -> Sign | None:
    """Return what a cell's text stands for, if it is a sign.

    Examples
    --------
    >>> sign_of("*", {}).qualifier, sign_of("-", {"-": NIL}).value, sign_of("450", {})
    ('suppressed', 0.0, None)
    """
    folded = fold(text)
    return legend.get(folded) or usual_signs().get(folded)


def not_there() -> Sign:
    """Return what words stand for that say nothing of a figure where one is expected."""
    return usual_signs()[".."]


NIL = Sign(plain_qualifier(), "A", 0.0, 0.0, 0.0)
_NOTHING = Sign(plain_qualifier(), "M", 0.0, 0.0, 0.0)


def read_meaning(text: str, country: str, language: str) -> Sign | None:
    """Read what a legend or a recipe says that a sign stands for: words, a status of SDMX, or a figure.

    Examples
    --------
    >>> read_meaning("sekretess", "SE", "sv").status, read_meaning("L", "SE", "sv").qualifier
    ('Q', 'unknown')
    >>> hidden = read_meaning("färre än 5", "SE", "sv")
    >>> hidden.qualifier, hidden.status, hidden.upper
    ('suppressed', 'Q', 4.0)
    """
    if text in statuses():
        return _of_status(text)
    match = _meanings().search(text)
    said = words("sign_meaning", EVERY)[fold(match.group())] if match else ""
    figures = read_text(text, Manner(country, language)).quantities
    figure = next((each for each in figures if not qualifiers()[each.qualifier].is_missing), None)
    if figure and figure.value == 0:
        return NIL
    if figure and figure.upper < inf:
        hidden = suppressed_qualifier()
        return Sign(hidden, qualifiers()[hidden].status, nan, figure.lower, figure.upper)
    return _of_status(said) if said else None


def _of_status(letter: str) -> Sign:
    """Return what a sign stands for by its status: nothing, nil, or a figure that is not there."""
    if statuses()[letter].is_nothing:
        return _NOTHING
    alone = {each.status: code for code, each in reversed([*qualifiers().items()]) if each.is_missing}
    return Sign(alone[letter], letter) if letter in alone else NIL


@cache
def _meanings() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{any_of(EVERY, 'sign_meaning')})", re.IGNORECASE)


_LONGEST = 600
_QUOTE = "[\"'“”„«»‘’]?"
_SIGN = r"(?:[^\w\s=\"'“”„«»‘’]{1,3}|<\s?\d{1,2}|\[[\w.:*-]{1,6}\]|[a-zA-Z]{1,2}|i\.u\.)"
_LISTED = re.compile(rf"^{_QUOTE}(?P<sign>\W{{1,3}}|\[?[a-zA-Z]\]?){_QUOTE}[:\s]\s*(?P<meaning>\S.*)$")


@cache
def _told() -> re.Pattern[str]:
    """Match a sign and its meaning, up to the next: "- = 0; x = saknas"."""
    said = any_of(EVERY, "means")
    return re.compile(
        rf"(?:^|[;,.:(]\s*|\s){_QUOTE}(?P<sign>{_SIGN}){_QUOTE}\s*(?:=|\s(?:{said})\s)\s*"
        rf"(?P<meaning>.+?)(?=[;,.(]?\s*{_QUOTE}{_SIGN}{_QUOTE}\s*=|;|$)"
    )


def read_legend(texts: Iterable[str], country: str, language: str) -> Legend:
    """Read what a document says of its signs, each in a line of its own or several in one.

    Examples
    --------
    >>> lines = ["Teckenförklaring: - = noll; * = sekretess, färre än 5", ". Kan inte förekomma"]
    >>> legend = read_legend(lines, "SE", "sv")
    >>> [(sign, meaning.status, meaning.upper) for sign, meaning in legend.items()]
    [('-', 'A', 0.0), ('*', 'Q', 4.0), ('.', 'M', 0.0)]
    """
    found: dict[str, Sign] = {}
    for text in texts:
        told = list(_told().finditer(text)) or [match for match in (_LISTED.match(text),) if match and _opens(match)]
        for match in told:
            sign, words_of = match["sign"], match["meaning"].strip(" .,;")
            meaning = read_meaning(words_of, country, language)
            # "n = 45" is no legend.
            if meaning and (not sign.isalpha() or _meanings().search(words_of)):
                found[fold(sign)] = meaning
    return found


def _opens(match: re.Match[str]) -> bool:
    """Say whether what follows a sign begins with a meaning: "* sekretess", but not "* utom larm med sekretess"."""
    return fold(match["sign"]) in usual_signs() and bool(_meanings().match(match["meaning"]))


def find_legends(texts: pa.Array, country: str, language: str) -> tuple[Legend, list[int]]:
    """Read the legends among the distinct texts of a document; return what signs stand for, and where that is said."""
    said = any_of(EVERY, "means")
    likely = pc.match_substring_regex(texts, rf"=|\s(?:{said})\s|^\W{{1,4}}\s*\w|^\[?[a-zA-Z]\]?[:\s]")
    short = pc.and_(likely, pc.less(pc.utf8_length(texts), _LONGEST))
    at = np.flatnonzero(np.asarray(short, dtype=bool)).tolist()
    told = {n: found for n in at if (found := read_legend([texts[n].as_py()], country, language))}
    return {sign: meaning for found in told.values() for sign, meaning in found.items()}, list(told)
