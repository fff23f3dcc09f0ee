"""Why a target has no verdict: what documents say of it that can't be compared with it -> a sentence."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from ehealth_stats.analysis.bounds import Interval, level_of, number_text
from ehealth_stats.codelists import area_name, count_municipalities, label, units
from ehealth_stats.schema import parse_edtf

Row = Mapping[Hashable, Any]
_MOST = 3


def evidence_text(rows: pd.DataFrame) -> str:
    """Say what each row gives and why it is no reading of the target; of more than three rows, how many more there are.

    "80 of 428-430 municipalities are another definition (Ready to implement), and the document has no date".
    """
    told = [_sentence(row) for row in rows.head(_MOST).to_dict("records")]
    if len(rows) > _MOST:
        told.append(f"{len(rows) - _MOST} more figures")
    return "; ".join(told)


def amount_text(row: Row) -> str:
    """Return a row's figure with its unit, out of how many where municipalities of a larger area are counted.

    How many there are is an interval when the period spans a change of the register.
    """
    figure = Interval(row["value"], row["lower"], row["upper"])
    unit = label("units", row["unit"]) if row["unit"] in units() else row["unit"]
    dated = bool(pd.notna(row["period_start"]) and pd.notna(row["period_end"]))
    if row["unit"] != "municipalities" or level_of(row["area"]) not in ("county", "country") or not dated:
        return f"{figure} {unit}"
    least, most = count_municipalities(row["area"], row["period_start"].date(), row["period_end"].date())
    return f"{figure} of {number_text(least)}{f'-{number_text(most)}' if most > least else ''} {unit}"


def _sentence(row: Row) -> str:
    flaws = []
    if row["status"] == "D":
        name = f" ({label('categories', row['breakdown'])})" if row["breakdown"] != "_T" else ""
        flaws.append(f"another definition{name}")
    if not parse_edtf(row["period"]).dated:
        flaws.append("the document has no date")
    place = f" in {area_name(row['area'])}" if level_of(row["area"]) == "municipality" else ""
    return f"{amount_text(row)}{place}: {', and '.join(flaws)}"
