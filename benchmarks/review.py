"""A review of a long document -> how long it takes until it is shown, and what a click costs the kernel, printed.

Seconds of the processor, so that what else the machine does at the time counts little. The way to the browser and what
it draws is told by tests/review/test_in_jupyterlab.py.
"""

import argparse
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import ehealth_stats as es
from ehealth_stats.ingestion import read_document
from ehealth_stats.reviewing.widget import ReviewWidget

RECIPE = """\
[source]
id = "plan-2014"
programme = "plan"
title = "Plan"
producer = "Kommunförbundet"
language = "sv"
country = "SE"
scope = "SE-22"
published = "2014-05-20"

[[observations]]
indicator = "safety_alarms"
find = "Antal trygghetslarm"
read = "by area"
"""
FIVE = "Enhet {n} har {a} larm, {b} kort, {c} användare, {d} tjänster och {e} möten."
PROSE = "Arbetet med e-hälsa fortsätter i länets kommuner, och erfarenheterna tas till vara i den gemensamma gruppen."
LINES = 40
"""Lines of a page, one of them with five figures."""


def main() -> None:
    """Write a plan of as many pages as asked, open its review, and click through some of its figures."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--pages", type=int, default=100, help="five figures stand on each")
    parser.add_argument("--clicks", type=int, default=40, help="of each kind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "plan-2014")
        home.mkdir()
        (home / "recipe.toml").write_text(RECIPE, "utf-8")
        (home / "plan.txt").write_text(plan(options.pages), "utf-8")
        read, _ = timed(lambda: read_document(home / "plan.txt"))
        shown, review = timed(lambda: es.review(home))
        print(
            f"{5 * options.pages} figures on {options.pages} pages: read {read:.2f} s, shown {shown - read:.2f} s later"
        )
        for kind, took in click(review, options.clicks).items():
            print(f"{kind}: {statistics.median(took):.3f} s, at most {max(took):.3f} s")


def plan(pages: int) -> str:
    """Return the text of a plan: prose, and on each page a line with five figures."""
    figures = (FIVE.format(n=n, a=n + 3, b=n + 7, c=n + 2, d=n + 5, e=n + 4) for n in range(pages))
    rest = "\n\n".join([PROSE] * (LINES - 1))
    return (
        "\n\n".join(["Antal trygghetslarm: Ånge: 450, Timrå: 300.", *(f"{line}\n\n{rest}" for line in figures)]) + "\n"
    )


def click(review: ReviewWidget, times: int) -> dict[str, list[float]]:
    """Look at one open figure after the other, say what it is, keep it; now and then undo or set one aside."""
    took: dict[str, list[float]] = defaultdict(list)

    def send(kind: str, action: str, **values: str) -> None:
        took[kind].append(timed(lambda: review.receive({"action": action, **values}))[0])

    for number in range(times):
        send("the next open figure", "next")
        send("another indicator", "change", key="indicator", value="safety_alarms")
        send("another period", "change", key="period", value=str(2001 + number % 10))
        send("kept", "keep")
        if number % 10 == 9:
            send("undone", "undo")
            send("no quantity", "no_quantity", reason="page number")
    return took


def timed(work: Callable[[], object]) -> tuple[float, object]:
    """Return the seconds of the processor that work takes, and what it returns."""
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


if __name__ == "__main__":
    main()
