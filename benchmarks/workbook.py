"""A large workbook to a grid and to observations, beside pandas with calamine and with openpyxl -> seconds, ratios.

Four of the ten columns become observations by a table recipe, every other number is accounted for in the audit. Each
contender runs in a process of its own, in turns, so that all meet the same machine.
"""

import argparse
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import openpyxl

from ehealth_stats.codelists import municipalities

FIRST_DAY = date(2020, 1, 1)
MEGABYTE = 1024**2 if sys.platform == "darwin" else 1024  # ru_maxrss counts bytes on macOS, kilobytes elsewhere


def read_with_package(path: Path) -> tuple[int, int]:
    """Read the first table of a document, segments not asked for."""
    from ehealth_stats.ingestion.documents import read_document

    (table,) = read_document(path).tables
    return len(table.numbers) + 1, table.width


def read_column_with_package(path: Path) -> tuple[int, int]:
    """Read the first table and print one of its columns, as a recipe for tables does."""
    from ehealth_stats.ingestion.documents import read_document

    (table,) = read_document(path).tables
    return len(table.column("Larm")) + 1, table.width


RECIPE = """
[source]
id = "{folder}"
file = "{file}"
programme = "made-up"
title = "Larm"
producer = "Made-up association"
language = "sv"
country = "SE"
scope = "SE"
published = "2023-02-01"

[[observations]]
indicator = "safety_alarms"
table = "Kommun"
read = "table"
periods = "Dag"
columns = {{ Larm = "_T", Digitala = "digital" }}

[[observations]]
indicator = "programme_budget"
table = "Kommun"
read = "table"
periods = "Dag"
columns = {{ Andel = "_T", Kostnad = "used" }}
"""


def read_observations(path: Path) -> tuple[int, int]:
    """Ingest the workbook by a recipe: observations, and what became of every other number."""
    from ehealth_stats.ingestion.recipes.ingest import combine, ingest_source

    (path.parent / "recipe.toml").write_text(RECIPE.format(folder=path.parent.name, file=path.name), "utf-8")
    dataset = combine([ingest_source(path.parent)])
    return len(dataset.observations), len(dataset.audit)


def read_with_calamine(path: Path) -> tuple[int, int]:
    """Read the first sheet with pandas and calamine."""
    import pandas as pd

    return pd.read_excel(path, engine="calamine", header=None).shape


def read_with_openpyxl(path: Path) -> tuple[int, int]:
    """Read the first sheet with pandas and openpyxl."""
    import pandas as pd

    return pd.read_excel(path, engine="openpyxl", header=None).shape


OBSERVATIONS, PEER = "to observations by a table recipe", "pandas + calamine"
CONTENDERS: dict[str, Callable[[Path], tuple[int, int]]] = {
    "ehealth_stats": read_with_package,
    "ehealth_stats, one column as text": read_column_with_package,
    OBSERVATIONS: read_observations,
    PEER: read_with_calamine,
    "pandas + openpyxl": read_with_openpyxl,
}


def write_workbook(path: Path, rows: int) -> None:
    """Write a sheet of ten columns: places, codes, days, counts, shares, amounts, words, blanks.

    Every municipality has one row a day: rows that nothing tells apart are refused.
    """
    random.seed(1)
    areas = municipalities("SE", on=FIRST_DAY)
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("Larm")
    sheet.append(["Kommun", "Kod", "Dag", "Larm", "Digitala", "Andel", "Kostnad", "Enhet", "Ansvar", "Anm"])
    for row in range(rows - 1):
        area, day = areas[row % len(areas)], FIRST_DAY + timedelta(row // len(areas))
        counts = [day.isoformat(), row, row // 2, random.random(), random.random() * 1e6]
        sheet.append([area.name, area.code[3:], *counts, "st", f"nämnd {row % 500}", None if row % 3 else "x"])
    workbook.save(path)


def run_contender(name: str, path: Path) -> None:
    """Time one contender; what it imports is not counted, since a session imports once."""
    CONTENDERS[name](path.with_name("small.xlsx"))
    start, cpu = time.perf_counter(), time.process_time()
    rows, columns = CONTENDERS[name](path)
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    print(seconds, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MEGABYTE, rows, columns)


def compare(path: Path, runs: int) -> None:
    """Run all contenders in turns and print medians and ratios; those of CPU time forgive a busy machine."""
    results: dict[str, list[list[float]]] = {name: [] for name in CONTENDERS}
    for _ in range(runs):
        for name, found in results.items():
            command = [sys.executable, __file__, "--contender", name, "--file", str(path)]
            found.append([float(text) for text in subprocess.check_output(command, text=True).split()])
    medians = {
        name: [statistics.median(column) for column in zip(*found, strict=True)] for name, found in results.items()
    }
    base = medians[PEER]
    for name, (seconds, cpu, memory, rows, columns) in medians.items():
        ratios = f"{seconds / base[0]:.2f} x {PEER} in time, {cpu / base[1]:.2f} x in CPU"
        size = f"{rows:.0f} and {columns:.0f} rows" if name == OBSERVATIONS else f"{rows:.0f} x {columns:.0f}"
        print(f"{name}: {seconds:.2f} s, CPU {cpu:.2f} s ({ratios}), peak {memory:.0f} MB, {size}")
    print("wanted: a grid at most 0.7 x, openpyxl at least 4 x that, observations at most 3 x")


def main() -> None:
    """Write a workbook into a temporary folder and compare, at one size or at several to see what grows."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=[200_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--contender", choices=list(CONTENDERS), help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.contender:
        run_contender(options.contender, options.file)
        return
    for rows in options.rows:
        with tempfile.TemporaryDirectory() as folder:
            print(f"{rows} x 10")
            write_workbook(Path(folder, "small.xlsx"), 10)
            write_workbook(Path(folder, "large.xlsx"), rows)
            compare(Path(folder, "large.xlsx"), options.runs)


if __name__ == "__main__":
    main()
