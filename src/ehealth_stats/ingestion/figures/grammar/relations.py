"""What the figures of a text are to each other: whose part each is, and which hold for each, from and to.

"1800 larm, varav 45 digitala och 20 mobila" (of which 45 digital and 20 mobile): the last two are parts of the first.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from ehealth_stats.codelists import qualifiers
from ehealth_stats.ingestion.figures.grammar.ranges import SHARES
from ehealth_stats.ingestion.figures.model import Quantity
from ehealth_stats.ingestion.figures.words_around import After, figures_of_years, follows_of, read_label
from ehealth_stats.ingestion.text.rules import Text
from ehealth_stats.languages.lexicon import fold, words

_NEAREST = 12  # figures back in which a whole is looked for
_MOST_PERCENT = 100  # "over 20 prosent" has no upper bound, but 14 000 is no part of it


def relate(text: Text, made: Sequence[tuple[Quantity, After]], stops: Sequence[int]) -> list[Quantity]:
    """Resolve whose part each figure is, its label, and the unit that it has from another.

    Parameters
    ----------
    text, made
        The quantities of a text, each with the words after it.
    stops
        Places in the text where a label must end.
    """
    found: list[Quantity] = []
    for quantity, after in made:
        each = quantity.relation == "whole" and _is_each(text, quantity, stops)
        classed = _classed(text, quantity, found, stops, each=each)
        found.append(_with_whole(text, classed, after, found, stops))
    return _changes(text, _of_opening(text, _parts_of(text, found)))


def _classed(
    text: Text, quantity: Quantity, found: Sequence[Quantity], stops: Sequence[int], *, each: bool
) -> Quantity:
    """Give a figure the relation that its neighbours show.

    "1120 inga" (1120, none of them), "samtliga digitala" (all digital), "varav 45 män och 55 kvinnor" (of which 45 men
    and 55 women), "600 tkr vardera" (each).
    """
    if quantity.relation != "whole":
        return quantity
    end = found[-1].last if found else 0
    if len(found) > 1 and found[-1].unit in SHARES and text[end : end + 1] == ")":
        found, end = found[:-1], end + 1  # "99 digitala (48 procent) och 108 analoga"
    last = found[-1] if found else None
    gap = _gap(text, end, quantity.first) if last and quantity.first - end < _FURTHEST else _FAR
    in_words = not text[quantity.start].isdecimal()  # "1120 inga"; the 0 of a row is a figure of its own
    if in_words and (kind := _kind_of(text, quantity)):
        label = text[kind.start("label") : kind.end("label")]
        return replace(quantity, relation="part", part=label, last=kind.end())
    none_of_it = qualifiers()[quantity.qualifier].precision == "unit" and quantity.value == 0 and in_words
    if last and ((none_of_it and not gap.printed and last.relation == "whole") or _is_of_these(text, quantity)):
        return replace(quantity, relation="part")
    if last and gap.printed == "(" and not quantity.unit and quantity.lower <= last.upper and last.relation == "whole":
        described = _DESCRIBED.match(text, quantity.last)
        if described and last.unit not in ("", *SHARES):
            return replace(quantity, relation="part", part=described["label"])
    sibling = last if last and last.relation == "part" else None
    elsewhere = bool(sibling) and _is_elsewhere(text, quantity, gap)
    if sibling and (elsewhere or bisect_left(stops, sibling.end) == bisect_left(stops, quantity.end)):
        contrasted = fold(gap.printed) in words("contrast", text.language)
        labelled_before = sibling.part in text[sibling.first : sibling.start] and not contrasted
        named = text.fullmatch("named_before", gap.start, gap.end) if labelled_before else None
        listed = _is_in_list(text, quantity, sibling)
        if _is_sibling(text, quantity, found, _NONE if named else gap, elsewhere=elsewhere or listed):
            label = text[named.start("label") : named.end("label")].strip() if named else ""
            return replace(quantity, relation="part", part=label)
    return replace(quantity, relation="each") if each else quantity


# "(300 digitale)" are of those before the bracket; "(300 tidligere)" were.
_DESCRIBED = re.compile(r"\s(?P<label>[^\W\d_]{3,20}(?<!ere|are)(?<=[ea]))\)")


def _kind_of(text: Text, quantity: Quantity) -> re.Match[str] | None:
    """Find the kind that none, all, or nearly so are of: "inga digitala", "nästan alla analoga" (nearly all)."""
    known = qualifiers()[quantity.qualifier]
    hedged = known.lowest is not None and quantity.first < quantity.start
    told = quantity.upper == 0 or hedged or known.is_all
    return text.match("kind_ahead", quantity.end) if told and not quantity.unit else None


class _Gap(NamedTuple):
    """What stands between two figures, without blanks and commas around it."""

    printed: str
    start: int
    end: int


_NONE, _FAR = _Gap("", 0, 0), _Gap("-", 0, 0)
_FURTHEST = 40


def _gap(text: Text, start: int, end: int) -> _Gap:
    cut = text[start:end]
    left = cut.lstrip(" ,")
    printed, first = left.rstrip(" ,"), end - len(left)
    return _Gap(printed, first, first + len(printed))


def _is_of_these(text: Text, quantity: Quantity) -> bool:
    """Tell a part by the words behind it: "22 av disse" (22 of these)."""
    return any(text.match("of_these", end) for end in (quantity.end, quantity.last))


def _with_whole(
    text: Text, quantity: Quantity, after: After, found: Sequence[Quantity], stops: Sequence[int]
) -> Quantity:
    """Add a part's label and its whole, and the unit of the whole if it has none of its own."""
    if quantity.relation not in ("part", "addition"):
        return quantity
    if quantity.unit in SHARES and follows_of(text, quantity.last):
        return quantity  # its whole is named after it
    stop = bisect_left(stops, quantity.end)
    ceiling = stops[stop] if stop < len(stops) else len(text)
    label, last = (quantity.part, quantity.last) if quantity.part else read_label(text, quantity.last, ceiling)
    if not label and (aside := text.match("aside", quantity.last)):
        label = read_label(text, aside.end(), ceiling)[0]
    quantity = replace(quantity, part=label or after.label, last=last)
    elsewhere = found and bisect_left(stops, found[-1].end) != stop
    if elsewhere and quantity.start == quantity.first and _kind_of(text, quantity):
        return quantity  # "Ånge: 450. Timrå: inga digitala"
    shared = quantity.unit in SHARES and not text.match("part_word", quantity.first)
    whole = -1 if shared else _whole_of(text, quantity, found)
    if whole < 0 or _counts_otherwise(text, quantity, found[whole]):
        return quantity
    if quantity.unit in SHARES:
        return replace(quantity, whole=whole)
    unit = found[whole].unit if quantity.unit in ("", "pieces") else quantity.unit
    quantity = replace(quantity, whole=whole, unit=unit)
    return _within(quantity, found[whole]) if quantity.relation == "part" else quantity


