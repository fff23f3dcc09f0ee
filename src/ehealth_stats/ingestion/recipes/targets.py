"""[[targets]] of a recipe -> rows, each with the words that it claims."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isnan, nan

from ehealth_stats.codelists import area_key, indicators, qualifiers, units
from ehealth_stats.codelists.areas import municipalities
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.recipes.baselines import Baseline
from ehealth_stats.ingestion.recipes.context import Claim, Context, Row
from ehealth_stats.ingestion.recipes.entry import Job, fits
from ehealth_stats.ingestion.recipes.model import TargetEntry
from ehealth_stats.ingestion.recipes.observations import read_entry
from ehealth_stats.ingestion.recipes.passage import Stretch
from ehealth_stats.ingestion.recipes.recipe import labelled
from ehealth_stats.ingestion.text.rules import find_said
from ehealth_stats.schema import Period, parse_edtf

_WITH_FIGURE = ("level", "increase_by", "decrease_by", "range", "maintain", "ceiling")


@dataclass(frozen=True, slots=True)
class _Job:
    context: Context
    entry: TargetEntry
    passage: Stretch
    due: Period
    start: Period
    where: str


def read_targets(context: Context) -> Iterator[tuple[Row, Claim]]:
    """Read every target entry of the recipe, the ones that the document leaves undefined too.

    Raises
    ------
    RecipeError
        If an anchor or a figure is not found, or an additional target has no target before it.
    """
    before: Row = {}
    seen: dict[str, int] = {}
    for number, entry in enumerate(context.recipe.targets, 1):
        where = context.where("targets", number)
        start = parse_edtf(entry.start) if entry.start else context.published
        found: list[tuple[Row, Claim]] = []
        with context.going_on():
            own, passage = context.within(entry.scope), context.passage(entry, where)
            found = list(_rows(_Job(own, entry, passage, parse_edtf(entry.due), start, where)))
        for row, claim in found:
            row["target_id"] = _numbered(row, seen)
            with context.going_on():
                row["adds_to"] = _added_to(entry, before, where)
            if entry.baseline:
                context.baselines.append(Baseline(row["target_id"], entry.baseline, where))
            before = row
            yield row, claim


def _numbered(row: Row, seen: dict[str, int]) -> str:
    """Return the id of a target: what it is about, and a number where several share that."""
    parts = (
        row["source_id"],
        row["indicator"],
        area_key(row["area"]),
        row["breakdown"],
        row.pop("deadline") or "undated",
    )
    key = "/".join(parts)
    seen[key] = seen.get(key, 0) + 1
    return key if seen[key] == 1 else f"{key}-{seen[key]}"


def _added_to(entry: TargetEntry, before: Row, where: str) -> str:
    """Return the target before that an additional one adds to."""
    if not entry.additional:
        return ""
    if before.get("indicator") != entry.indicator:
        raise RecipeError(
            "'additional' needs a target of the same indicator directly before it",
            where=f"{where}, key 'additional'",
            expected=f"indicator {before.get('indicator', 'of a target')!r}",
        )
    return str(before["target_id"])


def _rows(job: _Job) -> Iterator[tuple[Row, Claim]]:
    if job.entry.read == "named areas":
        yield from _named_areas(job)
        return
    if job.entry.read in ("by area", "table"):
        yield from _each_area(job)
        return
    figure = _figure(job)
    end = max(job.passage.anchor_end, figure.end if figure else 0)
    is_all = job.entry.kind == "all_areas"
    entry, context = job.entry, job.context
    area = context.scope(entry.area) if is_all else context.area(entry.area, entry.scope)
    yield _row(job, area, (job.passage.anchor, end)) | _numbers(job, area, figure), _claim(job, job.passage.anchor, end)


def _claim(job: _Job, start: int, end: int) -> Claim:
    return Claim(start, end, f"target: {labelled('label', job.entry.label)['label']}")


def _named_areas(job: _Job) -> Iterator[tuple[Row, Claim]]:
    mentions = job.context.figures.mentions_between(job.passage.start, job.passage.end)
    if not mentions:
        start, end = job.passage.start, job.passage.end
        raise RecipeError(
            f"the passage {job.context.quote(start, end)!r} names no municipality",
            where=f"{job.where}, {job.context.document.locator(start, end)}",
            hint="move 'find' or 'until'",
        )
    for mention in mentions:
        span = (mention.start, mention.end)
        one = {"target_value": 1.0, "target_lower": 1.0, "target_upper": 1.0}
        yield _row(job, mention.code, span) | one, _claim(job, *span)


def _each_area(job: _Job) -> Iterator[tuple[Row, Claim]]:
    """Read a target of each area in a list or table; a year in the header of its column is the deadline."""
    if job.entry.kind not in _WITH_FIGURE:
        raise RecipeError(
            f"a target of kind {job.entry.kind!r} has no figure of each area",
            where=f"{job.where}, key 'kind'",
            expected=", ".join(_WITH_FIGURE),
        )
    rows = read_entry(Job(job.context, job.entry.of_areas, job.passage, job.where))
    for found in rows.to_dict("records"):
        start, end = int(found["start"]), int(found["end"])
        own = replace(job, due=job.due if job.entry.due or not found["period"] else parse_edtf(found["period"]))
        numbers = {"target_value": found["value"], "target_lower": found["lower"], "target_upper": found["upper"]}
        is_share = units()[found["unit"]].kind == "percent"
        told = (
            numbers
            | {"breakdown": found["breakdown"], "text": found["text"]}
            | ({"unit": found["unit"]} if is_share else {})
        )
        yield _row(own, found["area"], (start, end)) | told, _claim(own, start, end)


def _figure(job: _Job) -> Figure | None:
    if job.entry.kind not in _WITH_FIGURE:
        return _number_of_all(job) if job.entry.kind == "all_areas" else None
    found = job.context.figures.between(job.passage.start, job.passage.end)
    fitting = next((figure for figure in found if _fits(job, figure)), None)
    if fitting:
        return fitting
    figures = ", ".join(f"{figure.text!r} in {figure.quantity.unit}" for figure in found[:3])
    raise RecipeError(
        f"a target of kind {job.entry.kind!r} needs a figure and the passage has none that can be it",
        where=f"{job.where}, {job.context.document.locator(job.passage.start, job.passage.end)}",
        expected=f"a number of what {job.entry.indicator} counts{f', not {figures}' if figures else ''}",
        hint=f"the passage starts with {job.context.quote(job.passage.start, job.passage.end)!r}; move 'find' or "
        "'until', or use kind 'not_quantified' or 'undefined'",
    )


def _fits(job: _Job, figure: Figure) -> bool:
    """Tell whether a figure can be a target's number: in its unit or a share of it; a multiple only of a change."""
    quantity, kind = figure.quantity, job.entry.kind
    if quantity.relation == "change" and kind != ("decrease_by" if quantity.upper < 0 else "increase_by"):
        return False
    if not quantity.unit or units()[quantity.unit].kind == "percent":
        return True
    return fits(quantity.unit, indicators()[job.entry.indicator].unit)


