"""Numbers in words: number words, fractions, round numbers, and words that stand for an unknown number or for none.

"tjugofem" (25), "två tredjedelar" (two thirds), "ett 20-tal" (some 20), "okänt" (unknown), "inga larm" (no alarms).
The rules stand in rules/numbers.toml.
"""

import re
from collections.abc import Iterator
from functools import cache

from ehealth_stats.ingestion.figures.model import Token
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.languages.lexicon import alternatives, fold, number_words, words
from ehealth_stats.schema import decimal_product, decimal_sum

_NEAR = 16  # letters back in which a word stands that makes a number none


def find_shares(text: Text) -> Iterator[Token]:
    """Find fractions in words, a digit before them too ("2 tredjedelar", 2 thirds), and round numbers.

    A fraction is a share of what is named after it: its percentage, whatever the whole. "Ett 20-tal" is about 20.

    Examples
    --------
    >>> [(token.kind, round(token.value, 1)) for token in find_shares(Text("två tredjedelar, varannan kommun", "sv"))]
    [('share', 66.7), ('share', 50.0)]
    >>> next(find_shares(Text("ett 20-tal kommuner", "sv"))).qualifier
    'approximate'
    """
    for match in text.finditer("share"):
        yield from _share(text, match)
    if alone := text.fullmatch("share_alone", 0, len(text)):
        yield from _share(text, alone)
    for match in text.finditer("round_number"):
        start = match.start(str(match.lastgroup))
        value = spoken_value(text[start : match.end()], text.language)
        yield Token("number", start, match.end(), value, qualifier="approximate")


def _share(text: Text, match: re.Match[str]) -> Iterator[Token]:
    form = str(match.lastgroup)
    if form == "one_in":
        yield Token("share", *match.span("one_in"), 100 / spoken_value(text.said(match, "whole"), text.language))
    elif form == "every_nth":
        yield Token("share", *match.span(form), 100 / float(match["nth"]))
    elif form == "bottom":
        top = spoken_value(text.said(match, "top"), text.language)
        if top <= (bottom := float(words("denominator", text.language)[text.said(match, "bottom")])):
            yield Token("share", *match.span(), 100 * top / bottom, qualifier=_within(text, match))
    else:
        yield Token("share", *match.span(form), 100 / float(words(form, text.language)[text.said(match, form)]))


def find_multiples(text: Text) -> Iterator[Token]:
    """Find what multiplies something: by how many percent it changes, less where it is halved.

    Examples
    --------
    >>> text = Text("en fördubbling av larmen, dubbelt så många, halverats", "sv")
    >>> [token.value for token in find_multiples(text)]
    [100.0, 100.0, -50.0]
    >>> [token.value for token in find_multiples(Text("en femdobling, tre ganger så mange", "nb"))]
    [400.0, 200.0]
    """
    for match in text.finditer("multiple"):
        if printed := text.said(match, "factor"):
            times = _factor(printed, text.language)
        else:
            listed = words("multiple", text.language).get(text.said(match, "multiple"))
            times = float(listed) if listed else _times(text.said(match, "times"), text.language)
        if times != 1:
            step = 1.0 if printed[-2:-1] not in (".", ",") else 0.1
            yield Token("multiple", *match.span(), decimal_product(decimal_sum([times, -1.0]), 100.0), step)


def _factor(printed: str, language: str) -> float:
    """Return how many times as many: "tre" (three), "1,5", "halvannen" (one and a half)."""
    if printed[0].isdecimal():
        return float(printed.replace(",", "."))
    listed = words("half_number", language).get(printed)
    return float(listed) if listed else spoken_value(printed, language)


def _times(prefix: str, language: str) -> float:
    listed = words("multiple_prefix", language).get(prefix)
    return float(listed) if listed else spoken_value(prefix.rstrip("-"), language)


def _within(text: Text, match: re.Match[str]) -> str:
    """Return the qualifier between an article and what it counts: "en dryg tredjedel", "en knapp miljon"."""
    has_one = match.groupdict().get("within")
    return words("qualifier_within", text.language)[text.said(match, "within")] if has_one else ""


def spoken_value(printed: str, language: str) -> float:
    """Return the value of a number in words (or digits), composed or not.

    Examples
    --------
    >>> spoken_value("trehundratjugo", "sv"), spoken_value("to hundre og femti", "nb"), spoken_value("fem tusen", "nb")
    (320.0, 250.0, 5000.0)
    """
    if printed[0].isdecimal():
        return float("".join(filter(str.isdecimal, printed)))
    if fold(printed) in words("article", language):
        return 1.0
    simple, scales = _simple(language), _scales(language)
    total, group = 0.0, 0.0
    for found in _simple_pattern(language).findall(printed.casefold()):
        word = " ".join(found.split())
        if word in simple:
            group += simple[word]
        elif word in words("one_thousand", language):
            total, group = total + (group + 1) * scales[word], 0.0
        elif scales[word] == 100:
            group = max(group, 1.0) * 100
        else:
            total, group = total + max(group, 1.0) * scales[word], 0.0
    return total + group


