"""[[observations]] of a recipe -> rows, each with the words that it claims: one reader for each way to read."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cache
from operator import attrgetter
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ehealth_stats.codelists import (
    categories,
    indicators,
    match_area,
    match_category,
    plain_qualifier,
    qualifiers,
    roles,
    units,
)
from ehealth_stats.codelists.areas import areas_on
from ehealth_stats.codelists.areas.names import names_of
from ehealth_stats.errors import CodeListError, RecipeError
from ehealth_stats.ingestion.figures.of_document.figures import Figure
from ehealth_stats.ingestion.figures.tokens.number_words import excepted
from ehealth_stats.ingestion.privacy.personal import QUOTE_LENGTH, mask
from ehealth_stats.ingestion.recipes.blocks import headings_of, read_labelled
from ehealth_stats.ingestion.recipes.changes import read_change
from ehealth_stats.ingestion.recipes.context import Context
from ehealth_stats.ingestion.recipes.entry import Job, Observation, fits, make_observation, part_code
from ehealth_stats.ingestion.recipes.model import ObservationEntry
from ehealth_stats.ingestion.recipes.table.categories import no_category, read_categories
from ehealth_stats.ingestion.recipes.table.read import read_table
from ehealth_stats.ingestion.text.rules import LINES, Text
from ehealth_stats.languages.lexicon import EVERY, fold, words
from ehealth_stats.schema import Period, parse_edtf

# What words beside a figure say of it, by the role of the words.
_SAID = {"some": "said_of_some", "distinct": "said_of_distinct"}
_WAYS = {"up": "goes_up", "down": "goes_down"}
_SAYING = ("part", "example", "distinct", "changed", "change", "up")


def read_observations(context: Context) -> pd.DataFrame:
    """Read every observation entry of the recipe, in its order.

    Returns
    -------
    DataFrame
        The columns of observations but for the id; start and end of the words that each row claims.

    Raises
    ------
    RecipeError
        If an anchor is not found, a passage holds no figure, a part or category has no code, or a figure's
        unit can't be the indicator's.
    """
    found: list[_Read] = []
    for number, entry in enumerate(context.recipe.observations, 1):
        where = context.where("observations", number)
        with context.going_on():
            found.append(_read(Job(context.within(entry.scope), entry, context.passage(entry, where), where)))
    return _rows(context, found) if found else observation_rows(context, [], to_frame([]))


@dataclass(frozen=True, slots=True)
class _Read:
    """What an entry says, in the columns of `Observation`, and the columns of its periods."""

    entry: ObservationEntry
    observations: pd.DataFrame
    dates: Mapping[str, Any]


def _read(job: Job) -> _Read:
    """Read one entry."""
    job = replace(job, entry=job.entry.of_table or job.entry)
    observations = read_entry(job)
    printed = [text or job.entry.period for text in observations["period"].tolist()]
    known = {text: parse_edtf(text) if text else job.context.published for text in set(printed)}
    return _Read(job.entry, observations, _dates(printed, known))


def read_entry(job: Job) -> pd.DataFrame:
    """Read what an entry says of its passage, in the columns of `Observation`.

    Raises
    ------
    RecipeError
        If the passage holds nothing of that kind, or something that the entry does not explain.
    """
    entry = job.entry
    if entry.read == "by category" and entry.columns:
        observations = read_categories(job)
    else:
        observations = read_table(job) if entry.read == "table" else to_frame(READERS[entry.read](job))
    if observations.empty:
        raise _nothing_found(job)
    return observations


def to_frame(observations: Iterable[Observation]) -> pd.DataFrame:
    """Put observations into columns."""
    return pd.DataFrame(list(map(_CELLS, observations)), columns=list(Observation.__dataclass_fields__))


_CELLS = attrgetter(*Observation.__dataclass_fields__)


def _rows(context: Context, found: Sequence[_Read]) -> pd.DataFrame:
    """Make rows of what all entries read, in one go."""
    observations = pd.concat([each.observations for each in found], ignore_index=True)
    lengths = [len(each.observations) for each in found]
    usual = {code: qualifier.status for code, qualifier in qualifiers().items()}
    status = observations["qualifier"].map(usual).mask(observations["estimated"].astype(bool), "E")
    status = observations["status"].mask(observations["status"] == "", status)
    by_ocr = observations["locator"].str.startswith(context.document.by_ocr) & observations["value"].notna()
    given = _repeated([each.entry.status for each in found], lengths)
    follow_up = ["|".join(each.entry.follow_up or context.recipe.source.follow_up) for each in found]
    rows = observation_rows(context, _repeated([each.entry.indicator for each in found], lengths), observations)
    return rows.assign(
        **{name: np.concatenate([each.dates[name] for each in found]) for name in found[0].dates},
        status=status.mask(by_ocr, _BY_OCR).mask(given != "", given),
        follow_up=_repeated(follow_up, lengths),
    )


def _repeated(codes: Sequence[str], lengths: Sequence[int]) -> np.ndarray[Any, Any]:
    return np.repeat(np.array(codes, dtype=object), lengths)


_BY_OCR = "U"  # of low reliability: a figure that was read in a picture


def _dates(printed: Sequence[str], known: Mapping[str, Period]) -> dict[str, Any]:
    """Return the columns of the periods that are printed."""
    codes, texts = pd.factorize(np.array(printed, dtype=object))
    periods = [known[text] for text in texts]
    days = [np.array([getattr(p, end) for p in periods], dtype="datetime64[s]") for end in ("start", "end")]
    edtf = np.array([period.edtf or ".." for period in periods], dtype=object)
    return {"period": edtf[codes], "period_start": days[0][codes], "period_end": days[1][codes]}


def observation_rows(
    context: Context, indicators: Sequence[str] | np.ndarray[Any, Any], observations: pd.DataFrame
) -> pd.DataFrame:
    """Make rows of observations, each of its indicator, dated as their document is."""
    rows = observations.drop(columns=["estimated", "period"]).assign(
        source_id=context.source_id,
        indicator=indicators,
        status="A",
        follow_up="|".join(context.recipe.source.follow_up),
        said=_said(observations["text"]),
    )
    return rows.assign(**_dates([""] * len(observations), {"": context.published}))


def _said(texts: "pd.Series[str]") -> "pd.Series[str]":
    """Return what the words of each text say; only those that hold the beginning of such a word are looked at."""
    likely = np.asarray(pc.match_substring_regex(pa.array(texts, pa.large_string()), _beginnings(), ignore_case=True))
    said = np.full(len(texts), "", dtype=object)
    said[likely] = [said_in(text) for text in texts[likely]]
    return pd.Series(said, index=texts.index, dtype="str")


def said_in(text: str) -> str:
    """Return what the words beside a figure say of it, codes parted by a bar.

    It is `some` of several that are not all ("varav", "bland annat", "m.fl."); it counts each `distinct` one once
    ("109 385 unike brukere"); something went `up` or `down` by it, neither where the words say both.

    Examples
    --------
    >>> said_in("bl.a. Timrå"), said_in("varav 62 unika kommuner"), said_in("Timrå 60")
    ('some', 'some|distinct', '')
    >>> said_in("redusert med ca 40"), said_in("opp 40 til 120"), said_in("følgt opp: 40"), said_in("opp 10, så ned 50")
    ('down', 'up', '', '')
    """
    read = Text(text, EVERY, LINES)
    codes = [code for code, rule in _SAID.items() if read.search(rule)]
    ways = [way for way, rule in _WAYS.items() if read.search(rule)]
    return "|".join([*codes, *(ways if len(ways) == 1 else ())])


@cache
def _beginnings() -> str:
    """Return a pattern of the first words of all that say something."""
    told = (word for role in _SAYING for word in words(role, EVERY))
    return "|".join(sorted({re.escape(word.split()[0]) for word in told}))


def _by_area(job: Job) -> Iterator[Observation]:
    """Read a list by municipality: the first figure of each is its whole, others are parts.

    "Ånge: 450 varav 45 digitala … Summa: 3860 varav 1210 digitala" (of which 45 digital; sum).
    """
    if job.entry.label:
        yield from read_labelled(job)
        return
    seen: set[str] = set()
    above = headings_of(job)
    unread: list[Figure] = []
    named, sum_of = "", ""
    for figure in job.counted:
        quantity = figure.quantity
        is_asked = bool(quantity.unit) and quantity.unit == job.unit.unit and not quantity.part  # "hälften i Kramfors"
        is_part = quantity.relation in ("part", "addition") and not is_asked
        if not is_part:
            named, sum_of = job.entry.names.get(name_before(job, figure), ""), _sum_of(job, figure)
        line = int(job.context.document.starts[figure.segment])
        area = named or (_area_code(job, figure) if figure.area else above.get(line, ""))
        is_placed = is_part and (area or sum_of)
        code = part_code(job, quantity.relation, quantity.part, figure.text) if is_placed else job.entry.breakdown
        if not code:
            continue  # "+14": nobody says what they are
        if sum_of:
            yield replace(make_observation(job, figure, sum_of, code), role=job.entry.total_role)
        elif area and is_part:
            yield make_observation(job, figure, area, code)
        elif area and area not in seen:
            seen.add(area)
            yield make_observation(job, figure, area, job.entry.breakdown)
        else:
            unread.append(figure)
    check_near_names(job, unread)


def _sum_of(job: Job, figure: Figure) -> str:
    """Return the area that a figure is the sum of, an empty text where it is none.

    It is the country's where the words before it are those of `country_total`.
    """
    line = int(job.context.document.starts[figure.segment])
    before = fold(job.context.document.text[line : figure.start])
    if any(before.rstrip(" :").endswith(fold(name)) for name in job.entry.country_total):
        return job.context.recipe.source.country
    return _area_but(job, figure) if figure.quantity.total else ""


def _area_but(job: Job, figure: Figure) -> str:
    """Return the area of a total without the municipalities that the words behind it leave out: "utom Timrå" (but)."""
    return job.area_without(job.left_out or _exceptions(job, figure))


def _area_code(job: Job, figure: Figure) -> str:
    """Return the area that a figure is of; where two bear its name, the one in scope."""
    if figure.area and figure.area.code:
        return figure.area.code
    name, source = figure.area.name if figure.area else "", job.context.recipe.source
    scope = job.entry.area or source.scope
    try:
        return match_area(name, country=source.country, on=job.context.on, within=scope or None).code
    except CodeListError as error:
        where = f"{job.where}, {figure.locator}"
        raise RecipeError(f"two areas are called {name!r}", where=where, hint="narrow 'scope'") from error


def _by_category(job: Job) -> Iterator[Observation]:
    """Read a list or two columns: what stands before the first figure of a row names its category."""
    named = {fold(word): code for word, code in job.entry.categories.items()}
    skipped, unknown = set(map(fold, job.entry.skip)), list[tuple[str, str]]()
    for figure in job.counted:
        label = _label(job, figure)
        wanted = fold(label).strip(" .:")
        code = named.get(wanted) or match_category(label)
        if wanted in skipped or not code:
            unknown += [] if wanted in skipped else [(label or figure.text, figure.locator)]
            continue
        area = job.area
        text = " ".join(f"{label} {figure.text}".split())[-QUOTE_LENGTH:]
        observation = replace(make_observation(job, figure, area, code), text=mask(text))
        yield replace(observation, role=job.entry.total_role) if code == "_T" else observation
    if unknown:
        raise no_category(job, unknown)


def _label(job: Job, figure: Figure) -> str:
    document = job.context.document
    segment = document.segments[figure.segment]
    # "Sum" stands before the figure, and is its label here.
    before = segment.text[: figure.quantity.start if figure.quantity.total else figure.quantity.first]
    if segment.table < 0 or before.strip():
        return before
    row = [s for s in document.segments if (s.table, s.row) == (segment.table, segment.row)]
    return row[0].text


def _single(job: Job) -> Iterator[Observation]:
    """Read the first figure whose unit fits what the entry counts; the others stay unclaimed."""
    unit = indicators()[job.entry.indicator].unit
    for figure in job.figures if roles()[job.entry.role].is_rate else job.counted:
        printed, wanted = figure.quantity.unit, job.unit.unit
        is_bare = not printed and wanted and units()[wanted].kind != "percent"
        if is_bare or (printed == wanted if wanted else not printed or fits(printed, unit)):
            breakdown = _own_category(job, figure) or job.entry.breakdown
            area = _area_but(job, figure) if job.entry.role == "stated_total" else job.total_area
            yield _counted(job, make_observation(job, figure, area, breakdown))
            return


def _counted(job: Job, observation: Observation) -> Observation:
    """Count the municipalities in scope where all of them are meant: "samtliga kommuner" (all municipalities)."""
    is_all = qualifiers()[observation.qualifier].is_all and units()[observation.unit].level == "municipality"
    if not is_all or job.context.on is None:
        return observation
    number = float(len(job.context.frame(job.context.scope(job.entry.area), job.where)))
    return replace(observation, value=number, lower=number, upper=number)


def _own_category(job: Job, figure: Figure) -> str:
    """Return the category of an addition where its label names one: "+14 enbart HSA" (14 in the directory only)."""
    if figure.quantity.relation != "addition" or job.entry.breakdown != "_T":
        return ""
    code = match_category(figure.quantity.part)
    return code if code and categories()[code].addition else ""


def _each_area(job: Job) -> Iterator[Observation]:
    """Read what is said of all municipalities: one row for each in scope.

    "samtliga kommuner" (all), "samtliga 14 kommuner", "inga kommuner" (none), "alla utom Ånge" (all but).
    """
    frame = job.context.frame(job.entry.area, job.where)
    figure = next(iter(job.counted), None)
    if figure is None:
        return
    quantity, missing = figure.quantity, _exceptions(job, figure) | job.left_out
    if not qualifiers()[quantity.qualifier].is_all and quantity.value not in (0, len(frame)) and not missing:
        raise RecipeError(
            f"{figure.text!r} does not say that each municipality is meant",
            where=f"{job.where}, {figure.locator}",
            expected="'samtliga kommuner', 'inga kommuner', 'alla utom' with names, "
            f"or the number of municipalities in scope, {len(frame)}",
        )
    for area in frame:
        one = 0.0 if quantity.value == 0 or area.code in missing else 1.0
        qualifier = "all" if one else plain_qualifier()
        observation = make_observation(job, figure, area.code, job.entry.breakdown)
        yield replace(observation, value=one, lower=one, upper=one, qualifier=qualifier)


def _exceptions(job: Job, figure: Figure) -> set[str]:
    """Return the municipalities that a passage leaves out: "alla kommuner utom Ragunda och Berg" (all but)."""
    text, figures = job.context.document.text, job.context.figures
    behind = excepted(Text(text[figure.end : figure.end + _FURTHEST], job.context.language_at(figure.start)), 0)
    at = figure.end + behind if behind else 0
    end = _SENTENCE_END.search(text, at, job.passage.end)
    named = figures.mentions_between(at, end.start() if end else job.passage.end) if at else ()
    return {mention.code for mention in named}


_FURTHEST = 200  # letters behind "alla" in which exceptions are named
_SENTENCE_END = re.compile(r"[.;]\s|\n")


def _named_areas(job: Job) -> Iterator[Observation]:
    """Count each municipality that the passage, or else its anchor, names as one: "Ånge och Timrå har …" (have)."""
    named, passage = job.context.figures.mentions_between, job.passage
    for mention in named(passage.start, passage.end) or named(passage.anchor, passage.anchor_end):
        span = mention.start, mention.end
        yield replace(_without_figure(job, mention.code, span), text=job.context.quote_name(*span))


def _milestone(job: Job) -> Iterator[Observation]:
    """Read a milestone that the anchor says is done, or not.

    "Behovsinventering genomförd" (survey of needs done), "ej påbörjad" (not begun).
    """
    done = _without_figure(job, job.area, (job.passage.anchor, job.passage.anchor_end))
    yield done if job.entry.read == "done" else replace(done, value=0.0, lower=0.0, upper=0.0)


def _without_figure(job: Job, area: str, span: tuple[int, int]) -> Observation:
    """Make an observation of 1 of words that hold no figure."""
    return Observation(
        area=area, breakdown=job.entry.breakdown, role=job.entry.role,
        value=1.0, lower=1.0, upper=1.0, qualifier=plain_qualifier(), unit=indicators()[job.entry.indicator].unit,
        locator=job.context.document.locator(*span), text=job.context.quote(*span), start=span[0], end=span[1],
    )  # fmt: skip


READERS: dict[str, Callable[[Job], Iterator[Observation]]] = {
    "by area": _by_area,
    "by category": _by_category,
    "single": _single,
    "each area": _each_area,
    "named areas": _named_areas,
    "done": _milestone,
    "not done": _milestone,
    "change": read_change,
}


def _nothing_found(job: Job) -> RecipeError:
    start, end = job.passage.start, job.passage.end
    changes = '; an amount of a change is read by read = "change"' if job.figures and not job.counted else ""
    return RecipeError(
        f"the passage holds nothing to read {job.entry.read!r}",
        where=f"{job.where}, {job.context.document.locator(start, end)}",
        expected="a figure, or the name of a municipality" if job.entry.read == "named areas" else "a figure",
        hint=f"the passage starts with {job.context.quote(start, end)!r}; move 'find' or 'until'{changes}",
    )


_CLOSE = 0.75
# A name stands before its figure with a colon ("… digitala Sunsvall: 1800"), or opens an entry ("Sunsvall 1800").
_NAME = r"(?P<name>[A-ZÅÄÖÆØ][^\W\d_]{3,}(?:[ -][A-ZÅÄÖÆØ][^\W\d_]+)?)(?:s?\s(?:kommune?))?"
_NAME_BEFORE = re.compile(rf"(?:(?<!\w){_NAME}\s*:|(?:^|[\n.;,)])\s*{_NAME.replace('<name>', '<opens>')})\s*$")
_FURTHEST = 60
_NO_NAMES = ("part", "addition", "total", "qualifier", "of", "preposition", "month", "season", "copula", "each")


def check_near_names(job: Job, unread: Iterable[Figure]) -> None:
    """Refuse figures that no area took although a name stands before them that is nearly one.

    Names are never corrected; a part behind a misspelt name would be taken for that of the place before it.

    Raises
    ------
    RecipeError
        With each such name, where it stands, and the nearest names of the scope.
    """
    found = [f"{name!r} ({figure.locator}): {near}" for figure in unread for name, near in _nearest_names(job, figure)]
    if found:
        raise RecipeError(
            "figures stand behind names that are no municipality",
            where=job.where,
            hint="; ".join(found) + "; where it is printed so, say whom it means in the key 'names'",
        )


def name_before(job: Job, figure: Figure) -> str:
    """Return the capitalised name that stands directly before a figure, as an entry of a list; empty for none."""
    document = job.context.document
    first = figure.start - figure.quantity.start + figure.quantity.first
    line = int(document.starts[figure.segment])
    match = _NAME_BEFORE.search(document.text[max(line, first - _FURTHEST) : first])
    return (match["name"] or match["opens"]) if match else ""


def _nearest_names(job: Job, figure: Figure) -> Iterator[tuple[str, str]]:
    name = name_before(job, figure)
    if not name or fold(name.split()[0]) in _no_names():
        return
    source = job.context.recipe.source
    scope = job.entry.area or source.scope
    inside = [a for a in areas_on(source.country, job.context.on) if a.level == "municipality"]
    known = dict.fromkeys(n for area in inside if not scope or area.is_within(scope) for n in names_of(area))
    if name not in known and (near := get_close_matches(name, known, n=3, cutoff=_CLOSE)):
        yield name, f"did you mean {' or '.join(map(repr, near))}?"


@cache
def _no_names() -> frozenset[str]:
    return frozenset(word for role in _NO_NAMES for word in words(role, EVERY))