def _counts_otherwise(text: Text, quantity: Quantity, whole: Quantity) -> bool:
    """Tell a figure that has no unit, and not that of the one before it.

    "45 procent och 22 av dessa" (45 percent, and 22 of these) are no 22 percent; "12 kommuner samt 1 privat
    vårdgivare" (and one private provider) names what it counts.
    """
    if quantity.unit:
        return False
    if quantity.relation == "addition" and whole.unit not in ("", "pieces"):
        return _names_a_thing(text, quantity)
    return whole.unit in SHARES and _is_of_these(text, quantity)


def _names_a_thing(text: Text, quantity: Quantity) -> bool:
    """Tell whether a label ends in a noun, "privat vårdgivare" (provider), and not in a kind, "digitala"."""
    last = (text[quantity.end : quantity.last].split() or [""])[-1]
    if not last[:1].islower() or text.search("kind_behind", quantity.end, quantity.last):
        return False
    endings = words("label_ending", text.language)
    ends = [ending for ending in endings if last.endswith(ending)]
    return not ends or endings[max(ends, key=len)] == "noun"


def _whole_of(text: Text, part: Quantity, found: Sequence[Quantity]) -> int:
    """Return the nearest figure before a part that can be its whole, -1 for none: in its unit, and not smaller.

    "99 larm (48 procent), varav 30 digitala" (of which 30 digital): 30 of the 99, not of the share in brackets.
    """
    for at in range(len(found) - 1, max(len(found) - _NEAREST, -1), -1):
        whole = found[at]
        if whole.relation not in ("whole", "each", "to"):
            continue
        if part.unit in SHARES and whole.unit not in SHARES:
            return at
        if at and part.unit not in SHARES and whole.unit in SHARES and _is_aside(text, found[at - 1], whole, part):
            continue
        same_unit = part.unit in ("", "pieces", whole.unit) or whole.unit in ("", "pieces")
        upper = min(whole.upper, _MOST_PERCENT) if whole.unit in SHARES else whole.upper
        if same_unit and upper >= part.lower:
            return at
    return -1