def _is_all_of_part(job: _Job, figure: Figure) -> bool:
    """Tell whether a figure says that all of a whole are to be the part that the target is of."""
    unit = figure.quantity.unit
    is_all = qualifiers()[figure.quantity.qualifier].is_all and isnan(figure.quantity.value)
    return is_all and job.entry.breakdown != "_T" and not (unit and units()[unit].level)


def _number_of_all(job: _Job) -> Figure | None:
    """Return the figure that says how many all are, the 9 of "alle ni kommuner" (all nine municipalities)."""
    text = job.context.document.text
    for figure in job.context.figures.between(job.passage.anchor, job.passage.end):
        unit = figure.quantity.unit
        if (
            unit
            and units()[unit].level
            and find_said(
                "all_of_areas",
                text[max(figure.start - _BEFORE, 0) : figure.start],
                job.context.language_at(figure.start),
            )
        ):
            return figure
    return None


_BEFORE = 24


def _row(job: _Job, area: str, span: tuple[int, int]) -> Row:
    indicator = indicators()[job.entry.indicator]
    by_direction = job.entry.kind in ("level", "range", "maintain")
    return {
        "source_id": job.context.source_id,
        "indicator": indicator.code,
        "breakdown": job.entry.breakdown,
        "area": area,
        "kind": job.entry.kind,
        "direction": indicator.direction if by_direction else "",
        "unit": indicator.unit,
        "start": job.start.start,
        "due": job.due.end,
        "deadline": job.due.edtf,
        **labelled("label", job.entry.label),
        "locator": job.context.document.locator(*span),
        "text": job.context.quote(*span),
    }


def _numbers(job: _Job, area: str, figure: Figure | None) -> Row:
    """Return value and bounds of a target: its figure's, the number of areas, one for a milestone, or unknown."""
    if figure:
        quantity = figure.quantity
        number = {"target_value": quantity.value, "target_lower": quantity.lower, "target_upper": quantity.upper}
        if quantity.relation == "change" and quantity.upper < 0:
            # "halveras" is a decrease by 50 percent
            number = {"target_value": -quantity.value, "target_lower": -quantity.upper, "target_upper": -quantity.lower}
        if _is_all_of_part(job, figure):  # "samtliga larm ska vara digitala"
            return dict.fromkeys(number, 100.0) | {"unit": "percent"}
        # "minst 50 procent av larmen": a share of what the indicator counts.
        is_share = bool(quantity.unit) and units()[quantity.unit].kind == "percent"
        return number | ({"unit": quantity.unit} if is_share else {})
    count = nan
    if job.entry.kind == "all_areas":
        on = job.due.end or job.context.on
        if on is None:
            raise RecipeError(
                "the day that decides which areas are all areas is missing", where=f"{job.where}, key 'due'"
            )
        count = float(len(municipalities(area, on=on)))
    elif job.entry.kind == "milestone":
        count = 1.0
    return {"target_value": count, "target_lower": count, "target_upper": count}
