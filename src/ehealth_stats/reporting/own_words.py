"""The evaluator's own words as a file: TOML -> OwnWords, checked by key; an evaluation -> a first file to fill in."""

import json
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import chain
from typing import Any

from ehealth_stats.codelists import Language
from ehealth_stats.controls import without_controls
from ehealth_stats.errors import OwnWordsError, did_you_mean
from ehealth_stats.reporting.figures import titles_of_charts
from ehealth_stats.reporting.programmes import languages_of
from ehealth_stats.reporting.wording import Wording
from ehealth_stats.schema import Evaluation, OwnWords
from ehealth_stats.wording.languages import LANGUAGES

# How a key is read; the keys are those of `OwnWords`, with "date" for its day.
_TEXTS = ("title", "purpose", "background")
_PARAGRAPHS = ("conclusions", "recommendations")
_LINES = ("author", "commissioner")
_NAMES = ("first", "charts")
KEYS = (*_LINES, "date", *_NAMES, *_TEXTS, *_PARAGRAPHS, "dismissed")
_BLANK_LINE = "\n\n"
_ONE_LINE = "title"


def parse_own_words(text: str, where: str) -> OwnWords:
    r"""Check the text of such a file; errors name the place.

    Raises
    ------
    OwnWordsError
        If it is no TOML, or has a key, language or value that is not allowed: with the place, what is, and the nearest.

    Examples
    --------
    >>> own = parse_own_words('author = "Anna Ek"\n[conclusions]\nsv = "Ett.\\n\\nTvå."', "plan.toml")
    >>> own.author, own.conclusions["sv"]
    ('Anna Ek', ('Ett.', 'Två.'))
    """
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        hint = f"{error}; an id goes in quotation marks, a long text between three of them"
        raise OwnWordsError("the file is no valid TOML", where=where, hint=hint) from error
    for key in content:
        if key not in KEYS:
            raise _unknown("key", key, KEYS, where)
    values = {key: _value(key, value, f"{where}, key {key!r}") for key, value in content.items()}
    if "date" in values:
        values["day"] = values.pop("date")
    return OwnWords(**values)


def _value(key: str, value: Any, where: str) -> Any:  # noqa: ANN401 - whatever TOML holds
    if key in _LINES:
        return _text(value, where)
    if key == "date":
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        raise OwnWordsError(f"{value!r} is no date", where=where, expected="a date without quotation marks: 2014-03-01")
    if key in _NAMES:
        return _listed(value, where)
    if key == "dismissed":
        return {without_controls(name): _reason(own, f"{where} {name!r}") for name, own in _table(value, where).items()}
    texts = {language: own for language, own in _by_language(value, where).items() if own}
    if key in _PARAGRAPHS:
        return texts
    return {language: _BLANK_LINE.join(own) for language, own in texts.items()}


def _by_language(value: Any, where: str) -> dict[str, tuple[str, ...]]:  # noqa: ANN401 - whatever TOML holds
    """Return the paragraphs of a text, or of a list of texts, by language; a text that is not filled in has none."""
    table = _table(value, where)
    for language in table:
        if language in KEYS:
            hint = f"put the line {language} = … above the first line in square brackets"
            raise OwnWordsError(f"the key {language!r} stands below another one", where=where, hint=hint)
        if language not in LANGUAGES:
            raise _unknown("language", language, LANGUAGES, where)
    return {language: _paragraphs(own, f"{where}, language {language!r}") for language, own in table.items()}


def _reason(value: Any, where: str) -> dict[str, str]:  # noqa: ANN401 - whatever TOML holds
    reasons = {language: _BLANK_LINE.join(own) for language, own in _by_language(value, where).items() if own}
    if not reasons:
        expected = "why the finding is not told, by language: it is printed"
        raise OwnWordsError("a finding is dismissed without a reason", where=where, expected=expected)
    return reasons


