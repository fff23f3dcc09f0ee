"""Drafted entries run one by one, then all together -> those that stand, and for the others why they do not."""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import cast

import pandas as pd

from ehealth_stats.codelists import qualifiers, units
from ehealth_stats.errors import EHealthStatsError
from ehealth_stats.ingestion.drafts.entry import CHECK, Draft
from ehealth_stats.ingestion.recipes.audit import audit_document, to_claims
from ehealth_stats.ingestion.recipes.context import Claim, Context, Row
from ehealth_stats.ingestion.recipes.entry import Job
from ehealth_stats.ingestion.recipes.events import read_asides, read_timeline
from ehealth_stats.ingestion.recipes.ingest import identify
from ehealth_stats.ingestion.recipes.model import ObservationEntry
from ehealth_stats.ingestion.recipes.observations import READERS, read_observations, said_in
from ehealth_stats.ingestion.recipes.recipe import parse_recipe
from ehealth_stats.ingestion.recipes.targets import read_targets
from ehealth_stats.schema import parse_edtf

# Takes observations, gives the table of comparisons among them.
Compare = Callable[[pd.DataFrame], pd.DataFrame]
_CONTRADICTS = ("differs", "sources_disagree")
_MOST_ROUNDS = 5
_NEARLY, _NEARLY_MONEY = 0.2, 0.02
"""How far two figures may be apart, as a part of the larger, to be the same thing told twice."""


@dataclass(frozen=True)
class Tried:
    """An entry that was run: its rows, what it claims, what it sets aside; `why` says that it stands in comments.

    `note` is what a person should look at before it is kept.

    Rows have the columns of observations that comparisons look at, and start and end of the figure.
    """

    draft: Draft
    rows: tuple[Row, ...] = ()
    claims: tuple[Claim, ...] = ()
    asides: tuple[Claim, ...] = ()
    why: str = ""
    note: str = ""

    @property
    def stands(self) -> bool:
        """Tell whether the entry is part of the recipe."""
        return not self.why

    def holds(self, start: int) -> bool:
        """Tell whether a figure that starts somewhere is in what the entry claims."""
        stretches = [*((row["start"], row["end"]) for row in self.rows)]
        stretches += [(claim.start, claim.end) for claim in (*self.claims, *self.asides)]
        return any(first <= start < last for first, last in stretches)


def try_out(draft: Draft, context: Context) -> Tried:
    """Run one entry; what is wrong with it on one line says why it can't stand."""
    try:
        recipe = parse_recipe(f"{_HEAD}{draft.after}\n\n{draft.text}\n", context.recipe.path)
        recipe = replace(recipe, source=context.recipe.source)
        tried = _run(draft, replace(context, recipe=recipe, baselines=[]))
    except EHealthStatsError as error:
        return Tried(draft, why=draft.why or f"this does not run: {' '.join(error.what.split())}")
    missed = draft.about and not any(map(tried.holds, draft.about))
    return replace(tried, why="the words before it lead to another figure") if missed and not draft.why else tried


# An entry is checked without the [source] of its recipe.
_HEAD = '[source]\nid = "a"\nprogramme = "a"\ntitle = "a"\nproducer = "a"\nlanguage = "en"\ncountry = "SE"\n\n'


def _run(draft: Draft, context: Context) -> Tried:
    rows = [row for entry in context.recipe.observations for row in _rows(entry, context)]
    if context.recipe.observations and not rows:
        return Tried(draft, why=draft.why or "it reads nothing")
    # A target or date claims the words around its figure: none of another entry.
    claims = [claim for read in (read_targets, read_timeline) for _, claim in read(context)]
    asides = tuple(read_asides(context))
    return Tried(draft, tuple(rows), tuple(claims), asides, draft.why)


def _rows(entry: ObservationEntry, context: Context) -> Iterator[Row]:
    """Read one entry into rows, without a frame for each: a long document has thousands."""
    if entry.of_table or entry.columns:
        yield from _records(read_observations(context))
        return
    where = context.where("observations", 1)
    for read in READERS[entry.read](Job(context, entry, context.passage(entry, where), where)):
        period = read.period or entry.period or context.published.edtf or ".."
        status = read.status or ("E" if read.estimated else qualifiers()[read.qualifier].status)
        yield {
            **{name: getattr(read, name) for name in _TAKEN},
            "source_id": context.source_id,
            "indicator": entry.indicator,
            "period": period,
            "status": entry.status or status,
            "said": said_in(read.text),
        }


