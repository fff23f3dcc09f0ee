"""What evaluators write themselves: a folder with one TOML file a programme -> OwnWords by programme, checked."""

import re
import tomllib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ehealth_stats.codelists import LANGUAGES
from ehealth_stats.controls import without_controls
from ehealth_stats.errors import OwnWordsError, did_you_mean
from ehealth_stats.schema import OwnWords, file_names

_SUFFIX = ".toml"
_BLANK_LINE = "\n\n"
# How a key is read; the keys are those of `OwnWords`, with "date" for its day.
_TEXTS = ("title", "purpose", "background")
_PARAGRAPHS = ("conclusions", "recommendations")
_LINES = ("author", "commissioner")
_NAMES = ("first", "charts")
KEYS = (*_LINES, "date", *_NAMES, *_TEXTS, *_PARAGRAPHS, "dismissed")


def read_evaluations(folder: str | Path, programmes: Collection[str]) -> dict[str, OwnWords]:
    """Read the evaluator's words on each programme that has a file; the files are never changed.

    Parameters
    ----------
    folder
        Holds `<programme>.toml` for the programmes that someone wrote about.
    programmes
        Those that there are documents of.

    Returns
    -------
    The words by programme.

    Raises
    ------
    OwnWordsError
        If there is no such folder, a file is of no programme, is no TOML, or has a key, language or value that is not
        allowed: with the place, what is, and the nearest.

    Examples
    --------
    >>> read_evaluations("nowhere", ["plan"])
    Traceback (most recent call last):
    ehealth_stats.errors.OwnWordsError: there is no folder 'nowhere'
      expected: a folder with one <programme>.toml for each programme that is written about
    """
    folder = Path(folder)
    if not folder.is_dir():
        expected = "a folder with one <programme>.toml for each programme that is written about"
        raise OwnWordsError(f"there is no folder {str(folder)!r}", expected=expected)
    names = {name: programme for programme, name in file_names(programmes).items()}
    found = {}
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        if path.stem not in names:
            what, hint = f"no document is of the programme {path.stem!r}", did_you_mean(path.stem, names)
            expected = ", ".join(f"{name}{_SUFFIX}" for name in names)
            raise OwnWordsError(what, where=str(path), expected=expected, hint=hint)
        found[names[path.stem]] = parse_own_words(_read(path), str(path))
    return found


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise OwnWordsError("the file is no valid TOML in UTF-8", where=str(path), hint=str(error)) from error


def parse_own_words(text: str, where: str) -> OwnWords:
    r"""Check the text of such a file; errors name the place.

    Raises
    ------
    OwnWordsError
        As `read_evaluations`.

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
        raise OwnWordsError("the file is no valid TOML in UTF-8", where=where, hint=hint) from error
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
