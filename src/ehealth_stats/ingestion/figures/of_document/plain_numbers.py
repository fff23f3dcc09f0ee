"""Texts that are wholly one number, all at a time: texts -> values and bounds, the same that the grammar gives."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from ehealth_stats.codelists import plain_qualifier, units

Flags = NDArray[np.bool_]

_BLANKS = " \u00a0\u2009\u202f"
_GROUPS = rf"[1-9]\d{{0,2}}(?:[{_BLANKS}]\d{{3}}){{1,2}}"
# Years and days without dashes are for the grammar, and so are longer numbers: some of these are a person's.
_WHOLE = r"\d|[1-9]\d{1,2}|[13-9]\d{3}|2[1-9]\d\d|[1-9]\d{4,6}|[3-9]\d{7,8}"
_YEARS = r"^19\d\d$"
_ANY_YEAR = r"^(?:19|20)\d\d$"
# A point before three digits may part thousands.
_POINT = {"en": r"\.\d{1,20}"}
_DECIMALS = r",\d{1,20}|\.\d{1,2}|\.\d{4,20}"
_MOST_DIGITS = 15
_HALF = 0.5
_SCALES: NDArray[np.float64] = np.array([10.0**places for places in range(21)])


def read_plain_numbers(
    texts: pa.Array, language: str, here: Flags | None = None, counted: Flags | None = None
) -> pd.DataFrame:
    """Read the texts that hold one number and nothing else, as the grammar reads them (docs/methods.md section 1).

    Not all such texts: what may be a year, a date or a number of a person is left to the grammar. Of the texts `here`
    (all when left out) those that are `counted` are no years.

    Returns
    -------
    DataFrame
        value, lower, upper, qualifier, size (characters), by the position of the text.

    Examples
    --------
    >>> read_plain_numbers(pa.array(["Ånge", "1 800", "2013", "12,5"]), "sv")[["value", "lower", "upper"]]
        value    lower    upper
    1  1800.0  1800.00  1800.00
    3    12.5    12.45    12.55
    """
    at = np.flatnonzero(_are_plain(texts, language, counted) & (True if here is None else here))
    plain = texts.take(pa.array(at))
    blanks = pc.replace_substring_regex(plain, f"[{_BLANKS}]", "")
    digits = pc.replace_substring(blanks, ",", ".")
    point, size = (np.asarray(column, dtype=np.int64) for column in (pc.find_substring(digits, "."), _length(digits)))
    places = np.where(point < 0, 0, size - point - 1)
    value = np.asarray(digits.cast(pa.float64()))
    lower, upper = (np.where(places > 0, _half_digit_off(digits, places, way), value) for way in (-1, 1))
    frame = pd.DataFrame({"value": value, "lower": lower, "upper": upper}, index=at)
    frame["qualifier"] = np.where(places > 0, plain_qualifier(rounded=True), plain_qualifier()).astype(object)
    frame["size"] = np.asarray(_length(plain), dtype=np.int64)
    return frame


def _half_digit_off(digits: pa.Array, places: NDArray[np.int64], way: int) -> NDArray[np.float64]:
    """Move numbers by half their last digit, as printed: both sides of the division are whole and exact."""
    whole = np.asarray(pc.replace_substring(digits, ".", "").cast(pa.int64()))
    moved: NDArray[np.float64] = (2 * whole + way) / (2 * _SCALES[places])
    return moved


def read_plain_shares(texts: pa.Array, language: str, here: Flags | None = None) -> pd.DataFrame:
    """Read the texts that hold one number and a percent sign: the columns of `read_plain_numbers`, unit and last.

    Examples
    --------
    >>> read_plain_shares(pa.array(["450", "27 %"]), "sv")[["value", "lower", "upper", "unit", "last"]]
       value  lower  upper     unit  last
    1   27.0   26.5   27.5  percent     4
    """
    is_share = np.asarray(pc.match_substring_regex(texts, r"\d ?%$"), dtype=bool)
    signed = np.flatnonzero(is_share if here is None else is_share & here)
    printed = texts.take(pa.array(signed))
    found = read_plain_numbers(pc.replace_substring_regex(printed, r" ?%$", ""), language)
    whole = found["qualifier"] != plain_qualifier(rounded=True)
    last = np.asarray(_length(printed), dtype=np.int64)[found.index]
    found = found.assign(
        lower=found["lower"] - np.where(whole, _HALF, 0.0),
        upper=found["upper"] + np.where(whole, _HALF, 0.0),
        qualifier=plain_qualifier(rounded=True),
        unit=next(code for code, unit in units().items() if "%" in unit.words),
        last=last,
    )
    return found.set_axis(signed[found.index])


def _length(texts: pa.Array) -> pa.Array:
    return pc.utf8_length(texts)


def _are_plain(texts: pa.Array, language: str, counted: Flags | None) -> Flags:
    decimals = _POINT.get(language, _DECIMALS)
    pattern = rf"^(?:{_WHOLE}|{_GROUPS}|(?:0|[1-9]\d{{0,8}})(?:{decimals}))$"
    significant = pc.utf8_length(pc.utf8_ltrim(pc.replace_substring_regex(texts, r"[.,]", ""), characters="0"))
    likely, years = (pc.match_substring_regex(texts, form) for form in (pattern, _YEARS))
    short = pc.less_equal(significant, _MOST_DIGITS)
    plain = np.asarray(pc.and_(pc.and_not(likely, years), short), dtype=bool)
    if counted is None or not counted.any():
        return plain
    years = pc.match_substring_regex(texts, _ANY_YEAR)
    return np.asarray(plain | (counted & np.asarray(years, dtype=bool)), dtype=bool)
