"""Which place a figure is about: the quantities of a text and the areas named in it -> an area for each, or none.

A place behind a preposition is that of the figure before it, "120 i Sundsvall" (in); otherwise the last place named
before a figure in its sentence is, "Sundsvall 120".
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from ehealth_stats.codelists import qualifiers, units
from ehealth_stats.codelists.areas import AreaMention, area_name
from ehealth_stats.ingestion.figures.model import Quantity, Token
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.languages.lexicon import words

_HIGHER = ("municipalities", "counties")
_LANDMARK = 24  # letters in which such words stand
_FURTHEST = 300  # letters back in which the place of a sentence is looked for


def find_places(
    text: Text, quantities: Sequence[Quantity], mentions: Sequence[AreaMention], country: str
) -> tuple[AreaMention | None, ...]:
    """Return the area of each quantity: one that follows after a preposition, else the last one in its sentence.

    "45 respektive 60 i Ånge och Timrå" (45 and 60 in Ånge and Timrå, in this order) gives each figure the place of its
    rank. A sum is about no single area before it.
    """
    near = [
        mention
        for mention in mentions
        if not text.search("beside_place", max(mention.start - _LANDMARK, 0), mention.start)
    ]
    every = sorted([*near, *_nationwide(text, country)], key=lambda mention: mention.start)
    starts, ends = [mention.start for mention in every], [mention.end for mention in every]
    found: list[AreaMention | None] = []
    for at, quantity in enumerate(quantities):
        follows, last = bisect_left(starts, quantity.last), bisect_right(ends, quantity.start)
        before = _before(text, quantity, every[max(last - 1, 0) : last])
        owned = before is not None and (not at or quantities[at - 1].end <= before.start)
        after = _after(text, quantity, every[follows : follows + 1], owned=owned and before not in found[-1:])
        if before and quantity.total and at and (quantities[at - 1].start > before.end or found[-1] is before):
            before = None  # "Alta 45, totalt 90", "45 i Alta, totalt 90": the sum is not that of the last place listed
        if before and quantity.unit in _HIGHER and before.code.count("-") and len(before.code) == 7:
            before = None  # no municipality has municipalities
        if before and found and before is found[-1] and quantities[at - 1].last <= before.start:
            contrasted = text.match("contrast", before.end)
            if contrasted or _says_where(text, before):
                before = None  # "10 i hele landet, og 134 …", "45 i Alta, mens 12 …": said of the figure before it
        found.append(after or (None if owned else _further(text, quantity, every, starts)) or before)
    for at, quantity in enumerate(quantities):
        own, of_whole = found[at], found[quantity.whole] if quantity.whole > at else None
        if of_whole and (not own or own.end <= quantity.start < of_whole.start):
            found[at] = of_whole  # "21 av 30 kommuner i Agder": the place follows the whole
    together = _together(text, every)
    found = [None if mention in together else mention for mention in found]
    for first, chain in _chains(text, quantities):
        found[first : first + len(chain)] = _in_order(text, chain, every, starts) or found[first : first + len(chain)]
    return tuple(found)


def find_missing(text: Text, mentions: Sequence[AreaMention]) -> list[Token]:
    """Find the places of a list that gave no number.

    "Gävle 312, Hofors saknas, Ockelbo -, Ljusdal 18": saknas is "missing".

    Examples
    --------
    >>> text = Text("Gävle saknas, Hofors 25", "sv")
    >>> [(token.qualifier, token.start) for token in find_missing(text, [AreaMention(0, 5, "SE-2180", "Gävle")])]
    [('unknown', 6)]
    """
    found = (text.match("missing", mention.end) for mention in mentions)
    return [
        Token(
            "word", *match.span("missing"), qualifier=words("missing_entry", text.language)[text.said(match, "missing")]
        )
        for match in found
        if match
    ]


def _together(text: Text, every: Sequence[AreaMention]) -> set[AreaMention]:
    """Return the places that are named together with others.

    What is said of "Kramfors och Sollefteå" (of both) is said of neither alone.
    """
    found: set[AreaMention] = set()
    run: list[AreaMention] = []
    joined = False
    for mention in every:
        alike = run and len(run[-1].code) == len(mention.code)
        if not alike or not text.fullmatch("named_together", run[-1].end, mention.start):
            run, joined = [], False
        elif text[run[-1].end : mention.start].strip() != ",":
            joined = True
        run.append(mention)
        if len(run) > 1 and (joined or text[mention.end : mention.end + 1] == ":"):
            found.update(run)
    return found


def _nationwide(text: Text, country: str) -> list[AreaMention]:
    """Find the words that name the whole country, "hele landet", as places."""
    found = text.finditer("nationwide") if country else ()
    return [AreaMention(match.start(), match.end(), country, area_name(country)) for match in found]


def _after(
    text: Text, quantity: Quantity, following: Sequence[AreaMention], *, owned: bool = False
) -> AreaMention | None:
    """Return the area directly behind a figure; one that is `owned` is about the area before it.

    "50 medarbetare inom Örnsköldsviks kommun" (50 staff within), "45 i hele landet" (in the whole country),
    "0,4 mill. for Oslo", but not "Oslo betaler 0,4 mill. for Bergen" (Oslo pays) nor "2 timer til Bergen" (2 hours to).
    """
    for mention in following:
        gap = mention.start - quantity.last
        if _ends_sentence(text, quantity) and text[quantity.last : mention.start].strip():
            return None  # "450 st. I Timrå …": the abbreviation ends a sentence too
        if gap <= 40 and text.fullmatch("in_place", quantity.last, mention.start):
            return mention
        is_missing, lasts = qualifiers()[quantity.qualifier].is_missing, _is_time(quantity.unit)
        is_for = is_missing or not (owned or lasts)
        if is_for and gap <= 40 and text.fullmatch("for_place", quantity.last, mention.start):
            return mention  # "uppgift saknas för Ånge" (no figure for), "0,4 mill. for Oslo"
        if (
            gap <= 40
            and not text[quantity.last : mention.start].strip(" (")
            and (_says_where(text, mention) or _closes_entry(text, quantity, mention))
        ):
            return mention
    return None


def _is_time(unit: str) -> bool:
    return bool(unit) and units()[unit].kind == "time"


def _ends_sentence(text: Text, quantity: Quantity) -> bool:
    """Tell a figure whose unit or multiplier ends in a point before a capital letter."""
    return text.match("sentence_ends", quantity.last - 1) is not None


def _closes_entry(text: Text, quantity: Quantity, mention: AreaMention) -> bool:
    """Tell "51 Ånge, 120 Sundsvall" from "Ånge 51 Sundsvall 120": behind the place a mark or the end follows."""
    return bool(
        text.match("entry_end", mention.end) and text.search("entry_start", max(quantity.first - 24, 0), quantity.first)
    )


def _says_where(text: Text, mention: AreaMention) -> bool:
    return bool(text.fullmatch("nationwide", mention.start, mention.end))


def _further(text: Text, quantity: Quantity, every: Sequence[AreaMention], starts: Sequence[int]) -> AreaMention | None:
    """Return the area some words behind a figure that no place stands before.

    "45 brukere av alarmer i Alta" (45 users of alarms in Alta).
    """
    at = bisect_left(starts, quantity.last)
    if at == len(every) or every[at].start - quantity.last > 80:
        return None
    return every[at] if text.fullmatch("words_to_place", quantity.last, every[at].start) else None


def _before(text: Text, quantity: Quantity, preceding: Sequence[AreaMention]) -> AreaMention | None:
    """Return the last area before a figure, if it stands in the same sentence and not too far off."""
    for mention in preceding:
        near = quantity.start - mention.end <= _FURTHEST
        if near and not text.search("sentence_ends", mention.end, quantity.start):
            return mention
    return None


def _chains(text: Text, quantities: Sequence[Quantity]) -> list[tuple[int, list[Quantity]]]:
    """Return figures listed side by side, as "45 respektive 60" (respectively), each with the position of its first."""
    chains: list[tuple[int, list[Quantity]]] = []
    for at, quantity in enumerate(quantities):
        last = chains[-1][1][-1] if chains else None
        if last and quantity.first - last.last < 24 and text.fullmatch("side_by_side", last.last, quantity.first):
            chains[-1][1].append(quantity)
        else:
            chains.append((at, [quantity]))
    return [(first, chain) for first, chain in chains if len(chain) > 1]


def _in_order(
    text: Text, chain: Sequence[Quantity], every: Sequence[AreaMention], starts: Sequence[int]
) -> list[AreaMention | None]:
    """Return a place for each of several figures, if a word such as "respektive" says that they go in order."""
    after, before = bisect_left(starts, chain[-1].last), bisect_left(starts, chain[0].first)
    size = len(chain)
    for places in (every[after : after + size], every[max(before - size, 0) : before]):
        if len(places) < size or not all(_is_listed(text, *pair) for pair in pairwise(places)):
            continue
        follows = places[0].start >= chain[-1].last
        gap = (chain[-1].last, places[0].start) if follows else (places[-1].end, chain[0].first)
        near = gap[1] - gap[0] <= 40 and (not follows or text.fullmatch("to_places", *gap))
        first, last = min(chain[0].first - 16, places[0].start), max(chain[-1].last, places[-1].start)
        if near and text.search("respective", max(first, 0), last):
            return list(places)
    return []


def _is_listed(text: Text, one: AreaMention, other: AreaMention) -> bool:
    return bool(text.fullmatch("side_by_side", one.end, other.start))
