"""Many documents: 1, 10, 100 and more copies of those in data/raw -> processor seconds a document, read and evaluated.

Each copy is a document and a programme of its own; each size runs in a process of its own, after a first document that
loads what is loaded once. Growing numbers down the columns would mean that something grows faster than the documents.
With `taskset -c 0` before it, all is read by one process: to be compared with the clock.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MEASURE = """
import logging, os, sys, time
logging.disable()
from ehealth_stats import evaluate, ingest
def spent():  # by the processes that helped, too
    return sum(os.times()[:4])
first, folder = sys.argv[1:]
evaluate(ingest(first))
start, clock = spent(), time.perf_counter()
dataset = ingest(folder)
read, clock = spent(), time.perf_counter() - clock
evaluate(dataset)
print(read - start, spent() - read, clock)
"""


def main() -> None:
    """Print what reading and evaluating take a document, at each size."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--raw", type=Path, default=ROOT / "data" / "raw")
    parser.add_argument("--counts", type=int, nargs="+", default=[1, 10, 100, 1000])
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        first = copies(options.raw, Path(folder, "first"), 1)
        print("documents  ingest a document  evaluate a document  ingest on the clock (minimum / median / maximum, s)")
        for count in options.counts:
            raw = copies(options.raw, Path(folder, str(count)), count)
            times = [measured(first, raw) for _ in range(options.runs)]
            told = [
                " / ".join(f"{pick(column) / count:.3f}" for pick in (min, statistics.median, max))
                for column in zip(*times, strict=True)
            ]
            print(f"{count:>9}  " + "  ".join(told))


def copies(raw: Path, folder: Path, count: int) -> Path:
    """Copy the documents in turn, each under an id and a programme of its own."""
    sources = sorted(path.parent for path in raw.glob("*/recipe.toml"))
    for number in range(count):
        source = sources[number % len(sources)]
        own = folder / f"{source.name}-{number:05}"
        shutil.copytree(source, own)
        recipe = (own / "recipe.toml").read_text("utf-8")
        recipe = re.sub(r'(?m)^id = ".*"', f'id = "{own.name}"', recipe, count=1)
        recipe = re.sub(r'(?m)^programme = "(.*)"', rf'programme = "\1-{number:05}"', recipe, count=1)
        (own / "recipe.toml").write_text(recipe, "utf-8")
    return folder


def measured(first: Path, folder: Path) -> list[float]:
    """Return the processor seconds of reading and of evaluating, and those of reading on the clock."""
    command = [sys.executable, "-c", MEASURE, str(first), str(folder)]
    return [float(text) for text in subprocess.check_output(command, text=True).split()]


if __name__ == "__main__":
    main()