def _is_aside(text: Text, before: Quantity, share: Quantity, part: Quantity) -> bool:
    """Tell a share set off behind a figure, and closed before a part: "99 larm (48 procent), varav 30"."""
    if "(" in text[before.last : share.first]:
        return ")" in text[share.last : part.first]
    opens = text.fullmatch("apposition", before.last, share.first)
    return bool(opens and text.fullmatch("apposition", share.last, part.first))


def _within(part: Quantity, whole: Quantity) -> Quantity:
    """Bound a part by its whole; "450 varav samtliga digitala" (of which all) are 450."""
    if qualifiers()[part.qualifier].is_all:
        return replace(part, value=whole.value, lower=whole.lower, upper=whole.upper)
    upper = min(part.upper, whole.upper)
    return replace(part, upper=upper) if upper >= part.lower else part


def _parts_of(text: Text, found: list[Quantity]) -> list[Quantity]:
    """Read "N av M" (N of M) and "N (P procent) av M": N becomes a part of M.

    So does a share: "hälften av de 290 kommunerna" (half of the 290 municipalities).
    """
    of_years = {start for start, *_ in figures_of_years(text)}
    for at, part in enumerate(found[:-1]):
        if part.start in of_years:
            continue
        whole_at, start = _whole_after(text, found, at)
        whole = found[whole_at]
        share = part.unit in SHARES
        fits = part.relation == "whole" and not share and whole.upper >= part.lower and whole.unit not in SHARES
        halves = share and part.relation == "part" and whole.unit not in SHARES
        one_in = part.value == 1 and text.fullmatch("in_how_many", start, whole.first)
        if (fits or halves) and (one_in or text.fullmatch("of_whole", start, whole.first)):
            unit = part.unit or whole.unit
            joined = replace(part, relation="part", whole=whole_at, unit=unit)
            found[at] = joined if share else _within(joined, whole)
    return [_with_named_whole(text, quantity) for quantity in found]


def _of_opening(text: Text, found: list[Quantity]) -> list[Quantity]:
    """Read a sentence that opens with its whole: "Av de 290 kommunerna har 45 …, 12 …" (of the 290, 45 have …).

    The figures that follow in the sentence are parts of it, as long as they fit into it together.
    """
    for at, opening in enumerate(found):
        # nynorsk "av dei" is "of these" behind a figure, "of the" where there is none before it
        of_none = opening.relation == "part" and opening.whole < 0
        edge = opening.start if of_none else opening.first
        may_open = of_none or opening.relation == "whole"
        if not may_open or not text.search("opens_with_whole", max(edge - _FURTHEST, 0), edge):
            continue
        found[at] = whole = replace(opening, relation="whole", part="")
        taken, end = 0.0, whole.last
        for later in range(at + 1, min(at + _NEAREST, len(found))):
            part = found[later]
            if text.search("ends_its_sentence", end, part.first):
                break
            listed = end == whole.last or text.search("goes_on", max(part.first - 24, 0), part.first)
            end = part.last
            share = part.unit in SHARES
            fits = share or (part.unit in ("", "pieces", whole.unit) and taken + part.lower <= whole.upper)
            is_one = not part.total and not qualifiers()[part.qualifier].is_range
            if part.relation == "whole" and is_one and fits and listed:
                taken += 0 if share else part.lower
                found[later] = replace(part, relation="part", whole=at)
                if not share:
                    found[later] = _within(replace(found[later], unit=whole.unit), whole)
    return found


