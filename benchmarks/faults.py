"""Builds that are killed at random moments -> how many left half a state: 0, or it leaves with 1.

Two builds that differ are made first. Each process that is killed goes from one to the other; the next start finishes
what it left or undoes it, and then all files are those of one of the two.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from ehealth_stats.errors import EHealthStatsError
from ehealth_stats.ingestion import read_dataset
from ehealth_stats.reporting.commit import recover

ROOT = Path(__file__).resolve().parents[1]
DAYS = ("2014-12-31", "2016-12-31")
BUILD = """
import sys
from datetime import date
from ehealth_stats.pipeline import build
raw, folder, day = sys.argv[1:]
print("begun", flush=True)
asked = {"as_of": date.fromisoformat(day), "languages": ["en"], "formats": ["html"]}
build(raw, f"{folder}/processed", f"{folder}/reports", **asked)
"""


def main() -> None:
    """Kill as many builds as asked for and count the states that are neither the one nor the other."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--raw", type=Path, default=ROOT / "data" / "raw")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        whole = [state(built(options.raw, Path(folder, day), day)) for day in DAYS]
        longest = (time.perf_counter() - start) / len(DAYS)
        folder_of_kills = Path(folder, "killed")
        shutil.copytree(Path(folder, DAYS[0]), folder_of_kills)
        half = unsaid = 0
        for number in range(options.kills):
            kill(options.raw, folder_of_kills, DAYS[(number + 1) % 2], random.uniform(0, longest))
            unsaid += is_half_unsaid(folder_of_kills, whole)
            for name in ("processed", "reports"):
                recover(folder_of_kills / name)
            half += state(folder_of_kills) not in whole
            if (number + 1) % 10 == 0:
                print(f"{number + 1} killed: {half} half states, {unsaid} unsaid", file=sys.stderr, flush=True)
    print(f"{options.kills} builds killed: {half} half states after the next start, {unsaid} read as one before it")
    sys.exit(bool(half or unsaid))


def built(raw: Path, folder: Path, day: str) -> Path:
    """Build whole."""
    subprocess.run([sys.executable, "-c", BUILD, raw, folder, day], check=True, stdout=subprocess.DEVNULL)
    return folder


def kill(raw: Path, folder: Path, day: str, seconds: float) -> None:
    """Kill a build some seconds after it began, if it is not done by then."""
    process = subprocess.Popen([sys.executable, "-c", BUILD, raw, folder, day], stdout=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    process.communicate()


def state(folder: Path) -> dict[str, bytes]:
    """All files of a build but what is known of it only to the next one."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".build.json")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def is_half_unsaid(folder: Path, whole: list[dict[str, bytes]]) -> bool:
    """Say whether tables of two builds are read as one."""
    try:
        read_dataset(folder / "processed")
    except EHealthStatsError:
        return False
    tables = {
        f"processed/{name}": content for name, content in state(folder / "processed").items() if name.endswith(".csv")
    }
    return not any(tables.items() <= one.items() for one in whole)


if __name__ == "__main__":
    main()