@cache
def _simple(language: str) -> dict[str, float]:
    return dict.fromkeys(words("one", language), 1.0) | dict(number_words(language))


@cache
def _scales(language: str) -> dict[str, float]:
    roles = ("hundred", "thousand", "one_thousand", "ten")
    return {word: float(code) for role in roles for word, code in words(role, language).items()}


@cache
def _simple_pattern(language: str) -> re.Pattern[str]:
    return re.compile(alternatives([*_simple(language), *_scales(language)]))


def find_words(text: Text) -> Iterator[Token]:
    """Find number words, and the words of docs/methods.md section 1 that stand for no number or for none at all.

    Examples
    --------
    >>> found = find_words(Text("450 varav okänt, samtliga kommuner, fyra möten", "sv"))
    >>> [token.qualifier or token.kind for token in found]
    ['unknown', 'all', 'number']
    """
    alone = text.match("alone")
    if alone and (kind := str(alone.lastgroup)):
        yield _token(text, kind, alone, kind)
        return
    for name, match in text.at_openings("numbers"):
        group = str(match.lastgroup)
        kind = _KINDS.get(name, name) if group in ("it", "others") else group
        no_figure = _NO_FIGURE.get(kind)
        if not (no_figure and no_figure(text, match)):
            yield _token(text, kind, match, group)


# What a rule with another name finds.
_KINDS = {
    "one_bounded": "one",
    "counted_one": "one",
    "none_of_these": "none",
    "none_alone": "none",
    "not_told": "unknown",
    "told_of": "unknown",
    "no_information": "not_available",
    "none_of_kind": "none",
    "none_told": "none",
    "all_of_kind": "all",
    "all_told": "all",
    "rest": "vague",
}


def _token(text: Text, kind: str, match: re.Match[str], group: str) -> Token:
    start, end = match.span(group)
    if kind in _ALONE:
        return Token("number", start, end, _ALONE[kind], qualifier=_within(text, match))
    if kind == "number":
        return Token("number", start, end, spoken_value(text[start:end], text.language))
    if kind == "halves":
        whole = spoken_value(text.said(match, "wholes"), text.language) if match["wholes"] else 0.0
        role = "part" if match["part"] else "half"
        part = float(words(_HALVES[role], text.language)[text.said(match, role)])
        return Token("number", start, end, whole + part, min(part, 0.5), _within(text, match))
    if kind in ("none", "denied"):
        return Token("none", start, end)
    but = kind == "all" and excepted(text, end)  # "alla utom Ragunda": not all
    return Token("word", start, end, qualifier="vague" if but else kind)


_HALVES = {"part": "half_number", "half": "half_behind"}
_ALONE = {"one": 1.0, "both": 2.0, "thousand": 1000.0}


def _is_hour(text: Text, match: re.Match[str]) -> bool:
    """Tell an hour in words, "klokken tolv" (twelve o'clock)."""
    return bool(text.search("hour", max(match.start() - _NEAR, 0), match.start()))


def excepted(text: Text, at: int) -> int:
    """Return where the exceptions begin in "all but" phrases, 0 where there are none; `at` is the end of "alla".

    "alla kommuner utom Ragunda": all municipalities but Ragunda.

    Examples
    --------
    >>> excepted(Text("alla kommuner utom Ragunda", "sv"), 4), excepted(Text("alla kommuner", "sv"), 4)
    (19, 0)
    """
    match = text.match("all_but", at)
    return match.end() if match else 0


def _compares(text: Text, match: re.Match[str]) -> bool:
    """Tell a comparison from a count.

    "33 prosent flere" (33 percent more), "flere kommuner enn før" (more than before), "ett eller flere" (one or more).
    """
    before = text.search("compares", max(match.start() - _NEAR, 0), match.start())
    return bool(before or text.match("than", match.end()))


def _names_a_part(text: Text, match: re.Match[str]) -> bool:
    """Tell an answer that is counted from an unknown number.

    In "45 ja, 71 okända" 71 are unknown; in "1800 varav okänt digitala" nobody knows how many are digital.
    """
    at = match.start()
    return (
        text[max(at - 2, 0) : at - 1].isdigit() and text[at - 1] == " " and bool(text.match("entry_ends", match.end()))
    )


def _is_no_gap(text: Text, match: re.Match[str]) -> bool:
    """Tell what is not missing, or is counted, from what is missing."""
    return _names_a_part(text, match) or _is_none(text, match)


def _is_none(text: Text, match: re.Match[str]) -> bool:
    """Tell what is not missing from what is: "inga data saknas" (no data are missing)."""
    return bool(text.search("none_before", max(match.start() - _NEAR, 0), match.start()))


def _is_wished(text: Text, match: re.Match[str]) -> bool:
    """Tell what nobody wants from what nobody has: "vill inte ha några fler larm" (do not want any more alarms)."""
    return bool(text.search("wish", max(match.start() - _NEAR, 0), match.start()))


_NO_FIGURE = {
    "vague": _compares,
    "number": _is_hour,
    "unknown": _is_no_gap,
    "not_available": _is_none,
    "denied": _is_wished,
}
