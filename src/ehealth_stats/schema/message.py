"""What an analysis says, before it is said in a language: a key and its values, and both as JSON in a table."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf, isfinite, isinf, isnan, nan
from typing import Any, TypeAlias, cast

from ehealth_stats.errors import TableError
from ehealth_stats.schema.interval import Interval


@dataclass(frozen=True, slots=True)
class Code:
    """A code that has a label in every language: a `vocabulary` (indicator, category, area, period …) and the code."""

    vocabulary: str
    code: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with its unit; `qualifier` where it is printed with the word that its document has ("about 60")."""

    figure: Interval
    unit: str
    qualifier: str = ""


@dataclass(frozen=True, slots=True)
class Percent:
    """A fraction with bounds, printed as a percentage."""

    figure: Interval


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence or a part of one: the key of its wording and what is filled in.

    Examples
    --------
    >>> Message("missing", {"n": 2, "area": Code("area", "SE-22")}).to_json()
    '{"key":"missing","values":{"n":2,"area":{"code":["area","SE-22"]}}}'
    """

    key: str
    values: Mapping[str, "Value"] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return the message as one line of JSON, as it stands in a column beside its English sentence."""
        return json.dumps(_packed(self), ensure_ascii=False, separators=(",", ":"))


# What is filled in: words as printed, a number, one of the kinds above, or several of them.
Value: TypeAlias = "str | int | float | Interval | Code | Amount | Percent | Message | tuple[Value, ...]"


def read_message(text: str) -> Message:
    """Read a message as `Message.to_json` wrote it.

    Raises
    ------
    TableError
        If the text is no message.

    Examples
    --------
    >>> read_message('{"key":"sum","values":{"total":{"interval":[470,465,null]}}}').values["total"]
    Interval(value=470, lower=465, upper=nan)
    >>> read_message("A sentence.")
    Traceback (most recent call last):
    ehealth_stats.errors.TableError: no message: 'A sentence.'
      expected: {"key": …, "values": {…}} in JSON
    """
    try:
        message = _unpacked(json.loads(text))
    except (json.JSONDecodeError, KeyError, TypeError, ValueError, StopIteration) as error:
        raise _no_message(text) from error
    if not isinstance(message, Message):
        raise _no_message(text)
    return message


def _no_message(text: str) -> TableError:
    return TableError(f"no message: {text[:80]!r}", expected='{"key": …, "values": {…}} in JSON')


def _packed(value: Value) -> object:
    """Return a value as JSON has it, a dictionary named by its kind; words and numbers as they are."""
    if isinstance(value, tuple):
        return [_packed(part) for part in value]
    if isinstance(value, float) and not isfinite(value):
        raise TableError(f"{value} is no number to be told", expected="an Interval, where a figure may be open")
    return _PACKED[type(value)](value) if type(value) in _PACKED else value


def _numbers(figure: Interval) -> list[float | str | None]:
    """Return point and bounds as JSON has them: no number as null, an open end as "inf"."""
    return [_json_number(number) for number in (figure.value, figure.lower, figure.upper)]


def _json_number(number: float) -> float | str | None:
    if isnan(number):
        return None
    if isinf(number):
        return "inf" if number > 0 else "-inf"
    return int(number) if number == int(number) else number


def _unpacked(packed: Any) -> Value:  # noqa: ANN401
    if isinstance(packed, list):
        return tuple(_unpacked(part) for part in packed)
    if not isinstance(packed, dict):
        if packed is None or isinstance(packed, bool):
            raise ValueError(packed)
        return cast(Value, packed)
    return next(unpack(packed) for kind, unpack in _UNPACKED.items() if kind in packed)


def _interval(numbers: list[Any]) -> Interval:
    ends = {None: nan, "inf": inf, "-inf": -inf}
    value, lower, upper = (ends.get(number, number) for number in numbers)
    return Interval(value, lower, upper)


# How each kind stands in JSON: by its type, and back by the first name in its dictionary.
_PACKED: Mapping[type, Callable[[Any], object]] = {
    Message: lambda it: {"key": it.key, "values": {name: _packed(part) for name, part in it.values.items()}},
    Code: lambda it: {"code": [it.vocabulary, it.code]},
    Interval: lambda it: {"interval": _numbers(it)},
    Percent: lambda it: {"percent": _numbers(it.figure)},
    Amount: lambda it: {"amount": _numbers(it.figure), "unit": it.unit, "qualifier": it.qualifier},
}
_UNPACKED: Mapping[str, Callable[[dict[str, Any]], Value]] = {
    "key": lambda it: Message(it["key"], {name: _unpacked(part) for name, part in it["values"].items()}),
    "code": lambda it: Code(*it["code"]),
    "interval": lambda it: _interval(it["interval"]),
    "percent": lambda it: Percent(_interval(it["percent"])),
    "amount": lambda it: Amount(_interval(it["amount"]), it["unit"], it["qualifier"]),
}
