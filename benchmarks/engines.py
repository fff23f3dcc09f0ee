"""Totals of many rows on DuckDB and Spark beside SQL by hand: processor seconds as ratios, memory, and how they grow.

By hand is SQL that sums figures and bounds and counts the areas and figures of each group. Each run is a process of its
own, in turns. On Spark it is the time that passes: its work is done in other processes.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from ehealth_stats import total
from ehealth_stats.codelists import indicators, municipalities

BY = ["indicator", "period"]
SQL = """SELECT indicator, period, sum(value), sum(lower), sum(upper), count(DISTINCT area), count(value)
FROM figures GROUP BY indicator, period"""
# SQL that counts the areas of each group keeps them all: with 300 million rows it takes more than 1.8 GB.
MOST_BY_HAND = 50_000_000
SPARK = Path(__file__).parents[1] / "build" / "spark"


def main() -> None:
    """Print minimum, median and maximum of each, the ratio of the medians and the most memory in MB."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[50_000_000, 300_000_000], help="on DuckDB")
    parser.add_argument("--spark-rows", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--one", nargs=3, metavar=("ENGINE", "WHOSE", "FILE"), help="a run in this process")
    options = parser.parse_args()
    if options.one:
        engine, whose, file = options.one
        print(json.dumps(ENGINES[engine](whose, file)))
        return
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.rows:
            compare("duckdb", rows, figures(Path(folder), rows), options.runs)
        if (SPARK / "pyspark").is_dir():
            compare("spark", options.spark_rows, figures(Path(folder), options.spark_rows), options.runs)
        else:
            print("Spark is not here: make spark")


def figures(folder: Path, rows: int) -> Path:
    """Write figures of every municipality, indicator and day, once each, as a file of Parquet."""
    areas = [area.code for area in municipalities("SE", on=date(2013, 12, 31))]
    names = [code for code, each in indicators().items() if each.kind == "stock" and each.unit != "municipalities"]
    file = folder / "figures.parquet"
    days = -(-rows // (len(areas) * len(names)))
    connection = duckdb.connect(config={"memory_limit": "1GB"})
    connection.execute(f"""COPY (
        SELECT indicator, area, strftime(DATE '1900-01-01' + day::INTEGER, '%Y-%m-%d') AS period,
               value, value - hash(day, area) % 5 AS lower, value + hash(area, day) % 5 AS upper
        FROM (SELECT *, (5 + hash(day, indicator, area) % 995)::DOUBLE AS value
              FROM range({days}) AS days(day), unnest({names!r}) AS names(indicator), unnest({areas!r}) AS areas(area))
        LIMIT {rows}) TO '{file}' (FORMAT parquet)""")
    return file


def compare(engine: str, rows: int, file: Path, runs: int) -> None:
    """Run both in turns, each in a process, and print what they took; of more rows than SQL by hand can, ours only."""
    took: dict[str, list[dict[str, float]]] = {"ours": []}
    if rows <= MOST_BY_HAND:
        took["by hand"] = []
    for _ in range(runs):
        for whose, own in took.items():
            command = [sys.executable, __file__, "--one", engine, whose, str(file)]
            done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
            own.append(json.loads(done.stdout.splitlines()[-1]))
    seconds = {whose: sorted(each["seconds"] for each in own) for whose, own in took.items()}
    middle = {whose: statistics.median(own) for whose, own in seconds.items()}
    told = " beside ".join(f"{own[0]:.2f} / {middle[whose]:.2f} / {own[-1]:.2f} s" for whose, own in seconds.items())
    most = " and ".join(f"{max(each['memory'] for each in own):.0f} MB" for own in took.values())
    ratio = f", ratio {middle['ours'] / middle['by hand']:.3f}" if "by hand" in middle else ""
    per_million = middle["ours"] / rows * 1e6
    print(f"{engine}, {rows} rows: {told}{ratio}, {most}, {per_million:.3f} s a million", flush=True)


def on_duckdb(whose: str, file: str) -> dict[str, float]:
    """Total a file on DuckDB, and return processor seconds and MB of the process.

    A total takes 200 MB of DuckDB's own; SQL that counts the areas fails with less than 300 MB for 50 million rows.
    The result is taken as Arrow: as rows of Python it takes more than all that made it.
    """
    room = "200MB" if whose == "ours" else "300MB"
    connection = duckdb.connect(config={"memory_limit": room, "temp_directory": str(Path(file).parent)})
    relation = connection.read_parquet(file)
    start = time.process_time()
    result = total(relation, by=BY) if whose == "ours" else relation.query("figures", SQL)
    result.to_arrow_table()
    return {"seconds": time.process_time() - start, "memory": _most_memory()}


def on_spark(whose: str, file: str) -> dict[str, float]:
    """Total a file on Spark on this machine, once to warm up and once for the time, in seconds that pass."""
    sys.path.insert(0, str(SPARK))
    os.environ["PYTHONPATH"] = os.pathsep.join([str(SPARK), os.environ.get("PYTHONPATH", "")])
    from pyspark.sql import SparkSession

    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.memory": "2g"}
    session: Any = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    rows = session.read.parquet(file)
    rows.createOrReplaceTempView("figures")
    for _ in range(2):
        start = time.perf_counter()
        (total(rows, by=BY) if whose == "ours" else session.sql(SQL)).collect()
        seconds = time.perf_counter() - start
    session.stop()
    return {"seconds": seconds, "memory": _most_memory()}


def _most_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


ENGINES: dict[str, Callable[[str, str], dict[str, float]]] = {"duckdb": on_duckdb, "spark": on_spark}


if __name__ == "__main__":
    main()
