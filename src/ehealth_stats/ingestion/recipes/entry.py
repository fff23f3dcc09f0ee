"""One entry of a recipe applied: a Job is an entry with its passage, an Observation what it makes of a figure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ehealth_stats.codelists import categories, countries, expanded, indicators, match_category, rate_unit, units
from ehealth_stats.errors import RecipeError, did_you_mean
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.figures.of_document.header_units import HeaderUnit, in_unit, read_unit
from ehealth_stats.ingestion.recipes.context import Context
from ehealth_stats.ingestion.recipes.model import ObservationEntry
from ehealth_stats.ingestion.recipes.passage import Stretch
from ehealth_stats.languages.lexicon import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """One figure as an entry reads it: for which area and part, with what value, from which words.

    An empty `period` is the entry's, an empty `status` that of the qualifier.
    """

    area: str
    breakdown: str
    role: str
    value: float
    lower: float
    upper: float
    qualifier: str
    unit: str
    locator: str
    text: str
    start: int
    end: int
    estimated: bool = False
    period: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """An entry of [[observations]] with the passage that it names; `where` names the entry in errors."""

    context: Context
    entry: ObservationEntry
    passage: Stretch
    where: str

    @property
    def area(self) -> str:
        """The area of the entry: its own, or the areas of its own scope, else that of the document."""
        return self.context.area(self.entry.area, self.entry.scope)

    @property
    def total_area(self) -> str:
        """The area of the entry's totals: its own, or what is left of it without the areas that do not count."""
        return self.area_without(self.left_out)

    def area_without(self, codes: Collection[str]) -> str:
        """Return the entry's area, or where some do not count the codes of its other municipalities."""
        if not codes:
            return self.area
        return "|".join(area.code for area in self.context.frame(self.entry.area, self.where) if area.code not in codes)

    @property
    def left_out(self) -> frozenset[str]:
        """The codes of the municipalities that the figures do not count: the key `without`.

        Raises
        ------
        RecipeError
            If one is no municipality of the scope, with the nearest.
        """
        if not self.entry.without:
            return frozenset()
        frame = self.context.frame(self.entry.area, f"{self.where}, key 'without'")
        named = {area.name: area.code for area in frame} | {area.code: area.code for area in frame}
        asked = [part for name in self.entry.without for part in expanded(name).split("|")]
        wrong = [name for name in asked if name not in named]
        if wrong:
            raise RecipeError(
                f"{wrong[0]!r} is no municipality of the scope",
                where=f"{self.where}, key 'without'",
                expected="names or codes of municipalities, or a group of one's own list",
                hint=did_you_mean(wrong[0], named),
            )
        return frozenset(named[name] for name in asked)

    @property
    def signs(self) -> Mapping[str, str]:
        """What stands in place of a figure, and its meaning: as the document's recipe says, and the entry."""
        return {**self.context.recipe.source.signs, **self.entry.signs}

    @property
    def unit(self) -> HeaderUnit:
        """The unit of the entry's figures that print none, where it says one."""
        return read_unit(self.entry.unit, self.context.recipe.source.country)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures of the passage."""
        return self.context.figures.between(self.passage.start, self.passage.end)

    @property
    def counted(self) -> list[Figure]:
        """The figures of the passage that say how many, and not how many times as many ("en fördubbling")."""
        return [figure for figure in self.figures if figure.quantity.relation != "change"]


def make_observation(job: Job, figure: Figure, area: str, breakdown: str) -> Observation:
    """Read a figure as it stands; a whole number in a column of percentages is rounded, not exact."""
    has_own = job.context.figures.unit_of(figure.segment) != HeaderUnit()
    quantity = figure.quantity if has_own else in_unit(figure.quantity, job.unit)
    return Observation(
        area=area,
        breakdown=breakdown,
        role=job.entry.role,
        value=quantity.value,
        lower=quantity.lower,
        upper=quantity.upper,
        qualifier=quantity.qualifier,
        unit=unit_of(job, figure),
        locator=figure.locator,
        text=figure.text,
        start=figure.start,
        end=figure.end,
        estimated=quantity.estimated,
        status=quantity.status,
    )


def unit_of(job: Job, figure: Figure) -> str:
    """Return the unit of a figure, as `check_unit`."""
    shift = figure.start - figure.quantity.start
    span = (shift + figure.quantity.first, shift + figure.quantity.last)
    return check_unit(job, figure.quantity.unit, figure.text, span)


def check_unit(job: Job, printed: str, text: str, span: tuple[int, int]) -> str:
    """Return the entry's or indicator's unit, or the printed currency; refuse a figure of another kind.

    What an indicator counts may change by percent, and a column may be of percentages.
    """
    _check_kind(job)
    home = countries()[job.context.recipe.source.country]
    usual = indicators()[job.entry.indicator].unit
    own = printed if printed and units()[printed].kind == "money" else home.currency
    wanted = job.unit.unit or in_currency(usual, own if units()[usual].denominator else home.currency)
    if not wanted:
        raise RecipeError(
            f"{text!r} is in {own}, and {job.entry.indicator} in {usual}",
            where=f"{job.where}, {job.context.document.locator(*span)}",
            expected=f"a unit with numerator {own} and denominator {units()[usual].denominator}",
            hint="add it to your own units.csv",
        )
    if printed and job.entry.read in ("change", "table") and units()[printed].kind == "percent":
        return printed
    if printed and units()[wanted].kind == "money" == units()[printed].kind:
        return printed
    if printed and not fits(printed, wanted):
        raise RecipeError(
            f"{text!r} is in {printed}, and {job.entry.indicator} in {wanted}",
            where=f"{job.where}, {job.context.document.locator(*span)}",
            hint="anchor the entry nearer to its figure",
        )
    return wanted


def _check_kind(job: Job) -> None:
    """Refuse a unit of the entry in which the indicator can't be counted; all may be told as shares."""
    own, counted = job.unit.unit, indicators()[job.entry.indicator].unit
    if own and units()[own].kind != "percent" and not fits(own, counted):
        raise RecipeError(
            f"{job.entry.indicator} is counted in {counted}, not in {own}",
            where=f"{job.where}, key 'unit'",
            hint="choose an indicator of that unit",
        )


