"""Time and memory of a whole build: data/raw -> seconds and peak megabytes, printed."""

import argparse
import resource
import sys
import tempfile
import time
from pathlib import Path

from ehealth_stats.pipeline import build

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Build into a temporary folder as often as asked; the first run includes what is loaded only once."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--raw", type=Path, default=ROOT / "data" / "raw")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    for run in range(1, options.runs + 1):
        with tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            build(options.raw, Path(folder, "processed"), Path(folder, "reports"))
            print(f"run {run}: {time.perf_counter() - start:.2f} s")
    # ru_maxrss counts bytes on macOS, kilobytes elsewhere
    scale = 1024**2 if sys.platform == "darwin" else 1024
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale:.0f} MB")


if __name__ == "__main__":
    main()
