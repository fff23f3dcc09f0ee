"""A text -> the numbers and number words in it; every other digit with the reason why it is no figure."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from ehealth_stats.codelists.areas import AreaMention
from ehealth_stats.codelists.lists import cache_by_lists
from ehealth_stats.ingestion.figures.exclusions.find import find_exclusions
from ehealth_stats.ingestion.figures.model import Token
from ehealth_stats.ingestion.figures.tokens.digits import read_digits
from ehealth_stats.ingestion.figures.tokens.number_words import find_multiples, find_shares, find_words
from ehealth_stats.ingestion.figures.tokens.printed import Points
from ehealth_stats.ingestion.figures.words_around import follows_unit, glued_multiplier, read_after
from ehealth_stats.ingestion.text.exclusion import AMBIGUOUS, Exclusion
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.ingestion.text.units import unit_words
from ehealth_stats.languages.error_values import find_error_values
from ehealth_stats.languages.lexicon import fold, words


def scan(
    text: Text, language: str, points: Points = "", *, counted: bool = False
) -> tuple[list[Token], list[Exclusion]]:
    """Split a text into tokens that stand for numbers and stretches that hold digits but no quantity.

    Every digit of the text is inside one token or one exclusion. Time is linear in the text.

    Examples
    --------
    >>> tokens, exclusions = scan(Text("2013-04-02: 450 varav okänt digitala, figur 2", "sv"), "sv")
    >>> [(token.kind, token.value, token.qualifier) for token in tokens]
    [('number', 450.0, ''), ('word', nan, 'unknown')]
    >>> [exclusion.reason for exclusion in exclusions]
    ['date or period', 'reference']
    """
    errors = [Token("word", start, end, qualifier=code) for start, end, code in find_error_values(text)]
    excluded = _beside(find_exclusions(text, language, counted=counted), errors)
    taken = Spans([*excluded, *errors])
    tokens = [token for token in find_multiples(text) if not taken.touch(token.start, token.end)] + errors
    taken = Spans([*excluded, *tokens]) if tokens else taken
    tokens += [share for share in find_shares(text) if not taken.touch(share.start, share.end)]
    for item in _digits(text, [*excluded, *tokens], language, points):
        if isinstance(item, Token) and not _touches_letters(text, item):
            tokens.append(item)
        else:
            reason = "part of a name" if isinstance(item, Token) else item.reason
            excluded.append(Exclusion(item.start, item.end, reason))
    taken = Spans([*excluded, *tokens])
    tokens += [token for token in find_words(text) if not taken.touch(token.start, token.end)]
    tokens = sorted(tokens, key=_start)
    margins = list(_open_margins(text, tokens))
    excluded += [Exclusion(token.start, token.end, AMBIGUOUS) for token in margins]
    return [token for token in tokens if token not in margins], sorted(excluded, key=_start)


def _open_margins(text: Text, tokens: Sequence[Token]) -> Iterator[Token]:
    """Find numbers behind a sign for plus or minus that are about as many, or how far off another may be: "±5".

    "± 60 kommuner" is about 60; the 5 of "60 ± 5" goes with its figure.
    """
    if not (signs := [match.end() for match in text.finditer("plus_minus")]):
        return
    for last, token in zip([None, *tokens], tokens, strict=False):
        if token.start in signs and follows_unit(text, token.end) not in ("count", "money", "time"):
            behind = text[read_after(text, last.end, "").last : token.start].strip(" (") if last else ""
            if fold(behind) not in words("plus_minus", text.language):
                yield token


def _beside(excluded: list[Exclusion], errors: Sequence[Token]) -> list[Exclusion]:
    """Return the exclusions without those that touch a value in error; what is personal stays."""
    taken = Spans(errors)
    return [item for item in excluded if item.secret or not taken.touch(item.start, item.end)] if errors else excluded


def _start(item: Token | Exclusion) -> int:
    return item.start


class Spans:
    """Sorted stretches of a text, to ask whether another one touches them."""

    def __init__(self, items: Iterable[Token | Exclusion | AreaMention]) -> None:
        ordered = sorted((item.start, item.end) for item in items)
        self._starts, self._ends = [start for start, _ in ordered], [end for _, end in ordered]

    def touch(self, start: int, end: int) -> bool:
        """Tell whether a stretch shares a character with one of them."""
        at = bisect_right(self._starts, start)
        return (at > 0 and self._ends[at - 1] > start) or (at < len(self._starts) and self._starts[at] < end)


def _digits(
    text: Text, taken: Sequence[Token | Exclusion], language: str, points: Points
) -> Iterator[Token | Exclusion]:
    """Read the digits between the stretches that are taken."""
    at = 0
    for item in sorted(taken, key=_start):
        yield from read_digits(text, at, item.start, language, points)
        at = item.end
    yield from read_digits(text, at, len(text), language, points)


def _touches_letters(text: Text, token: Token) -> bool:
    """Tell whether digits are part of a word: "fase2", "ELIN2k"; in "700kr" the letters are a unit."""
    near = text[token.start - 1 : token.start] if token.start else ""
    is_glued = near.isalnum() or near in _JOINERS
    before = text.search("letters_before", max(token.start - _LONGEST, 0), token.start) if is_glued else None
    if before and text.said(before) not in words("currency", text.language):
        return True
    after = text.match("letters_behind", token.end)
    is_unit = not after or text.said(after) in _glued(text.language) or glued_multiplier(text, token.end)
    return not is_unit


_JOINERS = ("_", "@")
_LONGEST = 30  # letters of a word that may be a currency


@cache_by_lists
def _glued(language: str) -> frozenset[str]:
    """Return the words that may stand at a number without a blank: units, currencies, multipliers."""
    return frozenset([*unit_words(), *words("currency", language), *words("multiplier", language)])