_TAKEN = (
    "area",
    "breakdown",
    "role",
    "value",
    "lower",
    "upper",
    "qualifier",
    "unit",
    "locator",
    "text",
    "start",
    "end",
)


def _records(frame: pd.DataFrame) -> list[Row]:
    return cast("list[Row]", frame.to_dict("records"))


def dated_by_totals(tried: Sequence[Tried], context: Context) -> list[Tried]:
    """Give lists and tables of which no time is said that of the one total of theirs that the document dates.

    "Vid årets slut hade 412 medarbetare …" above a list that adds up to that, or nearly: both are of the year's end.
    """
    day = context.published.edtf
    totals = [row for one in tried if one.stands and len(one.rows) == 1 for row in one.rows if row["period"] != day]
    return [_dated_by(one, totals, context) if _is_undated(one, day) else one for one in tried]


def _is_undated(one: Tried, day: str) -> bool:
    return one.stands and len(one.rows) > 1 and {row["period"] for row in one.rows} == {day}


def _dated_by(one: Tried, totals: Sequence[Row], context: Context) -> Tried:
    scope = context.scope("")
    wholes = [row for row in one.rows if row["breakdown"] == "_T" and row["area"] != scope]
    known = sum(row["value"] for row in wholes if not math.isnan(row["value"]))
    periods = {
        row["period"]
        for row in totals
        if (row["indicator"], row["breakdown"], row["area"]) == (one.rows[0]["indicator"], "_T", scope)
        and row["unit"] == one.rows[0]["unit"]
        and abs(row["value"] - known) <= _NEARLY_ALIKE_BY * max(known, row["value"])
    }
    if len(periods) != 1:
        return one
    first, rest = one.draft.text.split("\n", 2)[:2], one.draft.text.split("\n", 2)[2:]
    text = "\n".join([*first, f'period = "{next(iter(periods))}"{CHECK}', *rest])
    again = try_out(replace(one.draft, text=text), context)
    return again if again.stands else one


def with_notes(tried: Sequence[Tried]) -> list[Tried]:
    """Tell figures that are nearly those of the same thing at a longer time: no comparison holds these two together."""
    rows = [(at, row) for at, one in enumerate(tried) if one.stands for row in one.rows if _is_whole(row)]
    about: dict[tuple[object, ...], list[tuple[int, Row]]] = defaultdict(list)
    for at, row in rows:
        about[tuple(row[name] for name in ("indicator", "breakdown", "area", "unit"))].append((at, row))
    notes: dict[int, str] = {}
    for alike in about.values():
        for at, row in alike:
            other = next((told for there, told in alike if there != at and _is_nearly(row, told)), None)
            if other is not None and len(tried[at].rows) == 1:
                notes[at] = _NEARLY_ALIKE.format(row["value"], other["value"], other["period"], other["locator"])
    return [replace(one, note=notes.get(at, "")) for at, one in enumerate(tried)]


def _is_whole(row: Row) -> bool:
    return row["role"] == "stated_total" and not math.isnan(row["value"])


def _is_nearly(row: Row, other: Row) -> bool:
    """Tell whether one figure is nearly another of a longer time in which its own lies."""
    one, longer = parse_edtf(row["period"]), parse_edtf(other["period"])
    if row["period"] == other["period"] or not (one.start and one.end and longer.start and longer.end):
        return False
    apart = row["lower"] > other["upper"] or row["upper"] < other["lower"]
    inside = longer.start <= one.start and one.end <= longer.end
    return (
        apart and inside and abs(row["value"] - other["value"]) <= _NEARLY_ALIKE_BY * max(row["value"], other["value"])
    )


_NEARLY_ALIKE = "{:g} here, and {:g} of {} ({}): is it the same?"
_NEARLY_ALIKE_BY = 0.05


def without_doubles(tried: Sequence[Tried]) -> list[Tried]:
    """Put entries into comments whose figures entries before them have read already."""
    taken: set[int] = set()
    kept = []
    for one in tried:
        starts = {row["start"] for row in one.rows}
        is_double = one.stands and bool(starts) and starts <= taken
        kept.append(replace(one, why="another entry reads these figures already") if is_double else one)
        taken |= starts if kept[-1].stands else set()
    return kept


