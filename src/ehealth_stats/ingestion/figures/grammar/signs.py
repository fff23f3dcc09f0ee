"""Signs before numbers: a minus is one in "-3,5 prosent" and "fond -62 510", a bullet or a dash in "-12 kommuner"."""

from ehealth_stats.codelists.areas import find_areas
from ehealth_stats.codelists.lists import units
from ehealth_stats.ingestion.figures.model import Token
from ehealth_stats.ingestion.text.rules import Text

_SIGNS = ("-", "–", "−")
_GROUPED = 1000
_NAME, _CLAUSE = 40, 60
_NEVER = ("count", "time")
_MINUS = "−"  # no dash: it is never a bullet


def find_minus(text: Text, token: Token, end: int, unit: str, last: tuple[int, float]) -> int:
    """Return where the minus of a number starts; the number's own start if it has none.

    A minus is glued to its number, or a word. What counts things has none ("-12 kommuner" is a bullet), nor has a
    number after a place ("Alta -45"). After another number it is one only if "12 -45" could be no range.

    Parameters
    ----------
    text, token
        The number and the text that it stands in.
    end, unit
        Where its unit ends, and which it is.
    last
        Where the number before it ends, with its unit, and its value; the value is infinite if there is none.

    Examples
    --------
    >>> find_minus(Text("-45", "sv"), Token("number", 1, 3, 45.0), 3, "", (0, float("inf")))
    0
    >>> find_minus(Text("Alta -45", "nb"), Token("number", 6, 8, 45.0), 8, "", (0, float("inf")))
    6
    """
    kind = units()[unit].kind if unit else ""
    if token.kind != "number" or not token.value:
        return token.start
    if word := text.search("minus_word", max(token.start - 12, 0), token.start):
        return word.start()
    sign = token.start - 1
    if text[max(sign, 0) : token.start] not in _SIGNS or not (
        sign == 0 or text[sign - 1].isspace() or text[sign - 1] == "("
    ):
        return token.start
    if text[sign] == _MINUS and not text[:sign].rstrip()[-1:].isdecimal():
        return sign
    clause = max(sign - _CLAUSE, 0)
    if text.search("signed", clause, sign) or text.search("printed_plus", clause, sign):
        return sign  # "Alta +3, Narvik -2": where one has its sign, the others have
    return sign if kind not in _NEVER and _is_minus(text, token, end, kind, last) else token.start


def _is_minus(text: Text, token: Token, end: int, kind: str, last: tuple[int, float]) -> bool:
    """Tell a minus from a dash by what stands before it and by the size of the number."""
    before = text[: token.start - 1].rstrip()
    followed = text.match("minus_ahead", end) is not None
    if not before:
        return followed or not text[end:].strip(" .,;)")
    last_end, last_value = last
    if last_end == len(before):
        return last_value < 0 or last_value >= token.value
    large = token.step < 1 or token.value >= _GROUPED or followed
    signed = bool(kind) or large or bool(text.search("number_follows", max(len(before) - _NAME, 0), len(before)))
    return signed and not _ends_in_a_place(before)


def _ends_in_a_place(before: str) -> bool:
    near = before[-_NAME:]
    mentions = find_areas(near)
    return bool(mentions) and mentions[-1].end == len(near)
