"""A message in a language: Message(key, values) -> a sentence; the values as the language prints their kind.

A phrase names its values in braces. After a colon stands how a value is said there: `{name:inside}` with a small first
letter and `{name:opening}` with a capital, `{unit:one}` a unit in the singular, `{change:signed}` a number with its
sign, `{part:2}` a percentage with at most two decimals, `{terms:+}` several values joined by " + ", likewise
`{terms:-}`, `{parts:;}`, `{names:,}` and `{figures:/}`; without it they are a list in words ("a, b and c").
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ehealth_stats.codelists import Language, area_name, categories, indicators, label, units
from ehealth_stats.schema import Amount, Code, Interval, Message, Percent, Value, Words, words_in
from ehealth_stats.wording.languages import check_language, nearest, phrase, term
from ehealth_stats.wording.numbers import counted, figure, has_number, number, printed, share, unit_in_words, with_unit
from ehealth_stats.wording.periods import day, period

_JOINED = {"+": " + ", "-": " − ", ";": "; ", ",": ", ", "/": "/", "|": "|"}


def word(key: str, language: Language, **values: object) -> str:
    """Return the phrase of a key with its values filled in as they are.

    Raises
    ------
    CodeListError
        If no phrase has the key, or no file is of the language.

    Examples
    --------
    >>> word("at_least", "sv", low=3)
    'minst 3'
    """
    return phrase(key, language, _many(values.get("n", 0))).format(**values)


def say(message: Message, language: Language) -> str:
    """Say a message in a language.

    Raises
    ------
    CodeListError
        If no phrase has its key, or no file is of the language.

    Examples
    --------
    >>> about = Amount(Interval(60, 55, 65), "persons", "approximate")
    >>> say(Message("named_figure", {"name": Code("area", "SE-2262"), "figure": about}), "nn")
    'Timrå (om lag 60 personar)'
    """
    values = {name: _Said(value, language) for name, value in message.values.items()}
    return phrase(message.key, language, _many(message.values.get("n", 0))).format(**values)


def worded(column: str, message: Message | None) -> dict[str, str]:
    """Return two cells of a table: a message's English sentence and, beside it, key and values as JSON.

    Examples
    --------
    >>> worded("reason", Message("no_deadline"))
    {'reason': 'no deadline', 'reason_message': '{"key":"no_deadline","values":{}}'}
    """
    sentence, told = (say(message, "en"), message.to_json()) if message else ("", "")
    return {column: sentence, f"{column}_message": told}


@dataclass(frozen=True, slots=True)
class _Said:
    """A value that a phrase prints in its language, as the format after its name asks."""

    value: Value
    language: Language

    def __format__(self, spec: str) -> str:
        if isinstance(self.value, tuple):
            texts = [format(_Said(part, self.language), "" if spec in _JOINED else spec) for part in self.value]
            return joined_by(_JOINED.get(spec, ""), texts, self.language)
        if spec == "one" and isinstance(self.value, Code):
            return unit_in_words(self.value.code, 1, self.language)
        if spec.isdigit() and isinstance(self.value, Percent):
            return share(self.value.figure, self.language, decimals=int(spec))
        text = said(self.value, self.language)
        if spec == "signed":
            return f"+{text}" if _many(self.value) > 0 else text
        if spec == "opening":
            return text[:1].upper() + text[1:]
        return inside_sentence(text) if spec == "inside" else text


def said(value: Value, language: Language) -> str:
    """Return one value in words: printed words as they are, everything else as the language prints its kind."""
    if isinstance(value, tuple):
        return listed([said(part, language) for part in value], language)
    return _KINDS[type(value)](value, language) if type(value) in _KINDS else str(value)


def said_in(row: Mapping[Any, Any], column: str, language: Language) -> str:
    """Return what a column of a table says in a language: its message, or its text where it has none.

    Examples
    --------
    >>> said_in({"reason": "no deadline", "reason_message": '{"key":"no_deadline","values":{}}'}, "reason", "nb")
    'ingen frist'
    >>> said_in({"item": "More cards", "item_message": ""}, "item", "sv")
    'More cards'
    """
    return said(words_in(row, column), language)


def _amount(value: Amount, language: Language) -> str:
    """Return a figure with its unit, and with the word that qualifies it where the document has one.

    What has no number has no unit: "unknown", not "unknown persons".
    """
    bounded = value.figure
    text = printed(bounded, value.qualifier, language) if value.qualifier else figure(bounded, language)
    return with_unit(text, bounded, value.unit, language) if has_number(bounded, value.qualifier) else text


def in_language(words: Words, language: Language) -> str:
    """Return words in a language, else in the nearest one that they are in.

    A reader of one Nordic language reads the others before English.

    Examples
    --------
    >>> goal = Words({"en": "E-services in 2015", "sv": "E-tjänster 2015"})
    >>> in_language(goal, "sv"), in_language(goal, "nn"), in_language(goal, "en")
    ('E-tjänster 2015', 'E-tjänster 2015', 'E-services in 2015')
    """
    order = (check_language(language), *nearest(language))
    return next((words.by_language[each] for each in order if words.by_language.get(each)), "")


_KINDS: Mapping[type, Callable[[Any, Language], str]] = {
    int: number,
    float: number,
    Interval: figure,
    Percent: lambda value, language: share(value.figure, language),
    Amount: _amount,
    Code: lambda value, language: code_in_words(value.vocabulary, value.code, language),
    Words: in_language,
    Message: say,
}


def code_in_words(vocabulary: str, code: str, language: Language) -> str:
    """Return the label of a code; one that no list has is said with blanks for its underscores.

    Examples
    --------
    >>> code_in_words("indicator", "safety_alarms", "nn"), code_in_words("area", "SE-22", "en")
    ('Tryggleiksalarmar', 'Västernorrland')
    >>> code_in_words("indicator", "home_visits", "en"), code_in_words("period", "2012-09", "sv")
    ('Home visits', 'september 2012')
    """
    if vocabulary in _LISTS:
        name, codes = _LISTS[vocabulary]
        words = code.replace("_", " ")
        return label(name, code, language) if code in codes() else words if name == "units" else words.capitalize()
    if vocabulary in _SAID:
        return _SAID[vocabulary](code, language)
    return term(vocabulary, code, language) or code.replace("_", " ")


_LISTS: Mapping[str, tuple[Any, Callable[[], Mapping[str, object]]]] = {
    "indicator": ("indicators", indicators),
    "breakdown": ("categories", categories),
    "unit": ("units", units),
}
_SAID: Mapping[str, Callable[[str, Language], str]] = {
    "area": lambda code, language: area_name(code, language=language) if code else "",
    "area_code": lambda code, language: f"{code} {area_name(code, language=language)}",
    "period": period,
    "day": lambda code, language: day(date.fromisoformat(code), language),
}


def listed(names: Sequence[str], language: Language) -> str:
    """Return names as a list in words; where a name has an "and" of its own, the last one follows "as well as".

    Examples
    --------
    >>> listed(["Ånge", "Timrå", "Kramfors"], "en"), listed(["Physicians", "nurses and others"], "en")
    ('Ånge, Timrå and Kramfors', 'Physicians as well as nurses and others')
    """
    if len(names) < 2:
        return "".join(names)
    last = "as_well_as" if any(f" {phrase('and', language)} " in name for name in names) else "and"
    return f"{', '.join(names[:-1])} {phrase(last, language)} {names[-1]}"


def joined_by(sign: str, texts: Sequence[str], language: Language) -> str:
    """Return texts with a sign between them, without one as a list in words."""
    return sign.join(texts) if sign else listed(texts, language)


def few(names: Sequence[str], rest: str, language: Language) -> str:
    """Return names as a list in words; of more than twelve the first ten and how many more (`rest` is a key with {n}).

    Examples
    --------
    >>> few([str(n) for n in range(290)], "n_municipalities", "en")
    '0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and a further 280 municipalities'
    """
    if len(names) <= 12:
        return listed(names, language)
    more = word("further", language, rest=word(rest, language, n=len(names) - 10))
    return listed([*names[:10], more], language)


def inside_sentence(name: str) -> str:
    """Return a label as it stands inside a sentence: small first letter, unless it is an abbreviation.

    Examples
    --------
    >>> inside_sentence("Digital"), inside_sentence("IP telephony")
    ('digital', 'IP telephony')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _many(n: object) -> float:
    """Return the number that a plural form goes by."""
    figure = n.figure if isinstance(n, Amount) else n
    return counted(figure) if isinstance(figure, Interval) else figure if isinstance(figure, int | float) else 0
