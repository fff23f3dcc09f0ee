"""The code lists of indicators, categories and units: a code -> its entry, with labels by language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ehealth_stats.codelists.rows import read_labels, read_rows
from ehealth_stats.errors import CodeListError, did_you_mean

Language = str
ListName = Literal["indicators", "categories", "units"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is counted: a flow sums over area and time, a stock over areas, a ratio or distinct count never.

    `per` is the indicator that a rate belongs to: the unit cost of a card is per card holder.
    """

    code: str
    unit: str
    kind: Literal["flow", "stock", "ratio", "distinct"]
    direction: str
    per: str
    labels: Mapping[str, str]
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """A part of a whole: siblings of one `dimension` add up to at most their parent; an `addition` stands beside it."""

    code: str
    parent: str
    dimension: str
    addition: bool
    state: str
    labels: Mapping[str, str]
    synonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit, its labels for many and for `one`, and the printed words that stand for it.

    One that counts areas has their `level`.
    """

    code: str
    kind: Literal["count", "time", "percent", "money", "rate"]
    currency: str
    level: str
    labels: Mapping[str, str]
    one: Mapping[str, str]
    words: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.split("|") if word)


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return every indicator by code."""
    return {
        row["code"]: Indicator(
            row["code"],
            row["unit"],
            row["kind"],  # type: ignore[arg-type]
            row["direction"],
            row["per"],
            read_labels(row),
            _words(row["synonyms"]),
        )
        for row in read_rows("indicators")
    }


@cache
def categories() -> Mapping[str, Category]:
    """Return every category by code; parents come before their children."""
    return {
        row["code"]: Category(
            row["code"],
            row["parent"],
            row["dimension"],
            row["addition"] == "yes",
            row["state"],
            read_labels(row),
            _words(row["synonyms"]),
        )
        for row in read_rows("categories")
    }


@cache
def units() -> Mapping[str, Unit]:
    """Return every unit by code."""
    return {
        row["code"]: Unit(
            row["code"],
            row["kind"],  # type: ignore[arg-type]
            row["currency"],
            row["level"],
            read_labels(row),
            read_labels(row, "one"),
            _words(row["words"]),
        )
        for row in read_rows("units")
    }


def _list(name: ListName) -> Mapping[str, Indicator | Category | Unit]:
    lists: dict[str, Mapping[str, Indicator | Category | Unit]] = {
        "indicators": {**indicators()},
        "categories": {**categories()},
        "units": {**units()},
    }
    return lists[name]


def check_code(name: ListName, code: str) -> str:
    """Return the code if its list has it.

    Raises
    ------
    CodeListError
        If not, with the nearest codes.

    Examples
    --------
    >>> check_code("units", "alarms")
    'alarms'
    """
    known = _list(name)
    if code not in known:
        hint = did_you_mean(code, known) or f"codes: {', '.join(known)}"
        raise CodeListError(f"no code {code!r} in the list {name}", where=f"codelists/{name}.csv", hint=hint)
    return code


def label(name: ListName, code: str, language: Language = "en") -> str:
    """Return a code's label in a language.

    Raises
    ------
    CodeListError
        If the list does not have the code, or no labels in the language.

    Examples
    --------
    >>> label("indicators", "safety_alarms", "sv")
    'Trygghetslarm'
    """
    labels = _list(name)[check_code(name, code)].labels
    if language not in labels:
        raise CodeListError(f"no labels in the language {language!r}", expected=", ".join(labels))
    return labels[language]


def unit_label(code: str, number: float, language: Language = "en") -> str:
    """Return a unit's label as it stands after a number: of one in the singular.

    Raises
    ------
    CodeListError
        If the list does not have the unit.

    Examples
    --------
    >>> unit_label("municipalities", 1, "sv"), unit_label("municipalities", 7, "sv")
    ('kommun', 'kommuner')
    """
    return units()[check_code("units", code)].one[language] if number == 1 else label("units", code, language)


def match_category(text: str) -> str:
    """Return the code of the category that a printed label names, or an empty text.

    Examples
    --------
    >>> match_category("Leger"), match_category("Hester")
    ('physicians', '')
    """
    wanted = " ".join(text.casefold().split()).strip(" .:*")
    for code, category in categories().items():
        if wanted in {code, *category.synonyms, *(name.casefold() for name in category.labels.values())}:
            return code
    return ""