def without_rivals(tried: Sequence[Tried]) -> list[Tried]:
    """Put entries of one figure into comments where a surer one, or the first, tells another figure for the same."""
    best: dict[tuple[object, ...], tuple[int, Row]] = {}
    rivals: dict[int, str] = {}
    for at in sorted((at for at, one in enumerate(tried) if one.stands), key=lambda at: -tried[at].draft.strength):
        for row in tried[at].rows:
            other, told = best.setdefault(tuple(row[name] for name in _ABOUT), (at, row))
            apart = row["lower"] > told["upper"] or row["upper"] < told["lower"]
            numbers = {"stated": told["value"], "computed": row["value"]}
            if apart and len(tried[at].rows) == 1 and not _is_told_twice(tried, [at, other], numbers):
                rivals[at] = _AGAINST.format(**numbers)
    return [replace(one, why=rivals[at]) if at in rivals else one for at, one in enumerate(tried)]


_ABOUT = ("indicator", "breakdown", "area", "period", "unit", "role")
_AGAINST = "it would contradict another entry ({stated:g} and {computed:g}): the same thing, or another?"


def without_noise(tried: Sequence[Tried], compare: Compare) -> list[Tried]:
    """Put entries into comments that contradict surer ones: the guess is wrong more often than the document.

    A table or list that contradicts itself does so in the document, and so do two figures for one thing that are
    nearly alike, each beside the words for it.
    """
    kept = list(tried)
    about = {row["indicator"] for one in kept for row in one.rows}
    for _ in range(_MOST_ROUNDS):
        noisy = _noisy(kept, about, compare)
        if not noisy:
            break
        about = {row["indicator"] for at in noisy for row in kept[at].rows}
        kept = [replace(one, why=noisy[at]) if at in noisy else one for at, one in enumerate(kept)]
    return kept


def _noisy(tried: Sequence[Tried], about: Collection[str], compare: Compare) -> dict[int, str]:
    """Return the entries of some indicators that contradict surer ones, each with why it can't stand."""
    standing = ((at, row) for at, one in enumerate(tried) if one.stands for row in one.rows)
    listed = [row | {"entry": at} for at, row in standing if row["indicator"] in about]
    if not listed:
        return {}
    rows = identify(pd.DataFrame(listed))
    entry = dict(zip(rows["observation_id"], rows["entry"], strict=True))
    found = compare(rows[[name for name in rows if name not in ("entry", "start", "end")]])
    noisy: dict[int, str] = {}
    for row in _records(found[found["verdict"].isin(_CONTRADICTS)]):
        involved = list(dict.fromkeys(int(entry[one]) for one in row["observation_ids"].split("|")))
        if len(involved) > 1 and not set(involved) & set(noisy) and not _is_told_twice(tried, involved, row):
            weakest = min(reversed(involved), key=lambda at: tried[at].draft.strength)
            noisy[weakest] = _AGAINST.format(**row)
    return noisy


def _is_told_twice(tried: Sequence[Tried], involved: Sequence[int], row: dict[str, object]) -> bool:
    """Tell figures that words beside each call the same, and that are nearly alike."""
    stated, computed = (float(str(row[name])) for name in ("stated", "computed"))
    most = max(abs(stated), abs(computed))
    units_of = {units()[read["unit"]].kind for at in involved for read in tried[at].rows[:1]}
    nearly = _NEARLY_MONEY if "money" in units_of else _NEARLY
    return min(tried[at].draft.strength for at in involved) > 1 and abs(stated - computed) <= nearly * most


def unclaimed(tried: Sequence[Tried], context: Context) -> pd.DataFrame:
    """Return the stretches of the audit that no standing entry accounts for: start, end, text, locator."""
    standing = [one for one in tried if one.stands]
    rows = [Claim(row["start"], row["end"], "observation") for one in standing for row in one.rows]
    claims = to_claims([*rows, *(claim for one in standing for claim in one.claims)])
    marks = audit_document(context, claims, to_claims(claim for one in standing for claim in one.asides))
    return marks[marks["kind"] == "unclaimed"]
