"""What the charts draw of an observations table: the rows of one indicator with their words, areas and notes."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from ehealth_stats.charts.draw.page import Origin, origin_of
from ehealth_stats.charts.series_data import QualifiedFigure
from ehealth_stats.codelists import Language, categories, label, other_definitions, summed_roles, unit_label, units
from ehealth_stats.codelists.areas import area_level, area_name, municipalities
from ehealth_stats.errors import CodeListError, TableError
from ehealth_stats.schema import Evaluation, complete_table
from ehealth_stats.wording.messages import few, inside_sentence, word
from ehealth_stats.wording.numbers import measured
from ehealth_stats.wording.periods import periods

Record = Mapping[Hashable, Any]

_WHAT = ["source_id", "indicator", "breakdown", "area", "period", "unit", "role"]
_LARGEST_FRAME = 60
_FIGURE = ["value", "lower", "upper", "qualifier"]


@dataclass(frozen=True, slots=True)
class Subject:
    """One indicator's rows and the words for them."""

    rows: pd.DataFrame
    indicator: str
    unit: str
    subtitle: str
    origin: Origin
    language: Language

    def measured(self, figure: QualifiedFigure) -> str:
        """Return a figure in words, with its unit where it is not counted."""
        return measured(figure.in_words(self.language), self.rows["unit"].iloc[0], self.language)

    def of(self, number: float) -> str:
        """Return the unit as it stands after a number: of one in the singular."""
        return unit_label(self.rows["unit"].iloc[0], number, self.language)

    @property
    def planned(self) -> bool:
        """Whether the rows are plans."""
        return "planned" in set(self.rows["role"])

    def name(self, kind: str) -> tuple[str, ...]:
        """Return the parts of a chart's name: kind, indicator, source, "planned" for plans."""
        sources = sorted(set(self.rows["source_id"]))
        source = sources[0] if len(sources) == 1 else "sources"
        return kind, self.rows["indicator"].iloc[0], source, "planned" if self.planned else ""


def read_subject(observations: pd.DataFrame, sources: pd.DataFrame | None, language: Language) -> Subject:
    """Return the checked rows of one indicator, rates left out, and the words for them.

    What a document says twice, in prose and in a column, is one figure.

    Raises
    ------
    TableError
        If there are no rows, or several indicators, units or both results and plans among them.
    """
    rows = complete_table(observations, "observations")
    rows = rows[rows["role"] != "rate"].drop_duplicates([*_WHAT, *_FIGURE])
    if rows.empty:
        raise TableError("there are no observations to draw", where="observations")
    return subject_of(rows, sources, language)


def subject_of(rows: pd.DataFrame, sources: pd.DataFrame | None, language: Language) -> Subject:
    """Return rows with the words for them: of the tables observations or inventory, of one indicator.

    Raises
    ------
    TableError
        If several indicators, units or both results and plans are among them.
    """
    drawn = rows[rows["role"] != "stated_total"]
    drawn = rows if drawn.empty else drawn
    role = one_code(drawn, "role")
    indicator = label("indicators", one_code(rows, "indicator"), language)
    if part := only_part(drawn):
        indicator = f"{indicator}, {inside_sentence(label('categories', part, language))}"
    indicator = word(f"role_{role}", language, indicator=indicator)
    unit = label("units", one_code(rows, "unit"), language)
    when = periods(drawn["period"], language)
    subtitle = word("subtitle", language, indicator=indicator, unit=unit, period=when)
    return Subject(rows, indicator, unit, subtitle, origin_of(rows["source_id"], sources, language), language)


def one_code(rows: pd.DataFrame, column: str) -> str:
    """Return the only code of a column ("" without rows).

    Raises
    ------
    TableError
        If there are several: SEK and NOK, persons and alarms, results and plans share no axis.
    """
    codes = sorted(set(rows[column]))
    if len(codes) > 1:
        raise TableError(
            f"a chart can't hold several values of {column}: {', '.join(codes)}",
            where=column,
            expected=f"rows with one {column}",
            hint=f"choose with table[table[{column!r}] == {codes[0]!r}]",
        )
    return codes[0] if codes else ""


def figures_by(rows: pd.DataFrame, keys: Sequence[str]) -> dict[Any, QualifiedFigure]:
    """Return the figures by one or more key columns.

    Raises
    ------
    TableError
        If a key has two figures, for instance of two periods.
    """
    repeated = rows[rows.duplicated(list(keys), keep=False)]
    if not repeated.empty:
        raise TableError(
            f"two figures for the same {' and '.join(keys)}",
            where="observations",
            hint="choose one period and one source",
            rows=repeated[["observation_id", *keys, "period"]],
        )
    index = keys[0] if len(keys) == 1 else list(keys)
    fields = rows.set_index(index)[_FIGURE]
    return {key: QualifiedFigure(*values) for key, values in zip(fields.index, fields.to_numpy().tolist(), strict=True)}


