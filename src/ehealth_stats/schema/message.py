"""What an analysis says, before it is said in a language: a key and its values, and both as JSON in a table."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
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
class Words:
    """What is called by words of our own in several languages: a language code -> the words."""

    by_language: Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """A sentence or a part of one: the key of its wording and what is filled in; those that say the same are equal.

    Examples
    --------
    >>> Message("missing", {"n": 2, "area": Code("area", "SE-22")}).to_json()
    '{"key":"missing","values":{"n":2,"area":{"code":["area","SE-22"]}}}'
    """

    key: str
    values: Mapping[str, "Value"] = field(default_factory=dict)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash(self.to_json())

    def says(self, key: str) -> bool:
        """Say whether this message, or one that is filled in, has a key.

        Examples
        --------
        >>> Message("several", {"parts": (Message("no_reading"), Message("no_deadline"))}).says("no_deadline")
        True
        """
        return self.key == key or any(part.says(key) for value in self.values.values() for part in _messages(value))

    def to_json(self) -> str:
        """Return the message as one line of JSON, as it stands in a column beside its English sentence."""
        return json.dumps(_packed(self), ensure_ascii=False, separators=(",", ":"))


# What is filled in: words as printed, a number, one of the kinds above, or several of them.
Value: TypeAlias = "str | int | float | Interval | Code | Amount | Percent | Words | Message | tuple[Value, ...]"
# The key of messages that are said one after the other.
_SEVERAL = "several"
# What a message on evidence and its sources holds.
_EVIDENCE = "evidence"


def several(parts: Iterable[Message | None]) -> Message | None:
    """Return messages as one that says each of them once; None where there is none.

    Examples
    --------
    >>> several([None, Message("no_reading"), Message("no_reading")])
    Message(key='no_reading', values={})
    """
    told = tuple(dict.fromkeys(part for message in parts if message for part in _parts(message)))
    if len(told) > 1:
        return Message(_SEVERAL, {"parts": told})
    return told[0] if told else None


def parts_of(message: Message) -> tuple[Message, ...]:
    """Return the messages that are said one after the other in a message, or it alone.

    Examples
    --------
    >>> parts_of(Message("evidence_from", {"evidence": Message("no_reading"), "sources": ("plan",)}))
    (Message(key='no_reading', values={}),)
    """
    inner = message.values.get(_EVIDENCE)
    return tuple(_parts(inner if isinstance(inner, Message) else message))


def _parts(message: Message) -> Iterable[Message]:
    return _messages(message.values["parts"]) if message.key == _SEVERAL else (message,)


def _messages(value: Value) -> Iterator[Message]:
    """Yield the messages among what is filled in."""
    for part in value if isinstance(value, tuple) else (value,):
        if isinstance(part, Message):
            yield part


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


def message_in(row: Mapping[Any, Any], column: str) -> Message | None:
    """Return the message beside the English sentence of a table's column, None where the sentence is empty.

    Examples
    --------
    >>> message_in({"note": "no deadline", "note_message": '{"key":"no_deadline","values":{}}'}, "note")
    Message(key='no_deadline', values={})
    """
    told = row[f"{column}_message"]
    return read_message(told) if told else None


def words_in(row: Mapping[Any, Any], column: str) -> "Message | str":
    """Return what a column calls something: the message beside it, its text where a table made by hand has none.

    Examples
    --------
    >>> words_in({"label": "More cards", "label_message": ""}, "label"), words_in({"label": "More cards"}, "label")
    ('More cards', 'More cards')
    """
    told = row.get(f"{column}_message")
    return read_message(told) if told else str(row[column])


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
    Words: lambda it: {"words": dict(it.by_language)},
    Amount: lambda it: {"amount": _numbers(it.figure), "unit": it.unit, "qualifier": it.qualifier},
}
_UNPACKED: Mapping[str, Callable[[dict[str, Any]], Value]] = {
    "key": lambda it: Message(it["key"], {name: _unpacked(part) for name, part in it["values"].items()}),
    "code": lambda it: Code(*it["code"]),
    "interval": lambda it: _interval(it["interval"]),
    "percent": lambda it: Percent(_interval(it["percent"])),
    "words": lambda it: Words(it["words"]),
    "amount": lambda it: Amount(_interval(it["amount"]), it["unit"], it["qualifier"]),
}
