"""The code lists of indicators, categories, units and groups of areas: a code -> its entry, with labels by language.

The lists in use are those shipped with the package, or in a `with` block those that a person added their own to.
"""

from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache, wraps
from types import TracebackType
from typing import Any, Literal, ParamSpec, TypeVar

from ehealth_stats.codelists.rows import read_labels, read_rows
from ehealth_stats.errors import CodeListError, did_you_mean

Language = str
ListName = Literal["indicators", "categories", "units", "areas"]


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

    One that counts areas has their `level`; a rate is its `numerator` by its `denominator`, both codes of units.
    """

    code: str
    kind: Literal["count", "time", "percent", "money", "rate"]
    currency: str
    level: str
    numerator: str
    denominator: str
    labels: Mapping[str, str]
    one: Mapping[str, str]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AreaGroup:
    """Areas that go by a name of their own, their codes parted by a bar: groups of one `dimension` share none."""

    code: str
    dimension: str
    areas: str
    labels: Mapping[str, str]
    synonyms: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class CodeLists:
    """The code lists that a dataset is read and judged by: ours, and what a person added to them.

    In a `with` block all functions of the package go by them.

    Examples
    --------
    >>> with shipped() as lists:
    ...     units() is lists.units
    True
    """

    indicators: Mapping[str, Indicator]
    categories: Mapping[str, Category]
    units: Mapping[str, Unit]
    areas: Mapping[str, AreaGroup] = field(default_factory=dict)
    _known: dict[Any, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __enter__(self) -> "CodeLists":
        _in_use.set((*_in_use.get(), self))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        _in_use.set(_in_use.get()[:-1])

    def __reduce__(self) -> tuple[Any, ...]:
        if self is shipped():
            return shipped, ()
        return CodeLists, (dict(self.indicators), dict(self.categories), dict(self.units), dict(self.areas))

    def or_in_use(self) -> "CodeLists":
        """Return these lists, or where they are only those of the package, the lists in use."""
        return in_use() if self is shipped() else self

    def known(self, key: Any, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever a function returns
        """Return what was made of these lists before under a key, else make it."""
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]


_in_use: ContextVar[tuple[CodeLists, ...]] = ContextVar("code lists in use", default=())
_Inputs = ParamSpec("_Inputs")
_Output = TypeVar("_Output")


def in_use() -> CodeLists:
    """Return the lists of the innermost `with` block, else those of the package."""
    blocks = _in_use.get()
    return blocks[-1] if blocks else shipped()


def cache_by_lists(function: Callable[_Inputs, _Output]) -> Callable[_Inputs, _Output]:
    """Keep what a function of the code lists returns for each input as long as the lists in use: `functools.cache`."""

    @wraps(function)
    def known(*args: _Inputs.args, **kwargs: _Inputs.kwargs) -> _Output:
        key = (function, args, tuple(kwargs.items()))
        found: _Output = in_use().known(key, lambda: function(*args, **kwargs))
        return found

    return known


@cache
def shipped() -> CodeLists:
    """Return the lists of the package."""
    return CodeLists(
        {row["code"]: indicator_of(row, read_labels(row)) for row in read_rows("indicators")},
        {row["code"]: category_of(row, read_labels(row)) for row in read_rows("categories")},
        {row["code"]: unit_of(row, read_labels(row), read_labels(row, "one")) for row in read_rows("units")},
    )


@cache
def label_languages() -> tuple[Language, ...]:
    """Return the languages that the lists of the package have labels in.

    Examples
    --------
    >>> "da" in label_languages()
    True
    """
    return tuple(read_labels(read_rows("countries")[0]))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a cell, parted by bars."""
    return tuple(word.strip() for word in text.split("|") if word.strip())


def indicator_of(row: Mapping[str, str], labels: Mapping[str, str]) -> Indicator:
    """Return the indicator of a row of its list."""
    code, unit, direction, per = (row[name] for name in ("code", "unit", "direction", "per"))
    return Indicator(code, unit, row["kind"], direction, per, labels, words_of(row["synonyms"]))  # type: ignore[arg-type]


def category_of(row: Mapping[str, str], labels: Mapping[str, str]) -> Category:
    """Return the category of a row of its list."""
    code, parent, dimension, state = (row[name] for name in ("code", "parent", "dimension", "state"))
    return Category(code, parent, dimension, row["addition"] == "yes", state, labels, words_of(row["synonyms"]))


def unit_of(row: Mapping[str, str], labels: Mapping[str, str], one: Mapping[str, str]) -> Unit:
    """Return the unit of a row of its list; a rate whose row does not say of what is told by its code."""
    numerator, _, denominator = row["code"].partition("/")
    if denominator:  # SEK/person
        numerator = row.get("numerator") or numerator
        denominator = row.get("denominator") or f"{denominator}s"
    else:
        numerator, denominator = row.get("numerator", ""), row.get("denominator", "")
    code, kind, currency, level = (row[name] for name in ("code", "kind", "currency", "level"))
    return Unit(code, kind, currency, level, numerator, denominator, labels, one, words_of(row["words"]))  # type: ignore[arg-type]


def indicators() -> Mapping[str, Indicator]:
    """Return every indicator by code."""
    return in_use().indicators


def categories() -> Mapping[str, Category]:
    """Return every category by code; parents come before their children."""
    return in_use().categories


def units() -> Mapping[str, Unit]:
    """Return every unit by code."""
    return in_use().units


def area_groups() -> Mapping[str, AreaGroup]:
    """Return every group of areas by code; the package has none of its own."""
    return in_use().areas


def rate_unit(numerator: str, denominator: str) -> str:
    """Return the code of the unit that is one by another, an empty text where no list has it.

    Examples
    --------
    >>> rate_unit("SEK", "persons"), rate_unit("times", "weeks"), rate_unit("alarms", "weeks")
    ('SEK/person', 'times/week', '')
    """
    rates = (unit for unit in units().values() if unit.denominator)
    return next((unit.code for unit in rates if (unit.numerator, unit.denominator) == (numerator, denominator)), "")


def _list(name: ListName) -> Mapping[str, Indicator | Category | Unit | AreaGroup]:
    found: Mapping[str, Indicator | Category | Unit | AreaGroup] = getattr(in_use(), name)
    return found


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
