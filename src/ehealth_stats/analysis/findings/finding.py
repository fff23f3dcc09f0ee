"""One finding and the observations it rests on: ids -> printed figures, places, quotes."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isinf
from typing import Literal

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, Row, figure_in, nearest_parents, number_text
from ehealth_stats.codelists import area_name, categories, indicators, label, read_area, units
from ehealth_stats.schema import Dataset

ListName = Literal["indicators", "categories", "units"]
Severity = Literal["high", "medium", "low"]

_WORDS = {"approximate": "c:a ", "just_over": "just over ", "just_under": "just under "}
_NO_NUMBER = {"unknown": "unknown", "not_available": "not available", "already_done": "done, not counted"}
_NO_TARGET = ("not_quantified", "undefined")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `name` makes its id, `locators` and `texts` go in pairs."""

    name: str
    kind: str
    severity: Severity
    source_id: str
    statement: str
    arithmetic: str = ""
    observation_ids: tuple[str, ...] = ()
    locators: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    settles: str = ""


class ObservationIndex:
    """The observations of a dataset by id, and which indicators have a target with a number."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._rows: dict[str, Row] = {row["observation_id"]: row for row in dataset.observations.to_dict("records")}
        self._order = {name: place for place, name in enumerate(self._rows)}
        targets = dataset.targets[~dataset.targets["kind"].isin(_NO_TARGET)]
        self._judged = list(zip(targets["indicator"], targets["breakdown"], targets["area"], strict=True))

    def rows(self, ids: Iterable[str]) -> list[Row]:
        """Return the observations in the order of their documents, each once."""
        return [self._rows[name] for name in sorted({name for name in ids if name}, key=self._order.__getitem__)]

    def severity(self, rows: Iterable[Row]) -> Severity:
        """Return `high` if a figure can change a verdict, `low` for additions beside the whole, else `medium`.

        It can where a target with a number reads it: of its indicator, in an area that holds its own (a row without one
        is of any area), of its category or one on the same branch, since a part bounds its whole and a whole its parts.
        """
        counted = [row for row in rows if not categories()[row["breakdown"]].addition]
        if not counted:
            return "low"
        return "high" if any(_reads(target, row) for target in self._judged for row in counted) else "medium"


def _reads(target: tuple[str, str, str], row: Row) -> bool:
    indicator, breakdown, area = target
    pair = {breakdown, row["breakdown"]}
    is_branch = len(pair) == 1 or any(nearest_parents(pair).values())
    is_inside = not row.get("area") or read_area(row["area"]).is_within(area)
    return bool(row["indicator"] == indicator) and is_branch and is_inside


def quotes(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """Return ids, places and words of observations as the fields of a finding."""
    rows = list(rows)
    return {
        "observation_ids": tuple(row["observation_id"] for row in rows),
        "locators": tuple(row["locator"].replace("|", "/") for row in rows),
        "texts": tuple(row["text"].replace("|", "/") for row in rows),
    }


def printed(row: Row) -> str:
    """Write an observation's figure as its words mean it: "c:a 60", "100-200", "unknown"."""
    if pd.notna(row["value"]):
        return _WORDS.get(row["qualifier"], "") + number_text(row["value"])
    if row["qualifier"] in _NO_NUMBER:
        return _NO_NUMBER[row["qualifier"]]
    return figure_text(figure_in(row))


def figure_text(figure: Interval) -> str:
    """Write a figure with its bounds, an open one as what it is at least.

    Examples
    --------
    >>> figure_text(Interval(470.0, 465, 475)), figure_text(Interval(float("nan"), 222, float("inf")))
    ('470 [465, 475]', 'at least 222')
    """
    return f"at least {number_text(figure.lower)}" if isinf(figure.upper) else str(figure)


def title_of(row: Row) -> str:
    """Name what a row of a table is about: "Safety alarms, Digital"."""
    part = "" if row["breakdown"] == "_T" else f", {name_of('categories', row['breakdown'])}"
    return name_of("indicators", row["indicator"]) + part


def name_of(name: ListName, code: str) -> str:
    """Return a code's label, or the code in words where the list does not have it.

    Examples
    --------
    >>> name_of("units", "alarms"), name_of("indicators", "home_visits")
    ('alarms', 'Home visits')
    """
    codes = {"indicators": indicators, "categories": categories, "units": units}[name]()
    words = code.replace("_", " ")
    return label(name, code) if code in codes else words if name == "units" else words.capitalize()


def place_of(row: Row) -> str:
    """Name area and period of a row: "Västernorrland, 2013-04-02"."""
    return f"{area_name(row['area'], language='en')}, {row['period']}"