def _with_named_whole(text: Text, quantity: Quantity) -> Quantity:
    """Let the words of a share reach to what it is a share of: "hälften av kommunerna" (half of the municipalities)."""
    named = quantity.unit in SHARES and quantity.relation == "part" and quantity.whole < 0
    match = text.match("of_what", quantity.last) if named else None
    return replace(quantity, last=match.end()) if match else quantity


def _whole_after(text: Text, found: Sequence[Quantity], at: int) -> tuple[int, int]:
    """Return the figure that N may be a part of, and where the words before it start; a share in brackets is passed."""
    share = found[at + 1]
    if share.unit == "percent" and at + 2 < len(found):
        opening = text[found[at].last : share.first]
        if opening.strip() == "(" and text.startswith(")", share.last):
            return at + 2, share.last + 1
    return at + 1, found[at].last


def _changes(text: Text, found: list[Quantity]) -> list[Quantity]:
    """Read "fra 45 prosent i 2012 til 60 prosent" (from 45 percent in 2012 to 60): the first is from, the second to."""
    for at in range(len(found) - 1):
        first, last = found[at], found[at + 1]
        starts = text.search("starts_from", max(first.first - 8, 0), first.start)
        alike = last.unit in ("", first.unit) or not first.unit
        if (
            first.relation == last.relation == "whole"
            and starts
            and alike
            and text.fullmatch("leads_to", first.last, last.first)
        ):
            unit = last.unit or first.unit
            found[at : at + 2] = [replace(first, relation="from", unit=unit), replace(last, relation="to", unit=unit)]
    return found


def _is_each(text: Text, quantity: Quantity, stops: Sequence[int]) -> bool:
    """Tell whether a figure holds for each, as "600 tkr vardera" and "5 000 kr per kommun" do.

    "60 i henholdsvis Alta og Bodø" (in Alta and Bodø respectively) gives each place its own.
    """
    if text.search("each_of_them", max(quantity.first - 60, 0), quantity.first):
        return True
    may_be = text.has("each", "each_of", "respective") or "/" in text[quantity.last : quantity.last + 2]
    match = text.match("each", quantity.last) if may_be else None
    if not match:
        return False
    stop = bisect_left(stops, match.end() - 1)
    return stop == len(stops) or stops[stop] != match.end() - 1


def _is_in_list(text: Text, quantity: Quantity, last: Quantity) -> bool:
    """Tell a figure whose noun goes on with a list: "95 sjukepleiarar, 40 fastlegar og 12 legar" (nurses, doctors)."""
    nouns = quantity.unit == last.unit != "" and any(map(str.isalpha, text[quantity.end : quantity.last]))
    joined = bool(text.fullmatch("joins", last.last, quantity.first))
    return nouns and joined and bool(text.match("list_goes_on", quantity.last))


def _is_elsewhere(text: Text, quantity: Quantity, gap: _Gap) -> bool:
    """Tell the second of "hvorav 310 i Førde og 275 i Flora" (of which in): a place stands before and behind it."""
    if not text.fullmatch("elsewhere", gap.start, gap.end):
        return False
    behind = len(text) - len(text[quantity.last :].lstrip())
    return bool(text.match("elsewhere", behind))


def _is_sibling(text: Text, quantity: Quantity, found: Sequence[Quantity], gap: _Gap, *, elsewhere: bool) -> bool:
    """Tell a figure that is a part of the same whole as the part before it.

    "varav 45 män och 55 kvinnor" (45 men and 55 women): it stands beside one with a label, and both fit into the whole.
    """
    last = found[-1]
    contrast = fold(gap.printed) in words(
        "contrast", text.language
    )  # "27 000 leger, mens 14 000 …": the first needs no label
    beside = (fold(gap.printed) in ("", *words("between_names", text.language)) and last.part) or contrast
    alike = last.unit and quantity.unit == last.unit and text.fullmatch("purpose_between", gap.start, gap.end)
    if last.relation != "part" or not (beside or alike or elsewhere) or quantity.total:
        return False
    same_unit = quantity.unit in ("", "pieces", last.unit)
    if last.whole < 0:
        return elsewhere and same_unit  # "Av desse var 95 sjukepleiarar, 40 fastlegar": whose, an earlier line says
    taken = sum(part.lower for part in found[last.whole + 1 :] if part.whole == last.whole)
    return same_unit and quantity.lower + taken <= found[last.whole].upper
