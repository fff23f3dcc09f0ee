"""Digits as they are printed -> numbers; digits that are none, or that can be read two ways, with the reason.

"742 593" is one number; in "450 1800 300 664" nobody can say whether the last six digits are one figure or two.
"""

import re
from collections.abc import Iterator, Sequence

from ehealth_stats.codelists import units
from ehealth_stats.ingestion.figures.model import Token
from ehealth_stats.ingestion.figures.tokens.printed import Points, parse_number
from ehealth_stats.ingestion.figures.words_around import follows_of, follows_unit, read_after, read_before
from ehealth_stats.ingestion.text.exclusion import AMBIGUOUS, Exclusion
from ehealth_stats.ingestion.text.numbers import DIGITS, THREE, goes_on, opens_groups
from ehealth_stats.ingestion.text.rules import Text

TIMES, POWERS = "x×·*∙⋅", "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LOWERED = str.maketrans(POWERS, "0123456789")
_MOST_GROUPS = 4
_VULGAR = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅛": 1 / 8}
_PIECE = re.compile(
    rf"(?P<power>(?<![\w.,])(?:(?P<times>\d+(?:[.,]\d+)?)\s?[{TIMES}]\s?)?10(?:\^(?P<caret>\d{{1,2}})|(?P<raised>[{POWERS}]{{1,2}}))(?![\w^]))"
    r"|(?P<torn>(?<![\w.,/])(?<!\d, )\d{1,3}, \d{1,2}(?![\w.,/]|\s\d))"
    r"|(?P<mixed>(?<![\w.,/])(?<!\d )\d{1,2} (?:1/2|[12]/3|[13]/4)(?![\w/]|[.,]\d))"
    r"|(?P<slash>(?<![\w.,/])\d{1,6}/\d{1,6}(?![\w/]|[.,]\d))"
    rf"|(?P<vulgar>(?:\d{{1,6}} ?)?[{''.join(_VULGAR)}])"
    r"|(?P<run>\d+(?:[ \u00a0\u2009\u202f.,'’]\d+)*)"
)
_OPENS_A_PIECE = re.compile(rf"[\d{''.join(_VULGAR)}]")
_THOUSANDTH = 10.0**-3
_WHOLE = ("count", "money")


def read_digits(text: Text, start: int, end: int, language: str, points: Points = "") -> Iterator[Token | Exclusion]:
    """Read all digits of a stretch: each is in one number, or in one exclusion with its reason.

    Groups of three parted by a blank, a dot (a comma in English) or an apostrophe are one number. In a row of
    groups where another reading exists ("450 1800 300 664": 300 664, or 300 and 664?) the doubtful ones are refused.

    Examples
    --------
    >>> [(item.start, item.end) for item in read_digits(Text("742 593 kr", "sv"), 0, 10, "sv")]
    [(0, 7)]
    >>> found = list(read_digits(Text("450 1800 300 664", "sv"), 0, 16, "sv"))
    >>> [item.value if isinstance(item, Token) else item.reason for item in found]
    [450.0, 1800.0, 'digits that can be read two ways']
    """
    for match in _pieces(text, start, end):
        if match["power"]:
            yield _power(match, language)
        elif match["torn"] and follows_unit(text, match.end()) in ("money", "percent"):
            yield Exclusion(*match.span(), AMBIGUOUS)  # "12, 5 miljoner" is 12,5 or two figures
        elif match["torn"]:
            yield from read_digits(text, match.start(), text.index(",", match.start()), language, points)
            yield from read_digits(text, text.index(",", match.start()), match.end(), language, points)
        elif match["mixed"]:
            whole, top, bottom = (int(part) for part in DIGITS.findall(match["mixed"]))
            yield Token("number", *match.span(), whole + top / bottom, 0.5)
        elif match["slash"]:
            yield from _slash(text, match)
        elif match["vulgar"]:
            yield _vulgar(text, match)
        else:
            yield from _run(text, match, language, points)


