"""A frame of every municipality, many indicators and three years -> evaluation and reports: seconds, megabytes.

Wanted: 290 municipalities x 20 indicators, all languages and formats, in under 3 minutes and 2 GB on two cores.
"""

import argparse
import resource
import sys
import tempfile
import time
from datetime import date

import pandas as pd

from ehealth_stats import Dataset, evaluate, write_report
from ehealth_stats.codelists import indicators, municipalities
from ehealth_stats.wording.languages import LANGUAGES

YEARS = (2013, 2014, 2015)


def main() -> None:
    """Print what each step takes, and the peak of memory of this process and of its children."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--indicators", type=int, default=20)
    parser.add_argument("--municipalities", type=int, default=290)
    options = parser.parse_args()
    start = time.perf_counter()
    evaluation = evaluate(dataset_of(options.municipalities, options.indicators))
    print(f"{len(evaluation.dataset.observations)} observations evaluated: {time.perf_counter() - start:.1f} s")
    with tempfile.TemporaryDirectory() as folder:
        reports = time.perf_counter()
        written = write_report(evaluation, folder, languages=LANGUAGES)
        print(f"{len(written)} files of reports: {time.perf_counter() - reports:.1f} s")
    print(f"whole: {time.perf_counter() - start:.1f} s, peak memory {peak():.0f} MB")


def dataset_of(places: int, counts: int) -> Dataset:
    """Return the figures of each municipality in each year, and one target an indicator for the whole country."""
    areas = municipalities("SE", on=date(YEARS[0], 12, 31))[:places]
    names = [code for code, indicator in indicators().items() if indicator.kind == "stock"][:counts]
    rows = [
        {"indicator": name, "area": area.code, "period": year, "value": 100 + place + year - YEARS[0]}
        for name in names
        for year in YEARS
        for place, area in enumerate(areas)
    ]
    targets = [{"indicator": name, "area": "SE", "target_value": 100_000, "due": 2016} for name in names]
    return Dataset(observations=pd.DataFrame(rows), targets=pd.DataFrame(targets))


def peak() -> float:
    """Return the peak of memory in megabytes, of the process and the largest of its children together."""
    # ru_maxrss counts bytes on macOS, kilobytes elsewhere
    scale = 1024**2 if sys.platform == "darwin" else 1024
    return sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / scale


if __name__ == "__main__":
    main()
