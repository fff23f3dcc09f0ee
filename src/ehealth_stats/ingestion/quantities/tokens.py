"""The scanner: a text -> the numbers and number words in it, and every other digit with the reason why it is none."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from ehealth_stats.codelists.lists import units
from ehealth_stats.codelists.words import alternatives, number_words, words
from ehealth_stats.ingestion.periods import find_periods, is_year
from ehealth_stats.ingestion.personal import find_personal
from ehealth_stats.ingestion.quantities.model import Exclusion, Token, TokenKind


def scan(text: str, language: str) -> tuple[list[Token], list[Exclusion]]:
    """Split a text into tokens that stand for numbers and stretches that hold digits but no quantity.

    Every digit of the text is inside one token or one exclusion. Time is linear in the text.

    Examples
    --------
    >>> tokens, exclusions = scan("2013-04-02: 450 varav okänt digitala, figur 2", "sv")
    >>> [(token.kind, token.value) for token in tokens]
    [('number', 450.0), ('unknown', nan)]
    >>> [exclusion.reason for exclusion in exclusions]
    ['date or period', 'reference']
    """
    excluded = _without_overlap(_exclusions(text))
    taken = Spans(excluded)
    numbers = [token for token in _numbers(text, language) if not taken.touch(token.start, token.end)]
    inside = [_inside_word(text, token) for token in numbers]
    excluded = sorted([*excluded, *filter(None, inside)], key=lambda item: item.start)
    tokens = [token for token, why in zip(numbers, inside, strict=True) if why is None]
    taken = Spans([*excluded, *tokens])
    spoken = [token for token in _words(text, language) if not taken.touch(token.start, token.end)]
    return sorted([*tokens, *spoken], key=lambda token: token.start), excluded


class Spans:
    """Sorted stretches of a text, to ask whether another one touches them."""

    def __init__(self, items: Iterable[Token | Exclusion]) -> None:
        ordered = sorted((item.start, item.end) for item in items)
        self._starts, self._ends = [start for start, _ in ordered], [end for _, end in ordered]

    def touch(self, start: int, end: int) -> bool:
        """Tell whether a stretch shares a character with one of them."""
        at = bisect_right(self._starts, start)
        return (at > 0 and self._ends[at - 1] > start) or (at < len(self._starts) and self._starts[at] < end)


def _without_overlap(items: Iterable[Exclusion]) -> list[Exclusion]:
    kept: list[Exclusion] = []
    for item in items:
        if not Spans(kept[-1:]).touch(item.start, item.end):
            kept.append(item)
    return kept


def _exclusions(text: str) -> list[Exclusion]:
    found = [*find_personal(text), *_labelled(text), *_periods(text)]
    return sorted(found, key=lambda item: (item.start, not item.secret, -item.end))


def _labelled(text: str) -> Iterator[Exclusion]:
    for match in _labelled_pattern().finditer(text):
        name = str(match.lastgroup)
        start, end = match.span(name)
        yield Exclusion(start, end, name.rstrip("0123456789").replace("_", " "))


def _periods(text: str) -> Iterator[Exclusion]:
    for mention in find_periods(text):
        printed = text[mention.start : mention.end]
        if not (is_year(printed) and _counts_things(text, mention.start, mention.end)):
            yield Exclusion(mention.start, mention.end, "date or period")


def _counts_things(text: str, start: int, end: int) -> bool:
    """Tell whether a bare year-like number counts what stands after it, as in "2013 larm"."""
    before = re.search(rf"(?<!\w)(?:{alternatives(words('year_before'))})\s*$", text[max(start - 20, 0) : start], re.I)
    return not before and bool(_count_noun().match(text, end))


@cache
def _count_noun() -> re.Pattern[str]:
    nouns = [word for unit in units().values() if unit.kind == "count" for word in unit.words]
    return re.compile(rf"\s+(?:{alternatives(nouns)})(?!\w)", re.IGNORECASE)


@cache
def _labelled_pattern() -> re.Pattern[str]:
    reference = alternatives(words("reference"))
    account = alternatives(words("account"))
    names = alternatives(words("name"))
    return re.compile(
        rf"(?P<name>(?<!\w)(?i:{names})(?!\w))"
        r"|(?P<web_address>(?:https?://|www\.)\S+)"
        rf"|(?<!\w)(?i:{alternatives(words('clock'))})\s*(?P<clock_time>\d{{1,2}}(?:[.:]\d\d)?)"
        r"|(?<![\w.,])(?P<clock_time2>(?:[01]?\d|2[0-3]):[0-5]\d)(?![\w:])"
        rf"|(?<!\w)(?i:{account})[\s:]*(?P<account_number>\d[\d -]*\d)"
        rf"|(?<!\w)(?i:{reference})\s*(?P<reference>\d{{1,5}}(?:\.\d+)*)(?![\w])"
        r"|^\s*(?P<enumerator>\d{1,2}(?:[a-z]?\)|[a-z](?!\w)|\.(?=\s+[^\W\d])))"
        r"|^\s*(?P<enumerator2>\d{1,2})(?=\s+[A-ZÅÄÖÆØ][a-zåäöæø]+\s+[a-zåäöæø]+\s+[a-zåäöæø]+)"
    )


@cache
def _number_pattern(language: str) -> re.Pattern[str]:
    group, point = ("[ \u00a0\u2009\u202f,'’]", r"\.") if language == "en" else ("[ \u00a0\u2009\u202f.'’]", "[.,]")
    grouped = rf"[1-9]\d{{0,2}}(?:(?P<sep>{group})\d{{3}})(?:(?P=sep)\d{{3}})*(?!\d)"
    return re.compile(rf"(?:(?P<grouped>{grouped})|(?P<plain>\d+))(?P<decimals>{point}\d+(?![.,]?\d))?")


def _numbers(text: str, language: str) -> Iterator[Token]:
    for match in _number_pattern(language).finditer(text):
        whole = re.sub(r"\D", "", match["grouped"] or match["plain"])
        decimals = (match["decimals"] or "")[1:]
        value = float(f"{whole}.{decimals or 0}")
        yield Token("number", match.start(), match.end(), value, 10.0 ** -len(decimals))


def _inside_word(text: str, token: Token) -> Exclusion | None:
    """Say why digits that touch letters are no number: "fase2", "ELIN2k"; "700kr" is one."""
    before = token.start > 0 and (text[token.start - 1].isalpha() or text[token.start - 1] in "_@")
    after = re.match(r"[^\W\d_]+", text[token.end : token.end + 30])
    if before or (after and after.group().casefold() not in _glued()):
        return Exclusion(token.start, token.end, "part of a name")
    return None


@cache
def _glued() -> frozenset[str]:
    listed = [word for unit in units().values() for word in unit.words]
    return frozenset(map(str.casefold, [*listed, *words("currency"), *words("multiplier")]))


def _words(text: str, language: str) -> Iterator[Token]:
    for match in _word_pattern(language).finditer(text):
        kind = str(match.lastgroup)
        if kind == "word":
            yield Token("number", *match.span(), number_words(language)[match.group().casefold()])
        elif kind == "one":
            yield Token("number", *match.span("one"), 1.0)
        elif kind == "blank":
            yield Token("not_available", *match.span("blank"))
        else:
            yield Token(_token_kind(kind), *match.span())


def _token_kind(name: str) -> TokenKind:
    kinds: dict[str, TokenKind] = {kind: kind for kind in ("unknown", "not_available", "already_done", "vague", "all")}
    return kinds.get(name, "none")


@cache
def _word_pattern(language: str) -> re.Pattern[str]:
    standing = [word for word in words("not_available") if word != ".."]
    nouns = alternatives(word for unit in units().values() if unit.kind == "count" for word in unit.words)
    ahead = rf"(?=\s+(?:[a-zåäöæø-]+\s+)?(?:{nouns})(?!\w))"
    return re.compile(
        rf"(?<!\w)(?:(?P<unknown>{alternatives(words('unknown'))})"
        rf"|(?P<already_done>{alternatives(words('already_done'))})"
        rf"|(?P<not_available>{alternatives(standing)})"
        rf"|(?P<word>{alternatives(number_words(language))})"
        rf"|(?P<one>{alternatives(words('one', language))})(?=\s+(?:{alternatives(words('one_before'))})(?!\w))"
        rf"|(?P<all>{alternatives(words('all'))}){ahead}"
        rf"|(?P<vague>{alternatives(words('vague'))}){ahead}"
        rf"|(?P<none>{alternatives(words('none'))}){ahead}"
        rf"|(?<=\d )(?P<none2>{alternatives(words('none'))}))(?!\w)"
        r"|^\s*(?P<blank>\.\.)\s*$",
        re.IGNORECASE,
    )