def _paragraphs(value: Any, where: str) -> tuple[str, ...]:  # noqa: ANN401 - whatever TOML holds
    texts = [_text(value, where)] if not isinstance(value, list) else [_text(each, where) for each in value]
    parts = (" ".join(part.split()) for text in texts for part in re.split(r"\n\s*\n", text))
    return tuple(part for part in parts if part)


def _listed(value: Any, where: str) -> tuple[str, ...]:  # noqa: ANN401 - whatever TOML holds
    if not isinstance(value, list):
        raise OwnWordsError(f"{value!r} is no list", where=where, expected='a list of names: ["one", "two"]')
    return tuple(dict.fromkeys(_text(each, where) for each in value))


def _text(value: Any, where: str) -> str:  # noqa: ANN401 - whatever TOML holds
    if not isinstance(value, str):
        raise OwnWordsError(f"{value!r} is no text", where=where, expected="a text in quotation marks")
    return without_controls(value).strip()


def _table(value: Any, where: str) -> Mapping[str, Any]:  # noqa: ANN401 - whatever TOML holds
    if not isinstance(value, dict):
        what, expected = f"{value!r} is not given by language", f"one text a language: {', '.join(LANGUAGES)}"
        raise OwnWordsError(what, where=where, expected=expected)
    return value


def _unknown(kind: str, name: str, known: Collection[str], where: str) -> OwnWordsError:
    hint = did_you_mean(name, known)
    return OwnWordsError(f"unknown {kind} {name!r}", where=where, expected=", ".join(known), hint=hint)


def draft_own_words(evaluation: Evaluation, programme: str) -> str:
    """Return a file that says nothing yet: every text empty, every finding and chart behind a #.

    Parameters
    ----------
    evaluation
        That of the programme alone.
    programme
        Its name, to be named at the head.

    Returns
    -------
    TOML in the languages of the documents and English; what explains it is in the first of these.
    """
    languages = languages_of(evaluation)
    sources = evaluation.dataset.sources
    words = Wording(languages[0], dict(zip(sources["source_id"], sources["title"], strict=True)))
    findings = {row["finding_id"]: words.message(row, "statement") for row in evaluation.findings.to_dict("records")}
    charts = titles_of_charts(evaluation, words.language)
    head = [
        *_remark(words.say("draft_own_words", programme=programme)),
        'author = ""',
        'commissioner = ""',
        "# date = 2014-03-01",
        "",
        *_remark(words.say("draft_first")),
        *_choice("first", findings),
        "",
        *_remark(words.say("draft_charts")),
        *_choice("charts", charts),
        "",
        *_remark(words.say("draft_texts")),
    ]
    texts = chain.from_iterable(_empty(name, languages) for name in (*_TEXTS, *_PARAGRAPHS))
    dismissed = [*_remark(words.say("draft_dismissed")), *_dismissal(next(iter(findings), "id"), languages)]
    return "\n".join([*head, *texts, *dismissed, ""])


def _remark(text: str) -> list[str]:
    return [f"# {line}".rstrip() for line in without_controls(text).split("\n")]


def _choice(key: str, options: Mapping[str, str]) -> Iterator[str]:
    """Yield a list of names from which nothing is chosen yet, each with what it tells."""
    yield f"{key} = ["
    for name, told in options.items():
        yield f"    # {_quoted(name)}, # {' '.join(without_controls(told).split())}"
    yield "]"


def _empty(name: str, languages: Iterable[Language]) -> Iterator[str]:
    yield f"[{name}]"
    for language in languages:
        yield f'{language} = ""' if name == _ONE_LINE else f'{language} = """\n"""'
    yield ""


def _dismissal(finding: str, languages: Iterable[Language]) -> Iterator[str]:
    yield f"# [dismissed.{_quoted(finding)}]"
    yield from (f'# {language} = ""' for language in languages)


def _quoted(name: str) -> str:
    r"""Return a name as a text of TOML, which is written as one of JSON.

    Examples
    --------
    >>> print(_quoted('areas/plan/"kort"'))
    "areas/plan/\"kort\""
    """
    return json.dumps(without_controls(name), ensure_ascii=False)
