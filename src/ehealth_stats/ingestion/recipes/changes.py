"""A passage that tells of a change -> the reading before, the reading after, and by how much, as observations.

"opp 40 til 120 fra 80 millioner": up 40 to 120 from 80 million.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ehealth_stats.codelists import indicators, plain_qualifier, qualifiers, units
from ehealth_stats.errors import RecipeError
from ehealth_stats.ingestion.figures.grammar.ranges import CHANGE_WINDOW, tells_change
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.privacy.personal import QUOTE_LENGTH
from ehealth_stats.ingestion.recipes.entry import Job, Observation, make_observation
from ehealth_stats.ingestion.text.rules import Text, find_said


def read_change(job: Job) -> Iterator[Observation]:
    """Read a change in words: two readings with their dates, and the amounts between them.

    "opp 40 til 120 fra 80" (up 40 to 120 from 80), "ökat med 12 till 57" (risen by 12 to 57), "fra 20 til 25 prosent, 5
    prosentpoeng" (from 20 to 25 percent, 5 percentage points).

    The readings are dated by the two sides of the entry's period FROM/TO; each amount has the role rate and the whole
    period. A passage may leave a reading out: another entry, or another document, may have it.

    Raises
    ------
    RecipeError
        If the entry has no period of two sides, or an amount of money is printed without its unit.
    """
    first, _, last = job.entry.period.partition("/")
    if not first or not last:
        raise RecipeError(
            "a change needs the two periods that it is between",
            where=f"{job.where}, key 'period'",
            expected='period = "2012/2013"',
        )
    before, after, amounts = _sorted(job)
    text = _sentence(job)
    for figure, period in ((before, first), (after, last)):
        if figure:
            yield replace(_observation(job, figure), period=period, text=text)
    for figure in amounts:
        _check_money(job, figure)
        yield replace(_observation(job, figure), role="rate", text=text)


def _observation(job: Job, figure: Figure) -> Observation:
    return make_observation(job, figure, job.area, job.entry.breakdown)


def _sentence(job: Job) -> str:
    """Quote the passage up to its last figure, or from its first figure where that is too long."""
    if not job.figures:
        return ""
    end = job.figures[-1].end
    start = job.passage.anchor if end - job.passage.anchor <= QUOTE_LENGTH else job.figures[0].start
    return job.context.quote(start, end)


def _sorted(job: Job) -> tuple[Figure | None, Figure | None, list[Figure]]:
    """Return the reading before, the reading after, and the amounts of the change."""
    figures = [part for figure in job.figures for part in _parted(job, figure)]
    before = next((figure for figure in figures if _is_from(job, figure)), None)
    amounts = [figure for figure in figures if _is_amount(job, figure) and figure is not before]
    rest = [figure for figure in figures if figure is not before and figure not in amounts]
    after = next((figure for figure in rest if figure.quantity.relation == "to"), None)
    after = after or next((figure for figure in rest if _is_alike(job, figure, before)), None)
    amounts += [figure for figure in rest if figure is not after and figure.quantity.unit == "percent"]
    return before, after, amounts


def _parted(job: Job, figure: Figure) -> Sequence[Figure]:
    """Part a range that is a rise and what it led to: "en ökning med 12 till 57" (a rise by 12 to 57)."""
    quantity = figure.quantity
    text = job.context.document.text[figure.start : figure.end]
    is_range = qualifiers()[quantity.qualifier].is_range and quantity.unit != "percent"
    joined = is_range and find_said("joined_by_to", text, job.context.language_at(figure.start))
    if not joined or not _tells_change(job, figure):
        return [figure]
    low, high = quantity.lower, quantity.upper
    amount = quantity._replace(value=low, upper=low, qualifier=plain_qualifier())
    after = quantity._replace(value=high, lower=high, qualifier=plain_qualifier(), relation="to")
    return [replace(figure, quantity=amount), replace(figure, quantity=after)]


def _is_from(job: Job, figure: Figure) -> bool:
    printed = job.context.document.text[figure.start - (figure.quantity.start - figure.quantity.first) : figure.start]
    opens = find_said("opens_with_from", printed, job.context.language_at(figure.start))
    return figure.quantity.relation == "from" or opens is not None


def _is_amount(job: Job, figure: Figure) -> bool:
    quantity = figure.quantity
    if quantity.relation in ("from", "to"):
        return False
    return (
        quantity.unit == "percentage_points"
        or quantity.relation in ("addition", "change")
        or _tells_change(job, figure)
    )


def _tells_change(job: Job, figure: Figure) -> bool:
    first = figure.start - (figure.quantity.start - figure.quantity.first)
    before = job.context.document.text[max(first - CHANGE_WINDOW, 0) : first]
    return tells_change(Text(before, job.context.language_at(first)), len(before))


def _is_alike(job: Job, figure: Figure, before: Figure | None) -> bool:
    """Say whether a figure may be the reading after: in the unit of the one before, else of the indicator's kind."""
    unit = figure.quantity.unit
    if before:
        return unit in ("", before.quantity.unit) or not before.quantity.unit
    wanted = job.unit.unit or indicators()[job.entry.indicator].unit
    return not unit or units()[unit].kind == units()[wanted].kind


def _check_money(job: Job, figure: Figure) -> None:
    quantity = figure.quantity
    money = units()[indicators()[job.entry.indicator].unit].kind == "money"
    if money and not quantity.unit and qualifiers()[quantity.qualifier].precision == "unit":
        raise RecipeError(
            f"the amount {figure.text!r} has no unit, and {job.entry.indicator} is money",
            where=f"{job.where}, {figure.locator}",
            hint="end the passage before it with 'until'",
        )