def in_currency(unit: str, currency: str) -> str:
    """Return a unit of money in the currency of a country: what an indicator counts in is only its usual one.

    Empty where no list has a rate of that currency.

    Examples
    --------
    >>> in_currency("SEK", "NOK"), in_currency("SEK/person", "NOK"), in_currency("alarms", "NOK")
    ('NOK', 'NOK/person', 'alarms')
    """
    known = units()[unit]
    if known.denominator and known.currency:
        return rate_unit(currency, known.denominator)
    return unit.replace(known.currency, currency) if known.currency else unit


def part_code(job: Job, relation: str, label: str, text: str) -> str:
    """Return the category that the label of a part or addition names, by the entry's own list, then by the code list.

    `text` are the words around it, for the error.

    An addition stands beside the whole: no category of a part is its own unless the entry says so. One without a label
    has none, an empty text.
    """
    printed, is_beside = fold(label), relation == "addition"
    for word, code in job.entry.parts.items():
        if printed.startswith(fold(word)) if word else not printed and not is_beside:
            return code
    words = printed.split()
    codes = (match_category(" ".join(words[:n])) for n in range(len(words), 0, -1))
    code = next((code for code in codes if code and (categories()[code].addition or not is_beside)), "")
    if code or (is_beside and not printed):
        return code
    kind, named = "addition" if is_beside else "part", f" {label!r}" if label else " without a label"
    raise RecipeError(
        f"the {kind}{named} has no code: {text!r}",
        where=f"{job.where}, key 'parts'",
        expected="the label's first words and a code of codelists/categories.csv",
        hint=did_you_mean(printed, job.entry.parts),
    )


def fits(printed: str, wanted: str) -> bool:
    """Tell whether a figure in one unit can be one in another: money may be meant per person, areas are no persons.

    Examples
    --------
    >>> fits("SEK", "SEK/person"), fits("cards", "persons"), fits("municipalities", "persons")
    (True, True, False)
    """
    one, other = units()[printed], units()[wanted]
    is_alike = one.kind == other.kind or (one.kind, other.kind) == ("money", "rate")
    return is_alike and (one.level == other.level or one.code in _ANY_COUNT)


# What is counted in pieces may be anything, areas are of any level.
_ANY_COUNT = ("pieces", "areas", "places")
