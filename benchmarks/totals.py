"""Totals of many rows beside the same by hand: pandas and DuckDB, processor seconds as ratios, in turns in one run.

By hand is a careful groupby or SQL that also sums the bounds and counts the areas. What checks, completes and refuses
is in the totals only.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from ehealth_stats import count_events, total
from ehealth_stats.analysis.totals import table
from ehealth_stats.codelists import indicators, municipalities

BY = ["indicator", "period"]


def main() -> None:
    """Print minimum, median and maximum of each, and the ratio of the medians."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--few", type=int, default=58_000, help="rows that are also read cell by cell")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    few, many = observations(options.few), observations(options.rows)
    compare(f"pandas, {len(few)} rows", lambda: total(few, by=BY), lambda: cell_by_cell(few), options.runs)
    compare(f"pandas, {len(many)} rows", lambda: total(many, by=BY), lambda: by_hand(many), options.runs)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "events.parquet")
        many[["indicator", "area"]].assign(period="2013").to_parquet(file, index=False)  # the areas are those of 2013
        connection = duckdb.connect(config={"memory_limit": "500MB", "temp_directory": folder})
        events = connection.read_parquet(str(file))
        sql = f"SELECT indicator, area, period[:4], count(*) FROM '{file}' GROUP BY ALL"
        compare(
            f"events in DuckDB, {len(many)} rows",
            lambda: count_events(events, each="year"),
            lambda: connection.sql(sql).fetchall(),
            options.runs,
        )


def observations(rows: int) -> pd.DataFrame:
    """Return figures with bounds of every municipality, twenty indicators and as many years as it takes."""
    areas = [area.code for area in municipalities("SE", on=date(2013, 12, 31))]
    names = [code for code, each in indicators().items() if each.kind == "stock" and each.unit != "municipalities"][:20]
    years = [f"{year:04}" for year in range(1, 10_000)][: -(-rows // (len(areas) * len(names)))]
    keys = pd.MultiIndex.from_product([years, names, areas], names=["period", "indicator", "area"])
    frame = keys.to_frame(index=False).iloc[:rows].astype("str")
    random = np.random.default_rng(1)
    frame["value"] = random.integers(5, 1000, len(frame)).astype("float64")
    frame["lower"] = frame["value"] - random.integers(0, 5, len(frame))
    frame["upper"] = frame["value"] + random.integers(0, 5, len(frame))
    return frame


def by_hand(frame: pd.DataFrame) -> pd.DataFrame:
    """Sum figures and bounds of each group and count its areas."""
    sums = {name: (name, "sum") for name in ("value", "lower", "upper")}
    return frame.groupby(BY).agg(**sums, n_areas=("area", "nunique"), n_reported=("value", "count"))


def cell_by_cell(frame: pd.DataFrame) -> pd.DataFrame:
    """Total each cell by itself, as rows that do not simply add up are."""
    most, table.FEW = table.FEW, len(frame)
    try:
        return total(frame, by=BY)
    finally:
        table.FEW = most


def compare(name: str, ours: Callable[[], object], other: Callable[[], object], runs: int) -> None:
    """Run both in turns and print what they took."""
    times = [[seconds(run) for run in (ours, other)] for _ in range(runs)]
    told = [f"{min(own):.3f} / {statistics.median(own):.3f} / {max(own):.3f}" for own in zip(*times, strict=True)]
    ratio = statistics.median(one for one, _ in times) / statistics.median(two for _, two in times)
    print(f"{name}: {told[0]} s beside {told[1]} s, ratio {ratio:.3f}")


def seconds(run: Callable[[], object]) -> float:
    """Return the processor seconds of a run."""
    start = time.process_time()
    run()
    return time.process_time() - start


if __name__ == "__main__":
    main()
