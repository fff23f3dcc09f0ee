"""A target in percent of what is counted: cells of one period -> the share with bounds, in percent."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import Any

from ehealth_stats.analysis.bounds import Interval, Share, add, figure_in, root_of, share
from ehealth_stats.codelists import count_municipalities, indicators

Row = Mapping[Hashable, Any]


def is_share(target: Row) -> bool:
    """Say whether a target asks for percent of what its indicator counts: a part of its whole, or municipalities.

    Examples
    --------
    >>> is_share({"unit": "percent", "indicator": "safety_alarms", "breakdown": "digital"})
    True
    >>> is_share({"unit": "percent", "indicator": "safety_alarms", "breakdown": "_T"})
    False
    >>> is_share({"unit": "municipalities", "indicator": "secure_email", "breakdown": "_T"})
    False
    """
    counted = indicators().get(str(target["indicator"]))
    if target["unit"] not in ("percent", "percentage_points") or not counted or counted.kind not in ("flow", "stock"):
        return False
    return counted.unit == "municipalities" or root_of(str(target["breakdown"])) != target["breakdown"]


def share_figure(cells: Sequence[Row], target: Row, day: date) -> Interval | None:
    """Return the share of the target's part in its whole, or of municipalities in scope; None where a whole is missing.

    What is not known stays in the denominator (docs/methods.md section 3).
    """
    root = root_of(str(target["breakdown"]))
    own = [cell for cell in cells if cell["breakdown"] == target["breakdown"]]
    if root == target["breakdown"]:
        count, (n_areas, _) = add(map(figure_in, own)), count_municipalities(str(target["area"]), day, day)
        if not n_areas:
            return None
        return Interval(*(100 * end / n_areas for end in (count.value, count.lower, count.upper)))
    wholes = {cell["area"]: figure_in(cell) for cell in cells if cell["breakdown"] == root}
    if not wholes.keys() >= {cell["area"] for cell in own}:
        return None
    fraction = share([Share(figure_in(cell), wholes[cell["area"]], cell["taken"]) for cell in own])
    # To nine decimals: 57 of 100 are 57 percent, though 100 times .57 is a hair less to a computer.
    return Interval(*(round(100 * end, 9) for end in (fraction.value, fraction.lower, fraction.upper)))
