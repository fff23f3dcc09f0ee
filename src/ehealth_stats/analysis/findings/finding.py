"""One finding and the observations it rests on: ids -> figures as printed, titles, quotes."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan
from typing import Literal

from ehealth_stats.analysis.bounds import UNKNOWN, Row, at_point, figure_in, nearest_parents, rows_of
from ehealth_stats.codelists import categories, is_within
from ehealth_stats.schema import Amount, Code, Dataset, Message, Value
from ehealth_stats.wording.numbers import spoken

Severity = Literal["high", "medium", "low"]

_NO_TARGET = ("not_quantified", "undefined")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; `name` makes its id, `locators` and `texts` go in pairs."""

    name: str
    kind: str
    severity: Severity
    source_id: str
    statement: Message
    arithmetic: Message | None = None
    observation_ids: tuple[str, ...] = ()
    locators: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    settles: Message | None = None


class ObservationIndex:
    """The observations of a dataset by id, and which indicators have a target with a number."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self._rows: dict[str, Row] = {row["observation_id"]: row for row in rows_of(dataset.observations)}
        self._order = {name: place for place, name in enumerate(self._rows)}
        targets = dataset.targets[~dataset.targets["kind"].isin(_NO_TARGET)]
        self._judged: dict[str, list[tuple[str, str, str]]] = {}
        for target in zip(targets["indicator"], targets["breakdown"], targets["area"], strict=True):
            self._judged.setdefault(target[0], []).append(target)

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
        return (
            "high"
            if any(_reads(target, row) for row in counted for target in self._judged.get(row["indicator"], ()))
            else "medium"
        )


def _reads(target: tuple[str, str, str], row: Row) -> bool:
    indicator, breakdown, area = target
    pair = {breakdown, row["breakdown"]}
    is_branch = len(pair) == 1 or any(nearest_parents(pair).values())
    is_inside = not row.get("area") or is_within(row["area"], area)
    return bool(row["indicator"] == indicator) and is_branch and is_inside


def quotes(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """Return ids, places and words of observations as the fields of a finding."""
    rows = list(rows)
    return {
        "observation_ids": tuple(row["observation_id"] for row in rows),
        "locators": tuple(row["locator"].replace("|", "/") for row in rows),
        "texts": tuple(row["text"].replace("|", "/") for row in rows),
    }


def printed(row: Row, unit: str = "") -> Message:
    """Return an observation's figure as its words mean it: "about 60", "100–200", "unknown"; equal if printed alike.

    Examples
    --------
    >>> from ehealth_stats.wording.messages import say
    >>> about = {"value": 60.0, "lower": 55.0, "upper": 65.0, "qualifier": "approximate"}
    >>> say(printed(about), "en"), say(printed(about, "persons"), "nb")
    ('about 60', 'omtrent 60 personer')
    """
    figure = figure_in(row)
    qualifier = spoken(figure, row["qualifier"])
    is_in_words = qualifier and isnan(figure.value)
    return Message("figure", {"figure": Amount(UNKNOWN if is_in_words else at_point(figure), unit, qualifier)})


def title_of(row: Row) -> Value:
    """Name what a row of a table is about: "Safety alarms, Digital"."""
    indicator = Code("indicator", row["indicator"])
    if row["breakdown"] == "_T":
        return indicator
    return Message("title_of_part", {"indicator": indicator, "part": Code("breakdown", row["breakdown"])})


def place_of(row: Row) -> dict[str, Value]:
    """Name what a row is about, its area and its period: "Safety alarms (Västernorrland, 2 April 2013)"."""
    return {"title": title_of(row), "area": Code("area", row["area"]), "period": Code("period", row["period"])}