def municipal(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of municipalities that are no stated totals.

    Raises
    ------
    TableError
        If there is none.
    """
    found = rows[(rows["area"].map(area_level) == "municipality") & (rows["role"] != "stated_total")]
    if found.empty:
        raise TableError("no row is about a municipality", where="observations.area", expected="codes such as SE-2281")
    return found


def area_names(rows: pd.DataFrame, frame: Sequence[str]) -> dict[str, str]:
    """Return the names of the frame's areas and of all areas of the rows, as of the days that the rows are about."""
    days = [day.date() for day in (rows["period_start"].min(), rows["period_end"].max()) if not pd.isna(day)]
    return {code: _name(code, days) for code in dict.fromkeys([*frame, *rows["area"]])}


def _name(code: str, days: Sequence[date]) -> str:
    for on in days:
        with suppress(CodeListError):
            return area_name(code, on=on)
    # A frame may be of another year than the rows: an area that came or went in between keeps its last name.
    return area_name(code)


def definition_note(rows: pd.DataFrame, language: Language) -> str:
    """Return the note that names municipalities counted by another definition (status D), empty without one."""
    names = area_names(rows[rows["status"].isin(other_definitions())], ())
    return (
        word("note_definition", language, names=few([*names.values()], "n_municipalities", language)) if names else ""
    )


def stated_total_note(rows: pd.DataFrame, language: Language) -> str:
    """Return the note that tells the document's own total of the periods that are drawn, empty without one."""
    is_total = rows["role"] == "stated_total"
    drawn = rows[~is_total]
    totals = rows[is_total & (rows["breakdown"] == (only_part(drawn) or "_T")) & rows["period"].isin(drawn["period"])]
    figures = figures_by(totals, ["observation_id"]).values()
    names = {code: area_name(code, language=language) for code in totals["area"].unique()}
    several = len(names) > 1
    texts = dict.fromkeys(
        f"{figure.in_words(language)} ({names[area]})" if several else figure.in_words(language)
        for figure, area in zip(figures, totals["area"], strict=True)
    )
    return word("note_stated_total", language, value=", ".join(texts)) if texts else ""


def only_part(rows: pd.DataFrame) -> str:
    """Return the category that all rows are of, additions left out; empty for the whole, or for several."""
    codes = {code for code in rows["breakdown"] if not categories()[code].addition}
    return next(iter(codes)) if len(codes) == 1 and "_T" not in codes else ""


def counted_rows(evaluation: Evaluation) -> pd.DataFrame:
    """Return the observations of listed sources that a report draws by indicator, numbered in the order of the table.

    Rates are left out, and money, which has a table of its own.
    """
    rows = evaluation.dataset.observations.reset_index(drop=True)
    is_money = rows["unit"].map(lambda unit: units()[unit].kind == "money").astype(bool)
    is_listed = rows["source_id"].isin(evaluation.dataset.sources["source_id"])
    return rows[is_listed & ~is_money & (rows["role"] != "rate")]


def municipal_figures(evaluation: Evaluation) -> Iterator[tuple[str, int, pd.DataFrame]]:
    """Yield what each source says of an indicator by municipality: source, position, and rows with one figure a place.

    Results and plans stand apart, and periods where they repeat a place; the totals that the source states stand with
    its results. Left out are services in use (1 or 0), shares of what the source counts as well, which would repeat
    that chart, and figures that are the same everywhere. The position is that of the indicator's first row.
    """
    rows = counted_rows(evaluation)
    local = rows["area"].map(area_level) == "municipality"
    totals = rows[~local & (rows["role"] == "stated_total")]
    keys = ["source_id", "indicator", "unit"]
    stated = dict(iter(totals.groupby(keys, sort=False)))
    for codes, group in rows[local & (rows["unit"] != "municipalities")].groupby(keys, sort=False):
        source, indicator, unit = map(str, codes)
        if units()[unit].kind == "percent":
            same = rows[local & (rows["source_id"] == source) & (rows["indicator"] == indicator)]
            if (same["unit"] != unit).any():
                continue
        for part in _one_figure_a_place(group):
            is_plan = (part["role"] == "planned").all()
            yield source, group.index[0], part if is_plan or codes not in stated else pd.concat([part, stated[codes]])


def _one_figure_a_place(rows: pd.DataFrame) -> Iterator[pd.DataFrame]:
    for _, group in rows[rows["role"].isin(summed_roles())].groupby("role", sort=False):
        repeats = group.drop_duplicates(["area", "breakdown", "period"]).duplicated(["area", "breakdown"]).any()
        for part in (rows for _, rows in group.groupby("period", sort=False)) if repeats else (group,):
            if len(part[["lower", "upper"]].drop_duplicates()) > 1:
                yield part


def is_inventory(rows: pd.DataFrame) -> bool:
    """Tell rows of several categories, a whole among them or not, from those of one; shares are no inventory."""
    codes = [code for code in municipal(rows)["breakdown"].unique() if not categories()[code].addition]
    return len(codes) > 1 and units()[rows["unit"].iloc[0]].kind != "percent"


def report_frame(evaluation: Evaluation, source: str) -> tuple[str, ...]:
    """Return the municipalities in scope of a source; none where they are too many for one chart."""
    sources = evaluation.dataset.sources.set_index("source_id")
    scope = str(sources.loc[source, "scope"])
    day = evaluation.day_of(str(sources.loc[source, "programme"]))
    inside = municipalities(scope, on=day) if scope else ()
    return tuple(area.code for area in inside) if len(inside) <= _LARGEST_FRAME else ()