def _pieces(text: Text, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what belongs together, from each digit or sign of a fraction that nothing before it has."""
    while found := _OPENS_A_PIECE.search(text, start, end):
        piece = _PIECE.match(text, found.start(), end)
        if piece:
            yield piece
        start = piece.end() if piece else found.end()


def _power(match: re.Match[str], language: str) -> Token | Exclusion:
    """Read a number in the notation of science: "4,5 × 10⁶", "10^3"."""
    number = parse_number(match["times"] or "1", language)
    power = int(match["caret"] or match["raised"].translate(_LOWERED))
    return Token("number", *match.span(), *number.scaled(power)) if number else Exclusion(*match.span(), AMBIGUOUS)


def _slash(text: Text, match: re.Match[str]) -> Iterator[Token | Exclusion]:
    """Tell fractions and "N of M" from what may be a day and a month.

    "1/3 av" (a third of) is a share, "12/14 kommuner" and "45/290" are two numbers; "3/5" alone is refused.
    """
    start, end = match.span()
    top, bottom = (int(part) for part in match.group().split("/"))
    counted = follows_unit(text, end) == "count"
    if 0 < top <= bottom <= 10 and (follows_of(text, end) or counted):
        yield _share(start, end, top / bottom)
    elif 0 < top <= bottom and (counted or follows_of(text, end) or bottom > 31):
        middle = text.index("/", start)
        yield Token("number", start, middle, float(top))
        yield Token("number", middle + 1, end, float(bottom))
    else:
        yield Exclusion(start, end, AMBIGUOUS)


def _share(start: int, end: int, fraction: float) -> Token:
    return Token("share", start, end, 100 * fraction)


def _vulgar(text: Text, match: re.Match[str]) -> Token:
    """Read a number with a sign such as ½: a share if "of" follows, else a number."""
    start, end = match.span()
    whole, fraction = match.group()[:-1].strip(), _VULGAR[match.group()[-1]]
    if not whole and follows_of(text, end):
        return _share(start, end, fraction)
    return Token("number", start, end, int(whole or 0) + fraction, 0.5)


def _run(text: Text, match: re.Match[str], language: str, points: Points) -> Iterator[Token | Exclusion]:
    """Read digits that blanks, dots and commas join: as one number, several, or refused where both are possible."""
    if match.group().isdecimal():
        yield _number(text, *match.span(), language, points)
        return
    segments = list(_segments(text, list(_atoms(match))))
    crowded = len(segments) > 1 or _is_behind_a_year(text, match.start())
    crowded = crowded and not text.fullmatch("row_of_thousands", *match.span())
    for segment in segments:
        start, end = segment[0][0], segment[-1][1]
        if len(segment) == 1:
            yield _number(text, start, end, language, points)
        elif (crowded and " " in text[start:end]) or _is_doubtful(text, segment):
            yield Exclusion(start, end, AMBIGUOUS)
        else:
            yield _number(text, start, end, language, points)


def _atoms(run: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Yield where digits stand that no blank parts; between two there is one blank."""
    at = run.start()
    for atom in run[0].split():
        yield at, at + len(atom)
        at += len(atom) + 1


def _is_behind_a_year(text: Text, start: int) -> bool:
    return text.search("year_right_before", max(start - _YEAR_AND_BLANK, 0), start) is not None


_YEAR_AND_BLANK = 5


def _segments(text: Text, atoms: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Put groups of digits together that may be one number.

    Where no-break blanks stand between some of them, those group thousands and plain blanks part numbers.
    """
    firm = any(text[start - 1] in "\u00a0\u2009\u202f" for start, _ in atoms[1:])
    segment: list[tuple[int, int]] = []
    open_end = False
    for start, end in atoms:
        group, sign, decimals = text[start:end].replace(",", ".").partition(".")
        follows = goes_on(group) and (not sign or decimals.isdecimal())
        if segment and open_end and follows and not (firm and text[start - 1] == " "):
            segment.append((start, end))
            open_end = not sign
            continue
        if segment:
            yield segment
        segment, open_end = [(start, end)], opens_groups(text[start:end])
    if segment:
        yield segment


def _is_doubtful(text: Text, segment: Sequence[tuple[int, int]]) -> bool:
    """Tell whether groups of digits may be columns that lost their borders: too many, too large, and without a unit."""
    (start, first_end), end = segment[0], segment[-1][1]
    if len(segment) > _MOST_GROUPS or (len(segment) > 2 and text.search("signed_row", max(start - 3, 0), start)):
        return True
    if len(segment) < 3 or first_end - start < 3 or text.strip() == text[start:end]:
        return False
    return not follows_unit(text, end) and not read_before(text, start, 0).currency


def _number(text: Text, start: int, end: int, language: str, points: Points) -> Token | Exclusion:
    printed = text[start:end]
    reason = _reason(printed)
    if reason:
        return Exclusion(start, end, reason)
    number = parse_number(printed, language, points)
    if not number or (number.step == _THOUSANDTH and not points and _has_no_thousandths(text, printed, end)):
        return Exclusion(start, end, AMBIGUOUS)
    return Token("number", start, end, *number)


def _has_no_thousandths(text: Text, printed: str, end: int) -> bool:
    """Tell "1,200 alarmer" and "1,250 kr" from "1,250 årsverk" and "1,250 mill. kr": none is split that is counted.

    Both ends of a range are printed alike: "1,200-1,500 alarmer".
    """
    if not THREE.fullmatch(printed):
        return False
    joiner = text.match("joiner", end)
    other = THREE.match(text, joiner.end()) if joiner else None
    after = read_after(text, other.end() if other else end, "SE")
    return after.multiplier == 1 and after.unit in units() and units()[after.unit].kind in _WHOLE


def _reason(printed: str) -> str:
    """Say what digits with dots are that group no thousands: an address, a date, a version; and that 0152 is a code."""
    parts = printed.split(".")
    if len(parts) > 2 and all(part.isdecimal() for part in parts):
        if len(parts) == 4 and all(len(part) < 4 and int(part) <= 255 for part in parts):
            return "network address"
        if not (opens_groups(parts[0]) and all(map(goes_on, parts[1:]))):
            return "version or section number"
    return "code" if printed.isdecimal() and printed[0] == "0" and len(printed) > 1 else ""
