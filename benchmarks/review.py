"""A review -> how long until it is shown, what a click costs the kernel and the browser, what an original takes.

Seconds of the processor in the kernel, so that what else the machine does at the time counts little; in the browser
those of the clock, and its longest tasks, in headless Chromium. The originals are reviewed from a draft to the last
figure by the clicks and keys of tests/review/clicks.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import ehealth_stats as es
from ehealth_stats.ingestion import read_document
from ehealth_stats.reviewing.lab import notebook_of
from ehealth_stats.reviewing.widget import ReviewWidget

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "review")]

from browser import CHROMIUM, Page, open_browser, open_lab, wait  # noqa: E402
from hand import Hand  # noqa: E402

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


READY = "window.jupyterapp?.shell?.currentWidget?.context?.sessionContext?.session?.kernel?.status === 'idle'"
RUN = "void window.jupyterapp.commands.execute('runmenu:run-all')"
SHOWN = "!!document.querySelector('.es-review .panel .keep')"
# What the browser does without a break, where it is more than 50 ms.
WATCH = """window.tasks = []; new PerformanceObserver((list) => {
  window.tasks.push(...list.getEntries().map((each) => each.duration));
}).observe({ type: "longtask" });"""
PAINTED = "new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(true))))"


def main() -> None:
    """Write a plan of as many pages as asked, open its review, and click through some of its figures."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--pages", type=int, default=100, help="five figures stand on each")
    parser.add_argument("--clicks", type=int, default=40, help="of each kind")
    options = parser.parse_args()
    print(f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, "plan-2014")
        home.mkdir()
        (home / "recipe.toml").write_text(RECIPE, "utf-8")
        (home / "plan.txt").write_text(plan(options.pages), "utf-8")
        tell_kernel(home, options.pages, options.clicks)
        if CHROMIUM:
            tell_browser(home, options.clicks)
        else:
            print("no Chromium here: what the browser does is not measured")
        for script in sorted((ROOT / "tests" / "review" / "clicks").glob("*.txt")):
            tell_original(script, Path(folder))


def tell_kernel(home: Path, pages: int, clicks: int) -> None:
    """Print the processor seconds until a document is shown, and those of clicks."""
    read, _ = timed(lambda: read_document(home / "plan.txt"))
    shown, review = timed(lambda: es.review(home))
    print(f"{5 * pages} figures on {pages} pages: read {read:.2f} s, shown {shown - read:.2f} s later")
    for kind, took in click(review, clicks).items():
        print(f"{kind}: {statistics.median(took):.3f} s, at most {max(took):.3f} s")


def tell_browser(home: Path, clicks: int) -> None:
    """Print how long the browser is busy without a break when the document is shown, and at clicks."""
    root = home.parent
    (root / "plan.ipynb").write_text(notebook_of(home / "plan.txt", home), "utf-8")
    with open_lab(root) as lab, open_browser(root) as page:
        page.resize(1500, 1100)
        page.call("Emulation.setFocusEmulationEnabled", enabled=True)
        page.call("Page.navigate", url=f"{lab}/lab/tree/plan.ipynb?reset")
        wait(120, lambda: page.evaluate(f"document.title.startsWith('plan.ipynb') && {READY}"))
        page.evaluate(WATCH)
        page.call("Performance.enable", timeDomain="threadTicks")
        page.evaluate(RUN)
        wait(180, lambda: page.evaluate(SHOWN))
        page.evaluate(PAINTED)
        print(f"in the browser: longest task {longest(page):.0f} ms while it is drawn")
        for kind, key in (("the next open figure", "n"), ("kept or looked at", "Enter"), ("undone", "u")):
            took, busy, tasks = zip(*(pressed(page, key) for _ in range(min(clicks, 10))), strict=True)
            answered, work = statistics.median(took), statistics.median(busy)
            print(
                f"in the browser: {kind}: answered and painted after {answered:.2f} s, {work:.3f} s of its processor, "
                f"longest task {max(tasks):.0f} ms"
            )


def longest(page: Page) -> float:
    """Return the milliseconds of the longest task since it was last asked for."""
    return float(page.evaluate("Math.max(0, ...window.tasks.splice(0))"))


def busy_time(page: Page) -> float:
    """Return the processor seconds that the page has taken so far."""
    metrics = {each["name"]: each["value"] for each in page.call("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


def pressed(page: Page, key: str) -> tuple[float, float, float]:
    """Press a key in the document; return the seconds until the answer is painted, the work, and the longest task."""
    page.evaluate("document.querySelector('.es-review .w.selected, .es-review .page').focus()")
    answers = "document.querySelector('.es-review').dataset.answers"
    before, began, worked = page.evaluate(answers), time.perf_counter(), busy_time(page)
    page.press(key)
    wait(30, lambda: page.evaluate(f"{answers} !== {json.dumps(before)}"))
    page.evaluate(PAINTED)
    return time.perf_counter() - began, busy_time(page) - worked, longest(page)


def tell_original(script: Path, folder: Path) -> None:
    """Print what an original takes from its draft to the last figure, saved: clicks, keys, seconds of the processor."""
    home = folder / "originals" / script.stem
    shutil.copytree(ROOT / "data" / "raw" / script.stem, home, ignore=shutil.ignore_patterns("recipe.toml"))
    hand = Hand(home)
    took, _ = timed(lambda: hand.follow(script.read_text("utf-8")))
    hand.save()
    figures = hand.session.progress.figures
    print(f"{script.stem}: {figures} figures, {hand.clicks} clicks, {hand.keys} keys, {took:.0f} s")


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
