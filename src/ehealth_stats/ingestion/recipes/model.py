"""What a recipe says: one class for each section, a field for each key; keys.toml tells what they mean."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated, Literal

from ehealth_stats.codelists import CodeLists, countries, in_use, indicators, roles, units
from ehealth_stats.ingestion.documents.limits import DEFAULT, Limits
from ehealth_stats.schema import Words
from ehealth_stats.wording.languages import LANGUAGES

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
    """Who made the document, for which areas it speaks, and which targets all its figures are the follow-up for.

    `signs` say what stands in place of a figure in all its tables, `legend` are words that begin where it says so.
    """

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
    signs: Mapping[str, str] = field(default_factory=dict)
    legend: Phrases = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationEntry(Selection):
    """Figures that become observations; `follow_up` names the targets that they are declared as the follow-up for.

    `names` says whom a printed name means that is spelt otherwise. With `unit = "percent"` they are shares of what the
    indicator counts. `label` is what is printed beside the figures of the indicator where a list has several things;
    `indicators` are such labels, or headers of a table, and the indicator of each.
    `without` are areas of the scope that the figures do not count; `country_total` names the line of the country.
    For `read = "table"`: `areas`, `periods` and `counties` are headers of the columns that hold these, `columns` are
    the headers of the columns with figures and the category of each, `totals` those with sums of the others; `rows` are
    headers and what the cells of the rows to read say there, `skip` names rows to leave out. `marks` are cells of yes
    and no and what they say, `signs` what stands in place of a figure. `transposed` tables have a column an area, and
    rows where others have columns. For `read = "by category"` the columns have roles or periods of their own. `note`
    is what a person inferred that the document does not say.
    """

    indicator: str = ""
    indicators: Mapping[str, str] = field(default_factory=dict)
    read: ReadMode = "single"
    breakdown: str = "_T"
    area: str = ""
    scope: str = ""
    without: Phrases = ()
    period: str = ""
    unit: str = ""
    role: Role = "reported"
    status: str = ""
    label: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)
    follow_up: Phrases = ()
    areas: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    periods: str = ""
    counties: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    totals: Phrases = ()
    country_total: Phrases = ()
    rows: Mapping[str, str] = field(default_factory=dict)
    skip: Phrases = ()
    marks: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)
    transposed: bool = False
    note: Label = ""

    @property
    def of_table(self) -> "ObservationEntry | None":
        """The entry as one that reads a table, changes with their sign; none where it reads words."""
        if self.read == "change" and (self.columns or self.areas):
            return replace(self, read="table", role="rate")
        return self if self.read == "table" else None

    @property
    def total_role(self) -> Role:
        """The role of a sum over areas.

        A sum of changes is a change, one of planned counts is planned too; of planned money it is a stated total, since
        a plan has wholes with parts.
        """
        if roles()[self.role].is_rate:
            return self.role
        is_money = units()[indicators()[self.indicator].unit].kind == "money"
        return "planned" if self.role == "planned" and not is_money else "stated_total"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetEntry(Selection):
    """One target, or one an area that a passage names, a list has a figure for, or a table a row.

    `note` is what a person inferred. `baseline` is the id of an observation, of this document or another, that the
    target starts from.
    """

    indicator: str
    kind: TargetKind
    label: Label
    due: str = ""
    start: str = ""
    breakdown: str = "_T"
    area: str = ""
    scope: str = ""
    read: Literal["", "single", "named areas", "by area", "table"] = ""
    additional: bool = False
    baseline: str = ""
    note: Label = ""
    areas: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    skip: Phrases = ()

    @property
    def of_areas(self) -> ObservationEntry:
        """The entry as one that reads a figure for each area, of a list or a table."""
        return ObservationEntry(
            find=self.find, until=self.until, table=self.table, indicator=self.indicator, breakdown=self.breakdown,
            read="table" if self.read == "table" else "by area", area=self.area, scope=self.scope, role="planned",
            areas=self.areas, columns=self.columns, names=self.names, skip=self.skip,
        )  # fmt: skip


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
class PassageEntry(Selection):
    """A passage in another language than its document says of itself: a Norwegian quotation in a Swedish plan."""

    language: Language


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideEntry(Selection):
    """A figure that is none of the programme's quantities, and why.

    Without `contact` it is what the anchor holds. With it, it is a contact detail that nothing but the reader's eye
    tells: what stands behind the anchor, up to `until`, is masked wherever the document is shown.
    """

    reason: str
    contact: bool = False


@dataclass(frozen=True, slots=True)
class Recipe:
    """A checked recipe; `path` is named in every error, `codelists` are those that it goes by.

    `numbers` are those of the entries of each section as they stand there, `lines` where keys and entries stand. Of
    entries that can't be read `unread` are the places that they name, so that these are looked for with the others.
    """

    path: Path
    source: SourceEntry
    observations: tuple[ObservationEntry, ...] = ()
    targets: tuple[TargetEntry, ...] = ()
    timeline: tuple[TimelineEntry, ...] = ()
    participants: tuple[ParticipantEntry, ...] = ()
    statements: tuple[StatementEntry, ...] = ()
    asides: tuple[AsideEntry, ...] = ()
    passages: tuple[PassageEntry, ...] = ()
    limits: Limits = DEFAULT
    codelists: CodeLists = field(default_factory=in_use)
    numbers: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    unread: tuple[tuple[str, Selection], ...] = ()

    def where(self, section: str, number: int) -> str:
        """Name the n-th entry of a section as it was read, for errors."""
        listed = self.numbers.get(section, ())
        return f"{self.path} [[{section}]] {listed[number - 1] if listed else number}"
