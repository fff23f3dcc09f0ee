"""A recipe.toml -> what to read from a document, checked key by key: all mistakes at once, each with its line."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from pathlib import Path
from typing import Any, TypeVar, get_args

from ehealth_stats.codelists import CodeLists, check_code, expanded, in_use, read_area, units
from ehealth_stats.codelists.own import LISTS, rows_of, with_own
from ehealth_stats.controls import without_controls
from ehealth_stats.errors import (
    CodeListError,
    EHealthStatsError,
    PeriodError,
    RecipeError,
    did_you_mean,
    raise_all,
    refusals_as,
)
from ehealth_stats.ingestion.documents.limits import Limits
from ehealth_stats.ingestion.figures.of_document.header_units import HeaderUnit, read_unit
from ehealth_stats.ingestion.recipes.checks.effects import without_effect
from ehealth_stats.ingestion.recipes.checks.rules import wrong_rule
from ehealth_stats.ingestion.recipes.model import (
    AsideEntry,
    Country,
    Label,
    Language,
    ObservationEntry,
    ParticipantEntry,
    PassageEntry,
    Phrases,
    Recipe,
    Selection,
    SourceEntry,
    StatementEntry,
    TargetEntry,
    TimelineEntry,
)
from ehealth_stats.ingestion.text.units import unit_words
from ehealth_stats.schema import Message, Words, parse_edtf
from ehealth_stats.wording.languages import LANGUAGES
from ehealth_stats.wording.messages import worded

SECTIONS: Mapping[str, type] = {
    "observations": ObservationEntry,
    "targets": TargetEntry,
    "timeline": TimelineEntry,
    "participants": ParticipantEntry,
    "statements": StatementEntry,
    "asides": AsideEntry,
    "passages": PassageEntry,
}
TABLES: Mapping[str, type] = {"source": SourceEntry, "limits": Limits}
_Entry = TypeVar("_Entry")
Told = Callable[[EHealthStatsError], None]
"""Takes a mistake and goes on, so that all of them are told at once."""


def read_recipe(path: Path) -> Recipe:
    """Read and check a recipe.

    Raises
    ------
    RecipeError
        If it is no TOML, lacks a key, has an unknown one, or a value is not among the choices or code lists: with every
        mistake in it, each with its line.
    """
    return parse_recipe(read_text(path), path)


def read_text(path: Path) -> str:
    """Return the text of a recipe, its lines as they end there.

    Raises
    ------
    RecipeError
        If it can't be opened, or is not in UTF-8.
    """
    try:
        with refusals_as(RecipeError, "the recipe can't be read", where=path, expected="a file that can be opened"):
            return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise RecipeError("the recipe is no valid TOML in UTF-8", where=str(path), hint=str(error)) from error


def parse_recipe(text: str, path: Path) -> Recipe:
    """Check the text of a recipe; errors name the path.

    Raises
    ------
    RecipeError
        As `read_recipe`.
    """
    recipe, mistakes = check_recipe(text, path)
    raise_all(mistakes)
    return recipe


def check_recipe(text: str, path: Path) -> tuple[Recipe, list[RecipeError]]:
    """Return what of a recipe can be read, and every mistake in it.

    Raises
    ------
    RecipeError
        If nothing can be read: it is no TOML, or what it says of its source is wrong.
    """
    content, lines, mistakes = _toml(text, path), find_lines(text), list[RecipeError]()

    def tell(error: EHealthStatsError) -> None:
        mistakes.extend(located(each, path, lines) for each in (error.each or (error,)))

    lists = _own_lists(content, path, tell)
    with lists:
        for name in content.keys() - {*TABLES, *SECTIONS, *LISTS}:
            tell(_unknown_key(name, [*TABLES, *SECTIONS, *LISTS], str(path)))
        source = _source(content, path, tell)
        limits = _entry(Limits, content.get("limits", {}), f"{path} [limits]", tell)
        sections, numbers, unread = _sections(content, path, tell)
    if source is None:
        raise_all(mistakes)
        raise AssertionError  # what is wrong with a source is told
    found = Recipe(path, source, **sections, codelists=lists, numbers=numbers, lines=lines, unread=unread)
    return (replace(found, limits=limits) if limits else found), mistakes


def _source(content: Mapping[str, Any], path: Path, tell: Told) -> SourceEntry | None:
    if "source" in content:
        return _entry(SourceEntry, content["source"], f"{path} [source]", tell)
    tell(RecipeError("the recipe has no [source]", where=str(path), expected=_expected(SourceEntry)))
    return None


def _toml(text: str, path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = _without_controls(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        hint = f"{error}; a key with å, ø, a blank or a point goes in quotation marks"
        raise RecipeError("the recipe is no valid TOML in UTF-8", where=str(path), hint=hint) from error
    return content


def _without_controls(value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, dict):
        return {without_controls(key): _without_controls(part) for key, part in value.items()}
    if isinstance(value, list):
        return list(map(_without_controls, value))
    return without_controls(value) if isinstance(value, str) else value


_SECTION = re.compile(r"^\s*\[{1,2}\s*([\w.-]+)\s*\]{1,2}")
_KEY = re.compile(r"""^\s*["']?([^"'=\[\]#]+?)["']?\s*=""")


def find_lines(text: str) -> dict[str, int]:
    r"""Return where sections and their keys stand, by how errors name them.

    Examples
    --------
    >>> found = find_lines("[source]\nid = 'plan'\n\n[[targets]]\nkind = 'level'")
    >>> found["[source], key 'id'"], found["[[targets]] 1"], found["[[targets]] 1, key 'kind'"]
    (2, 4, 5)
    """
    found: dict[str, int] = {}
    count: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if match := _SECTION.match(line):
            name = match[1]
            count[name] = count.get(name, 0) + 1
            section = f"[[{name}]] {count[name]}" if line.lstrip().startswith("[[") else f"[{name}]"
            found[section] = number
        elif match := _KEY.match(line):
            found.setdefault(f"{section}, key {match[1]!r}", number)
    return found


_PLACE = re.compile(r"\[{1,2}\w+\]{1,2}(?: \d+)?")


def located(error: EHealthStatsError, path: Path, lines: Mapping[str, int]) -> RecipeError:
    """Return an error of a recipe with the line that it is about."""
    where = error.where
    place = _PLACE.search(where.removeprefix(str(path)))
    if place:
        key = re.match(r", key '([^']+)'", where.partition(place[0])[2])
        line = lines.get(f"{place[0]}, key {key[1]!r}" if key else place[0]) or lines.get(place[0])
        where = (
            f"{path} line {line}{where.removeprefix(str(path))}" if line and where.startswith(f"{path} [") else where
        )
    return RecipeError(error.what, where=where, expected=error.expected, hint=error.hint)


def _own_lists(content: Mapping[str, Any], path: Path, tell: Told) -> CodeLists:
    """Return the code lists in use with those of the recipe."""
    rows = [
        row for name in LISTS if isinstance(content.get(name), list) for row in rows_of(name, content[name], str(path))
    ]
    for name in LISTS:
        if not isinstance(content.get(name, []), list):
            tell(RecipeError(f"{name!r} must be a list", where=str(path), hint=f"write [[{name}]], in double brackets"))
    if not rows:
        return in_use()
    try:
        return with_own(rows)
    except CodeListError as error:
        tell(error)
        return in_use()


def _sections(
    content: Mapping[str, Any], path: Path, tell: Told
) -> tuple[dict[str, Any], dict[str, tuple[int, ...]], tuple[tuple[str, Selection], ...]]:
    """Return the entries of every section that can be read, their numbers there, and the places of the others."""
    sections, numbers, unread = dict[str, Any](), dict[str, tuple[int, ...]](), list[tuple[str, Selection]]()
    for name, kind in SECTIONS.items():
        found: list[tuple[int, Any]] = []
        for number, each in enumerate(_listed(content, name, path, tell), 1):
            where = f"{path} [[{name}]] {number}"
            entry: Any = _entry(kind, each, where, tell)
            unread += [(where, place) for place in (_place(each),) if place and entry is None]
            found += [(number, one) for one in (_each_indicator(entry) if entry else ())]
        sections[name], numbers[name] = tuple(entry for _, entry in found), tuple(number for number, _ in found)
    return sections, numbers, tuple(unread)


def _place(content: Any) -> Selection | None:  # noqa: ANN401 - whatever TOML holds
    """Return the place that an entry names, None where that is wrong too."""
    named = {key: content[key] for key in ("find", "until", "table") if isinstance(content, dict) and key in content}
    return _entry(Selection, named, "", lambda _: None) if named.keys() - {"until"} else None


def _listed(content: Mapping[str, Any], name: str, path: Path, tell: Told) -> list[Any]:
    entries = content.get(name, [])
    if isinstance(entries, list):
        return entries
    tell(RecipeError(f"{name!r} must be a list", where=str(path), hint=f"write [[{name}]], in double brackets"))
    return []


def _each_indicator(entry: Any) -> Iterator[Any]:  # noqa: ANN401 - an entry of any section
    """Yield an entry, or one for each indicator that it names."""
    if not isinstance(entry, ObservationEntry) or not entry.indicators:
        yield entry
        return
    for label, code in entry.indicators.items():
        beside: dict[str, Any] = {"columns": {label: entry.breakdown}} if entry.read == "table" else {"label": label}
        yield replace(entry, indicator=code, **beside)


def _entry(kind: type[_Entry], content: Any, where: str, tell: Told) -> _Entry | None:  # noqa: ANN401
    """Return an entry, None where something is wrong with it."""
    known, wrong = {item.name: item for item in fields(kind)}, list[EHealthStatsError]()  # type: ignore[arg-type]
    if not isinstance(content, dict):
        tell(RecipeError("an entry holds something else than keys", where=where, expected=_expected(kind)))
        return None
    wrong += [_unknown_key(key, list(known), where) for key in content if key not in known]
    values: dict[str, Any] = {}
    for name, item in known.items():
        required = item.default is MISSING and item.default_factory is MISSING
        if required and not content.get(name):
            wrong.append(RecipeError(f"the key {name!r} is missing", where=where, expected=_expected(kind)))
        elif name in content:
            try:
                values[name] = _value(item.type, content[name], f"{where}, key {name!r}")
            except RecipeError as error:
                wrong.append(error)
    wrong += _wrong_codes(values, where)
    wrong += [] if wrong else [*without_effect(kind, values, where), *wrong_rule(kind, values, where)]
    for mistake in wrong:
        tell(mistake)
    return None if wrong else kind(**_with_groups(values))


def _with_groups(values: dict[str, Any]) -> dict[str, Any]:
    """Return values in which groups of areas are their areas."""
    return {key: expanded(value) if key in ("scope", "area") and value else value for key, value in values.items()}


def labelled(column: str, label: Label) -> dict[str, str]:
    """Return the two cells of a table for a label: its words, of several languages the English ones, and the message.

    Examples
    --------
    >>> labelled("label", Words({"en": "Alarms in 2015", "sv": "Larm 2015"}))["label"]
    'Alarms in 2015'
    """
    return worded(column, Message("label", {"words": label}))


def _label(value: Any, where: str) -> Label:  # noqa: ANN401 - whatever TOML holds
    """Return words as they are, a table of them as words by language."""
    if isinstance(value, dict):
        if not value or not all(isinstance(words, str) and words.strip() for words in value.values()):
            raise RecipeError("a table of words holds something else than texts", where=where)
        for language in value:
            if language not in LANGUAGES:
                raise _unknown_key(language, list(LANGUAGES), where)
        return Words(value)
    if not isinstance(value, str):
        raise RecipeError(f"{value!r} is no str", where=where, hint="write words, or { en = …, sv = … }")
    return value


def _value(kind: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - whatever TOML holds
    if kind == Phrases:
        phrases = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else ()
        if phrases and all(isinstance(phrase, str) and phrase.strip() for phrase in phrases):
            return phrases
        raise RecipeError(f"{value!r} must be a text or a list of texts", where=where)
    if kind == Label:
        return _label(value, where)
    if choices := choices_of(kind):
        if value in choices:
            return value
        raise RecipeError(
            f"{value!r} is not allowed here", where=where, expected=", ".join(filter(None, choices)),
            hint=did_you_mean(str(value), choices),
        )  # fmt: skip
    expected = kind if isinstance(kind, type) else dict
    if not isinstance(value, expected) or (expected is int and isinstance(value, bool)):
        raise RecipeError(f"{value!r} is no {expected.__name__}", where=where)
    return _texts(value, where) if isinstance(value, dict) else value


def choices_of(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - the type of a key
    """Return the values that a key may have; none where it may have any of its type.

    Examples
    --------
    >>> choices_of(Country), choices_of(str)
    (('SE', 'NO', 'DK'), ())
    """
    listed = kind.__metadata__[0] if kind in (Language, Country) else get_args(kind)
    return listed if all(isinstance(choice, str) for choice in listed) else ()


def _texts(value: Mapping[str, Any], where: str) -> dict[str, str]:
    texts = {label: "0" if code == 0 and not isinstance(code, bool) else code for label, code in value.items()}
    for label, code in texts.items():  # signs = { "-" = 0 }
        if not isinstance(code, str):
            raise RecipeError(
                f"{label!r} holds something else than texts: {code!r}", where=where, expected=f'{{ "{label}" = "…" }}'
            )
    return texts


def _wrong_codes(values: Mapping[str, Any], where: str) -> Iterator[RecipeError]:
    """Yield the codes, units, periods and areas of an entry that no list has."""
    for key, check in _CHECKS.items():
        value = values.get(key)
        if value is None or (key == "categories" and not isinstance(value, dict)):
            continue
        is_role = key == "columns" and values.get("read") == "by category"
        for text in () if is_role else value.values() if isinstance(value, dict) else (value,):
            try:
                check(text)
            except (CodeListError, PeriodError) as error:
                place = f"{where}, key {key!r}"
                yield RecipeError(error.what, where=place, expected=error.expected, hint=error.hint)


def _category(code: str) -> None:
    check_code("categories", code)


def _indicator(code: str) -> None:
    check_code("indicators", code)


def _unit(text: str) -> None:
    if text and read_unit(text, "SE") == HeaderUnit():
        raise CodeListError(
            f"{text!r} is no unit",
            expected="a code of codelists/units.csv, or a unit as it is printed: tkr, mkr",
            hint=did_you_mean(text, [*units(), *unit_words()]),
        )


def _period(text: str) -> None:
    parse_edtf(text)


def _areas(text: str) -> None:
    for code in filter(None, expanded(text).split("|")):
        try:
            read_area(code)
        except CodeListError as error:
            named = [group.labels["en"] for group in in_use().areas.values()]
            near = error.hint or did_you_mean(code, [*in_use().areas, *named])
            raise CodeListError(error.what, expected=error.expected, hint=near) from error


_CHECKS: Mapping[str, Callable[[str], None]] = {
    "indicator": lambda code: _indicator(code) if code else None,
    "indicators": _indicator,
    "breakdown": _category,
    "parts": _category,
    "columns": _category,
    "categories": _category,
    "unit": _unit,
    **dict.fromkeys(("period", "due", "start", "published"), _period),
    **dict.fromkeys(("scope", "area", "names"), _areas),
}


def _unknown_key(key: str, known: list[str], where: str) -> RecipeError:
    hint = did_you_mean(key, known)
    return RecipeError(f"unknown key {key!r}", where=f"{where}, key {key!r}", expected=", ".join(known), hint=hint)


def _expected(kind: type) -> str:
    return ", ".join(item.name for item in fields(kind))
