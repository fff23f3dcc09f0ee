"""Which areas a document speaks for, and on which day its programme is judged: table sources -> frames, days."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from ehealth_stats.analysis.bounds import level_of
from ehealth_stats.codelists import AreaLevel, municipalities, result_roles
from ehealth_stats.errors import TableError, did_you_mean
from ehealth_stats.schema import Dataset, Message, parse_edtf

_FINEST: tuple[AreaLevel, ...] = ("municipality", "county", "country")


def frames_of(dataset: Dataset) -> dict[str, list[str] | None]:
    """Return the municipalities in scope of each source on the latest day it can be from; None without a scope or day.

    A source without a date of publication is of the latest day that its own reported figures are from.
    """
    frames: dict[str, list[str] | None] = {}
    for source in dataset.sources.to_dict("records"):
        day = parse_edtf(source["published"]).end or _last_reported(dataset.observations, source["source_id"])
        scope = source["scope"] if day else ""
        frames[source["source_id"]] = [area.code for area in municipalities(scope, on=day)] if scope and day else None
    return frames


def _last_reported(observations: pd.DataFrame, source_id: str) -> date | None:
    rows = observations[(observations["source_id"] == source_id) & (observations["role"] == "reported")]
    ends = rows["period_end"].dropna()
    return None if ends.empty else ends.max().date()


def days_of(dataset: Dataset, as_of: date | None = None) -> dict[str, date]:
    """Return the day on which each programme is judged: the one given, else the latest that its own documents tell.

    That is the latest day on which one of them was published; where none has a date, the latest on which one can have
    been (of [2008..2013] the end of 2013), else the last day that its figures are of. A programme that has none of
    these and no targets is judged on the latest day of the others. Documents that no source lists are of the
    programme "".

    Raises
    ------
    TableError
        If a programme with targets has no day, or none has.

    Examples
    --------
    >>> days_of(Dataset(), date(2013, 4, 2))
    {}
    """
    of_targets, of_figures = _programmes(dataset, dataset.targets), _programmes(dataset, dataset.observations)
    programmes = dict.fromkeys([*dataset.sources["programme"], *of_targets, *of_figures])
    if as_of:
        return dict.fromkeys(programmes, as_of)
    published = dict(iter(dataset.sources.groupby("programme")["published"]))
    figures = dict(iter(dataset.observations.groupby(of_figures.to_numpy())))
    none = dataset.observations.head(0)
    own = {name: _own_day(published.get(name, ()), figures.get(name, none)) for name in programmes}
    days = {name: day for name, day in own.items() if day}
    _refuse_undated([name for name in programmes if name not in days], set(of_targets), bool(days))
    return {name: days.get(name) or max(days.values()) for name in programmes}


def days_by_target(dataset: Dataset, days: Mapping[str, date]) -> dict[str, date]:
    """Return the day of each target's programme by target id."""
    programmes = _programmes(dataset, dataset.targets)
    return {name: days[of] for name, of in zip(dataset.targets["target_id"], programmes, strict=True)}


def _programmes(dataset: Dataset, table: pd.DataFrame) -> "pd.Series[str]":
    """Return the programme of each row, "" where no source lists its document."""
    listed = dict(zip(dataset.sources["source_id"], dataset.sources["programme"], strict=True))
    return table["source_id"].map(lambda name: listed.get(name, "")).astype("str")


def _own_day(published: Iterable[str], observations: pd.DataFrame) -> date | None:
    documents = [parse_edtf(day) for day in published]
    told = observations[observations["role"].isin(result_roles())]
    figures = (parse_edtf(period) for period in told["period"].unique())
    for days in (
        (period.end for period in documents if period.dated),
        (period.end for period in documents),
        (period.end for period in figures if period.dated),
    ):
        if found := [day for day in days if day]:
            return max(found)
    return None


def _refuse_undated(undated: Sequence[str], with_targets: Collection[str], some_dated: bool) -> None:
    wrong = [name for name in undated if name in with_targets]
    if wrong or not some_dated:
        named = ", ".join(filter(None, wrong))
        what = f"no document or figure{' of the programme ' * bool(named)}{named} has a date"
        raise TableError(what, where="sources.published", hint="pass as_of, the day of judgement")


def in_order_of_publication(dataset: Dataset) -> pd.DataFrame:
    """Return the observations, those of undated sources first and of the latest source last."""
    days = {row["source_id"]: parse_edtf(row["published"]).end for row in dataset.sources.to_dict("records")}
    dated = dataset.observations["source_id"].map(lambda name: str(days.get(name) or ""))
    return dataset.observations.loc[dated.sort_values(kind="stable").index]


def check_dataset(dataset: Dataset) -> Dataset:
    """Return the argument if it is a dataset with every target that an observation is declared as the follow-up for.

    Raises
    ------
    TableError
        If it is something else, or a target is not there, with the nearest target ids.
    """
    if not isinstance(dataset, Dataset):
        what, hint = (
            f"a {type(dataset).__name__} is no dataset",
            "total, compare_totals, progress and budget take frames",
        )
        expected = "a Dataset, as ingest and read_dataset give it"
        raise TableError(what, where="dataset", expected=expected, hint=hint)
    names = {"all", "", *dataset.targets["target_id"]}
    for row in dataset.observations.to_dict("records"):
        wrong = [name for name in str(row["follow_up"]).split("|") if name not in names]
        if wrong:
            raise TableError(
                f"there is no target {wrong[0]!r} to follow up",
                where=f"observations.follow_up of {row['observation_id']}",
                expected="all, or ids of the table targets",
                hint=did_you_mean(wrong[0], names),
            )
    return dataset


def counted_areas(areas: Collection[str], n: int) -> Message:
    """Return a number of areas, called municipalities where they are."""
    is_municipal = {level_of(area) for area in areas} == {"municipality"}
    return Message("n_municipalities" if is_municipal else "n_areas", {"n": n})


def of_one_thing(observations: pd.DataFrame) -> pd.DataFrame:
    """Return the rows without those that share what they count and when with a row that names other targets.

    Milestones of activities are one indicator: what tells of different ones is neither compared nor totalled.
    """
    key = ["source_id", "indicator", "breakdown", "area", "period", "role"]
    things = observations.groupby(key)["follow_up"].transform("nunique")
    return observations[things.lt(2)]


def finest(observations: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the smallest areas that there are: municipalities, else counties, else countries.

    Raises
    ------
    TableError
        If some areas are in no list and others are: nobody knows which of them are the smallest.
    """
    levels = [level_of(area) for area in observations["area"]]
    if "" in levels and any(levels):
        rows = observations.loc[[not level for level in levels], ["observation_id", "indicator", "area", "period"]]
        expected = "codes such as SE-2281, SE-22, SE"
        hint = "give these rows the codes of their areas, or leave them out"
        raise TableError("areas that no list has", where="observations.area", expected=expected, hint=hint, rows=rows)
    for level in _FINEST:
        if level in levels:
            return observations[[own == level for own in levels]]
    return observations
