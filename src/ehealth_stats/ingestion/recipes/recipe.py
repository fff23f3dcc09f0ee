"""A recipe.toml -> what to read from a document, checked key by key with the place of each mistake."""

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar, get_args

from ehealth_stats.codelists import check_code, countries, indicators, read_area, units
from ehealth_stats.controls import without_controls
from ehealth_stats.errors import CodeListError, PeriodError, RecipeError, did_you_mean
from ehealth_stats.ingestion.documents.limits import DEFAULT, Limits
from ehealth_stats.ingestion.figures.of_document.header_units import HeaderUnit, read_unit
from ehealth_stats.ingestion.text.nouns import unit_words
from ehealth_stats.schema import Message, Words, parse_edtf
from ehealth_stats.wording.languages import LANGUAGES
from ehealth_stats.wording.messages import worded

ReadMode = Literal[
    "by area", "by category", "single", "each area", "named areas", "done", "not done", "table", "change"
]
TargetKind = Literal[
    "level", "increase_by", "decrease_by", "range", "maintain", "ceiling",
    "all_areas", "milestone", "not_quantified", "undefined",
]  # fmt: skip
TimelineKind = Literal["strategy", "phase", "project", "activity", "milestone"]
StatementKind = Literal["claim", "instrument", "goal", "success_factor", "obstacle", "assumption"]
Role = Literal["reported", "stated_total", "planned", "rate"]
Language = Annotated[str, LANGUAGES]
Country = Annotated[str, tuple(countries())]
Phrases = tuple[str, ...]
# Words of our own, or a table of them by language.
Label = str | Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which passage: `find` phrases one after the other, then up to `until`; or the `table` that holds a text."""

    find: Phrases = ()
    until: str = ""
    table: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEntry:
    """Who made the document, for which areas it speaks, and which targets all its figures are the follow-up for."""

    id: str
    programme: str
    title: str
    producer: str
    language: Language
    country: Country
    scope: str = ""
    published: str = ""
    file: str = ""
    url: str = ""
    licence: str = ""
    note: str = ""
    follow_up: Phrases = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationEntry(Selection):
    """Figures that become observations; `follow_up` names the targets that they are declared as the follow-up for.

    `names` says whom a printed name means that is spelt otherwise. With `unit = "percent"` they are shares of what the
    indicator counts. For `read = "table"`: `areas`, `periods` and `counties` are headers of the columns that hold
    these, `columns` are the headers of the columns with figures and the category of each, `totals` those with sums of
    the others; `rows` are headers and what the cells of the rows to read say there, `skip` names rows to leave out.
    `marks` are cells of yes and no and what they say, `signs` what stands in place of a figure. `transposed` tables
    have a column an area, and rows where others have columns.
    """

    indicator: str
    read: ReadMode = "single"
    breakdown: str = "_T"
    area: str = ""
    period: str = ""
    unit: str = ""
    role: Role = "reported"
    status: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    follow_up: Phrases = ()
    areas: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    periods: str = ""
    counties: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    totals: Phrases = ()
    rows: Mapping[str, str] = field(default_factory=dict)
    skip: Phrases = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    transposed: bool = False

    @property
    def of_table(self) -> "ObservationEntry | None":
        """The entry as one that reads a table, changes with their sign; none where it reads words."""
        if self.read == "change" and (self.columns or self.areas):
            return replace(self, read="table", role="rate")
        return self if self.read == "table" else None

    @property
    def total_role(self) -> Role:
        """The role of a sum over areas.

        A sum of planned counts is planned too; of planned money it is a stated total, since a plan has wholes with
        parts.
        """
        is_money = units()[indicators()[self.indicator].unit].kind == "money"
        return "planned" if self.role == "planned" and not is_money else "stated_total"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetEntry(Selection):
    """One target, or one a named area."""

    indicator: str
    kind: TargetKind
    label: Label
    due: str = ""
    start: str = ""
    breakdown: str = "_T"
    area: str = ""
    read: Literal["", "single", "named areas"] = ""
    additional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry(Selection):
    """A dated thing, or a list of them ("name (period)"); `period` stands for a date printed in part."""

    kind: TimelineKind
    name: Label = ""
    read: Literal["single", "list"] = "single"
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantEntry(Selection):
    """A list of names, or one `name` of ours; with an `indicator`, a municipality is also an observation of 1."""

    role: str
    name: str = ""
    indicator: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementEntry(Selection):
    """A statement of the document, in our words; `rule` says how a claim is tested."""

    kind: StatementKind
    label: Label
    area: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideEntry(Selection):
    """A figure that is none of the programme's quantities, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Recipe:
    """A checked recipe; `path` is named in every error."""

    path: Path
    source: SourceEntry
    observations: tuple[ObservationEntry, ...] = ()
    targets: tuple[TargetEntry, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    participants: tuple[ParticipantEntry, ...] = ()
    statements: tuple[StatementEntry, ...] = ()
    asides: tuple[AsideEntry, ...] = ()
    limits: Limits = DEFAULT


_SECTIONS: dict[str, type] = {
    "observations": ObservationEntry,
    "targets": TargetEntry,
    "timeline": TimelineEntry,
    "participants": ParticipantEntry,
    "statements": StatementEntry,
    "asides": AsideEntry,
}
_TABLES = ("source", "limits")
_Entry = TypeVar("_Entry")


def read_recipe(path: Path) -> Recipe:
    """Read and check a recipe.

    Raises
    ------
    RecipeError
        If it is no TOML, lacks a key, has an unknown one, or a value is not among the choices or code lists.
    """
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise RecipeError("the recipe is no valid TOML in UTF-8", where=str(path), hint=str(error)) from error
    return parse_recipe(text, path)


def parse_recipe(text: str, path: Path) -> Recipe:
    """Check the text of a recipe; errors name the path.

    Raises
    ------
    RecipeError
        As `read_recipe`.
    """
    try:
        content = _without_controls(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        hint = f"{error}; a key with å, ø, a blank or a point goes in quotation marks"
        raise RecipeError("the recipe is no valid TOML in UTF-8", where=str(path), hint=hint) from error
    for name in content:
        if name not in (*_TABLES, *_SECTIONS):
            raise _unknown_key(name, [*_TABLES, *_SECTIONS], str(path))
    if "source" not in content:
        raise RecipeError("the recipe has no [source]", where=str(path), expected=_expected(SourceEntry))
    source = _entry(SourceEntry, content["source"], f"{path} [source]")
    sections = {name: _section(name, content.get(name, []), path) for name in _SECTIONS}
    limits = _entry(Limits, content.get("limits", {}), f"{path} [limits]")
    return Recipe(path, source, **sections, limits=limits)


def _without_controls(value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, dict):
        return {without_controls(key): _without_controls(part) for key, part in value.items()}
    if isinstance(value, list):
        return list(map(_without_controls, value))
    return without_controls(value) if isinstance(value, str) else value


def _section(name: str, entries: Any, path: Path) -> tuple[Any, ...]:  # noqa: ANN401 - whatever TOML holds
    if not isinstance(entries, list):
        raise RecipeError(f"{name!r} must be a list", where=str(path), hint=f"write [[{name}]], in double brackets")
    return tuple(_entry(_SECTIONS[name], entry, f"{path} [[{name}]] {n}") for n, entry in enumerate(entries, 1))


def _entry(kind: type[_Entry], content: Mapping[str, Any], where: str) -> _Entry:
    known = {item.name: item for item in fields(kind)}  # type: ignore[arg-type]
    for key in content:
        if key not in known:
            raise _unknown_key(key, list(known), where)
    for name, item in known.items():
        required = item.default is MISSING and item.default_factory is MISSING
        if required and not content.get(name):
            raise RecipeError(f"the key {name!r} is missing", where=where, expected=_expected(kind))
    values = {key: _value(known[key].type, value, f"{where}, key {key!r}") for key, value in content.items()}
    _check_codes(values, where)
    return kind(**values)


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
        raise RecipeError("an anchor must be a text or a list of texts", where=where)
    if kind == Label:
        return _label(value, where)
    if choices := _choices(kind):
        if value in choices:
            return value
        raise RecipeError(
            f"{value!r} is not allowed here", where=where, expected=", ".join(filter(None, choices)),
            hint=did_you_mean(str(value), choices),
        )  # fmt: skip
    expected = kind if isinstance(kind, type) else dict
    if not isinstance(value, expected):
        raise RecipeError(f"{value!r} is no {expected.__name__}", where=where)
    if isinstance(value, dict):  # signs = { "-" = 0 }
        value = {label: "0" if code == 0 and not isinstance(code, bool) else code for label, code in value.items()}
    if isinstance(value, dict) and not all(isinstance(code, str) for code in value.values()):
        raise RecipeError("a table of labels and codes holds something else than texts", where=where)
    return value


def _choices(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - the type of a key
    """Return the values that a key may have; none where it may have any of its type."""
    listed = kind.__metadata__[0] if kind in (Language, Country) else get_args(kind)
    return listed if all(isinstance(choice, str) for choice in listed) else ()


def _check_codes(values: Mapping[str, Any], where: str) -> None:
    try:
        if values.get("indicator"):
            check_code("indicators", values["indicator"])
        parts = [*values.get("parts", {}).values(), *values.get("columns", {}).values()]
        breakdowns = [values.get("breakdown", "_T"), *parts]
        for code in [*breakdowns, *values.get("categories", {}).values()]:
            check_code("categories", code)
        if values.get("unit") and read_unit(values["unit"], "SE") == HeaderUnit():
            raise CodeListError(
                f"{values['unit']!r} is no unit",
                expected="a code of codelists/units.csv, or a unit as it is printed: tkr, mkr",
                hint=did_you_mean(values["unit"], [*units(), *unit_words()]),
            )
        for key in ("period", "due", "start", "published"):
            parse_edtf(values.get(key, ""))
        for key in ("scope", "area"):
            for code in filter(None, values.get(key, "").split("|")):
                read_area(code)
        for code in values.get("names", {}).values():
            read_area(code)
    except (CodeListError, PeriodError) as error:
        raise RecipeError(error.what, where=where, expected=error.expected, hint=error.hint) from error


def _unknown_key(key: str, known: list[str], where: str) -> RecipeError:
    hint = did_you_mean(key, known)
    return RecipeError(f"unknown key {key!r}", where=where, expected=", ".join(known), hint=hint)


def _expected(kind: type) -> str:
    return ", ".join(item.name for item in fields(kind))
