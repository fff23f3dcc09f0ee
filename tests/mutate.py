"""Mutation check: change one comparison, sign or number at a time; the module's tests must fail.

    python tests/mutate.py                                 all modules of analysis
    python tests/mutate.py analysis/progress/pace.py ...   these modules of ehealth_stats, or those of a folder
    python tests/mutate.py analysis/progress/pace.py:57    this line of a module

Prints the mutants that survive, each with its line, and how many were killed. Some can't be told from the module by any
test, since what it gives is the same: equivalent_mutants.csv lists these with the reason. Exits 1 when one survives
that is not listed, or one is listed that does not survive.
Nothing on disk is changed. The tests are run once as they are, to see which of them enters which statement. Then they
are collected once, and a process of its own for each mutant gets the changed function or constant in place of its own;
what survives and is needed on import is tried once more with the changed module imported in place of its own.
The tests that enter the statement are run, or those that read the constant, the cheapest first for how often they
noticed a mutant and how many of their function have been run, until one fails or as many seconds of them are done as
MOST says. What modules keep is kept from one mutant to the next where they import nothing of what is changed.
"""

import ast
import atexit
import contextlib
import csv
import functools
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import itertools
import json
import multiprocessing
import os
import resource
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import CodeType, FunctionType
from typing import IO

import numpy
import pandas
import pytest
from entering import Entering, Place, is_ours
from house import importers, reached
from hypothesis import Phase, settings
from mutants import Mutant, is_read_on_import, mutants, readers

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "ehealth_stats"
TOTALS = ("test_bounds.py", "test_totals.py", "test_inventory.py")
PACE = ("test_pace.py",)
PROGRESS = ("test_targets.py", "test_levels.py", "test_published.py", "test_progress.py", "test_pace.py")
READINGS = ("test_baselines.py", "test_progress.py", "test_targets.py", "test_complete.py", "test_follow_up.py")
RECONCILE = ("test_reconcile_tables.py", "test_reconcile.py", "test_reconcile_rules.py", "test_reconcile_checks.py")
FINDINGS = ("test_findings.py",)
STATISTICS = ("test_documents_statistics.py", "test_statistics_in_full.py", "test_signs.py")
WORKBOOK = ("test_documents_workbook.py", "test_formatted_numbers.py", "test_what_is_drawn.py")
PAGES = ("test_documents_pdf.py", "test_columns_of_a_page.py", "test_raised_marks.py", "test_what_is_drawn.py")
WORD = ("test_documents_word.py", "test_covered_cells.py", "test_raised_marks.py", "test_what_is_drawn.py")
TEXTS = ("test_documents.py", "test_line_breaks.py")
COLUMNS = ("test_cells_of_columns.py", "test_header_units.py", "test_units_of_headers.py", "test_row_areas.py",
           "test_plain_numbers.py", "test_legends.py", "test_figures_of_tables.py", "test_areas_of_cells.py",
           "test_signs.py", "test_columns_decide.py", "test_units_of_tables.py")  # fmt: skip
ENTRIES = ("test_tables.py", "test_table_rows.py", "test_lists_by_area.py", "test_columns_decide.py",
           "test_areas_of_cells.py", "test_signs.py", "test_units_of_tables.py",
           "test_all_of_the_scope.py")  # fmt: skip
LAYOUT = ("test_documents.py", "test_documents_workbook.py", "test_columns_decide.py", "test_covered_cells.py",
          "test_statistics_in_full.py", "test_sdmx_elsewhere.py", "test_documents_statistics.py",
          "test_line_breaks.py", "test_frames_are_refused.py")  # fmt: skip
RECIPES = ("test_audit.py", "test_ingest.py", "test_lists_by_area.py", "test_mistakes.py", "test_participants.py",
           "test_passages.py", "test_said.py", "test_tables.py")  # fmt: skip
# module -> the tests that must notice; its own examples are run too.
TESTS: dict[str, tuple[str, ...]] = {
    "analysis/bounds/cells.py": TOTALS,
    "analysis/bounds/intervals.py": TOTALS,
    "analysis/bounds/narrowing.py": TOTALS,
    "analysis/bounds/tree.py": TOTALS,
    "analysis/inventory.py": ("test_inventory.py",),
    "analysis/totals.py": (*TOTALS, "test_complete.py"),
    "analysis/complete.py": ("test_complete.py",),
    "analysis/days.py": ("test_days.py", "test_progress.py"),
    "analysis/frames.py": ("test_evaluation.py", "test_follow_up.py"),
    "analysis/programme_totals.py": ("test_evaluation.py", "test_inventory.py"),
    "analysis/evaluation.py": ("test_evaluation.py", "test_trace.py"),
    "analysis/progress/baselines.py": (*READINGS, "test_levels.py"),
    "analysis/progress/goals.py": PROGRESS,
    "analysis/progress/pace.py": (*PACE, "test_baselines.py", "test_levels.py"),
    "analysis/progress/readings.py": READINGS,
    "analysis/progress/status.py": PROGRESS,
    "analysis/progress/table.py": (*PROGRESS, "test_baselines.py", "test_complete.py"),
    "analysis/progress/target_file.py": READINGS,
    "analysis/progress/verdict.py": (*PROGRESS, "test_baselines.py"),
    "analysis/reconcile/__init__.py": RECONCILE,
    "analysis/reconcile/areas.py": RECONCILE,
    "analysis/reconcile/candidates.py": RECONCILE,
    "analysis/reconcile/comparison.py": RECONCILE,
    "analysis/reconcile/parts.py": RECONCILE,
    "analysis/reconcile/shares.py": RECONCILE,
    "analysis/reconcile/sources.py": RECONCILE,
    "analysis/findings/contradictions.py": FINDINGS,
    "analysis/findings/facts.py": (*FINDINGS, "test_facts.py"),
    "analysis/findings/finding.py": (*FINDINGS, "test_facts.py"),
    "analysis/findings/follow_up.py": (*FINDINGS, "test_follow_up.py"),
    "analysis/findings/gaps.py": (*FINDINGS, "test_gaps.py"),
    "analysis/findings/table.py": FINDINGS,
    "analysis/findings/targets.py": ("test_target_findings.py", *FINDINGS),
    "analysis/claims/__init__.py": ("test_claims.py",),
    "analysis/claims/measures.py": ("test_claims.py",),
    "analysis/claims/rules.py": ("test_claims.py",),
    "analysis/costs.py": ("test_budgets.py",),
    "analysis/budgets.py": ("test_budgets.py",),
    "analysis/harmonise.py": ("test_harmonise.py",),
    "analysis/rates.py": ("test_rates.py",),
    "ingestion/documents/values.py": ("test_values.py", "test_formatted_numbers.py", "test_number_formats.py"),
    "ingestion/documents/formats/chart.py": ("test_what_is_drawn.py", "test_documents_slides.py"),
    "ingestion/documents/formats/css.py": ("test_styles_of_pages.py",),
    "ingestion/documents/formats/delimited.py": ("test_documents_delimited.py",),
    "ingestion/documents/formats/html.py": ("test_documents_pages.py", *TEXTS),
    "ingestion/documents/formats/json_stat.py": STATISTICS,
    "ingestion/documents/formats/drawings.py": ("test_what_is_drawn.py", "test_documents_drawn.py"),
    "ingestion/documents/formats/mail.py": ("test_documents_mail.py",),
    "ingestion/documents/formats/number_formats.py": ("test_number_formats.py", "test_formatted_numbers.py"),
    "ingestion/documents/formats/pdf/columns.py": PAGES,
    "ingestion/documents/formats/pdf/glyphs.py": PAGES,
    "ingestion/documents/formats/pdf/lines.py": PAGES,
    "ingestion/documents/formats/pdf/model.py": PAGES,
    "ingestion/documents/formats/pdf/ocr.py": ("test_documents_scanned.py",),
    "ingestion/documents/formats/pdf/pages.py": PAGES,
    "ingestion/documents/formats/pdf/read.py": (*PAGES, "test_documents_scanned.py"),
    "ingestion/documents/formats/pdf/room.py": PAGES,
    "ingestion/documents/formats/pdf/stitch.py": PAGES,
    "ingestion/documents/formats/pdf/turned.py": PAGES,
    "ingestion/documents/formats/picture.py": ("test_documents_scanned.py",),
    "ingestion/documents/formats/plain_text.py": ("test_documents_text.py",),
    "ingestion/documents/formats/px.py": STATISTICS,
    "ingestion/documents/formats/word.py": WORD,
    "ingestion/documents/formats/word_runs.py": WORD,
    "ingestion/documents/formats/workbook/annotations.py": WORKBOOK,
    "ingestion/documents/formats/workbook/excel_97.py": (*WORKBOOK, "test_looks_of_old_workbooks.py"),
    "ingestion/documents/formats/workbook/looks.py": (*WORKBOOK, "test_raised_marks.py"),
    "ingestion/documents/formats/workbook/opendocument.py": (*WORKBOOK, "test_what_is_drawn_in_opendocument.py"),
    "ingestion/documents/formats/workbook/read.py": (*WORKBOOK, "test_errors_of_workbooks.py"),
    "ingestion/documents/intake/encoding.py": ("test_documents_encoding.py",),
    "ingestion/documents/intake/package.py": ("test_packages.py", "test_documents_hostile.py"),
    "ingestion/documents/intake/received.py": ("test_packages.py", "test_documents.py"),
    "ingestion/documents/intake/sheet_size.py": ("test_sheet_size.py",),
    "ingestion/denominators.py": ("test_denominators.py",),
}
# What is checked on request only -> where the tests stand that must notice.
ON_REQUEST: dict[str, tuple[str, ...]] = {
    "ingestion": ("ingestion", "cases", "test_danish.py"),
    "ingestion/documents": ("documents", "cases"),
    "ingestion/documents/layout": LAYOUT,
    "ingestion/documents/formats/office": ("test_documents_slides.py", "test_documents_opendocument.py"),
    "ingestion/documents/intake": (
        "test_formats.py",
        "test_documents.py",
        "test_documents_encoding.py",
        "test_documents_hostile.py",
    ),
    "ingestion/drafts": ("drafts",),
    "ingestion/figures": ("figures", "test_words_in_sentences.py"),
    "ingestion/figures/exclusions": ("test_exclusion_rules.py", "test_quantities_exclusions.py", "test_phrases.py"),
    "ingestion/figures/of_document": COLUMNS,
    "ingestion/privacy": ("privacy",),
    "ingestion/recipes": RECIPES,
    "ingestion/recipes/table": ENTRIES,
    "ingestion/text": ("figures", "languages", "test_periods.py"),
    "codelists": ("codelists", "cases", "recipes", "test_danish.py"),
    "languages": ("languages", "figures"),
    "schema": ("schema", "recipes", "cases"),
}
LISTED = ROOT / "tests" / "equivalent_mutants.csv"
# Seconds of tests that are run for a mutant, and bytes that it may take.
MOST = 5
MEMORY = 6 << 30
# Imported before the processes part, which saves each of them a second.
PRELOADED = (numpy, pandas)

# What the processes tell, a line each: the tests that failed, what each test enters.
FAILED, ENTERED = (tempfile.TemporaryFile() for _ in range(2))  # noqa: SIM115 (open until the end)
for file in (FAILED, ENTERED):
    atexit.register(file.close)


def _tell(file: IO[bytes], line: str) -> None:
    os.lseek(file.fileno(), 0, os.SEEK_END)
    os.write(file.fileno(), f"{line}\n".encode())


def _told(file: IO[bytes]) -> list[str]:
    return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0).decode().splitlines()


@dataclass(frozen=True, slots=True)
class Test:
    """A test, how long it takes, and the statements that it enters: their files and first lines."""

    name: str
    seconds: float
    entered: frozenset[Place]

    @property
    def file(self) -> str:
        """The file that it stands in."""
        return self.name.partition("::")[0]


def _tests_of(mutant: Mutant, tests: Sequence[Test]) -> list[Test]:
    """Return the tests that can notice a mutant, the cheapest first, for as many seconds as MOST says."""
    place = (str(mutant.path), mutant.statement)
    near, asked = [test for test in tests if place in test.entered], {place}
    if not mutant.statement:  # a constant may be all of a module that a test asks for
        files = {test.file for test in tests if place[0] in dict(test.entered)}
        near = [test for test in tests if test.file in files]
        asked = {(place[0], line) for line in readers(mutant.path, mutant.line)}
    times = Counter(_told(FAILED))
    near.sort(key=lambda test: (asked.isdisjoint(test.entered), test.seconds / (1 + times[test.name])))
    # lines of one function test alike: the second is half as likely to notice what the first did not
    rank = {test.name: n for lines in _by_function(near) for n, test in enumerate(lines, start=1)}
    near.sort(
        key=lambda test: (asked.isdisjoint(test.entered), test.seconds * rank[test.name] / (1 + times[test.name]))
    )
    spent = itertools.accumulate(test.seconds for test in near)
    return [test for n, (test, seconds) in enumerate(zip(near, spent, strict=True)) if not n or seconds < MOST]


def _by_function(tests: Sequence[Test]) -> Iterable[list[Test]]:
    """Return the tests of each function, in the order in which they stand."""
    found: dict[str, list[Test]] = {}
    for test in tests:
        found.setdefault(test.name.partition("[")[0], []).append(test)
    return found.values()


class _Importer(importlib.abc.MetaPathFinder):
    """Imports changed trees wherever their modules are asked for."""

    def __init__(self, trees: dict[Path, ast.Module]) -> None:
        self.changed = {_name(path): (path, tree) for path, tree in trees.items()}

    def find_spec(self, fullname, path, target=None):
        if fullname not in self.changed:
            return None
        file, tree = self.changed[fullname]
        inside = [str(file.parent)] if file.stem == "__init__" else None
        loader = _Loader(fullname, str(file))
        loader.tree = tree
        return importlib.util.spec_from_file_location(fullname, file, loader=loader, submodule_search_locations=inside)


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a tree in place of what its file says."""

    tree: ast.Module

    def get_code(self, fullname):
        return _compiled(Path(self.path), self.tree)


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")


def _compiled(path: Path, tree: ast.Module) -> CodeType:
    return compile(ast.fix_missing_locations(tree), str(path), "exec")


def _codes(code: CodeType) -> Iterator[CodeType]:
    """Yield a code and all that stand inside it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _codes(inner)


class _Mutants:
    """Runs the tests of one mutant after another, each in a process of its own, and tells which survive."""

    def __init__(self, tests: Sequence[Test], asked: Connection, asking: Connection) -> None:
        self.tests, self.asked, self.asking = tests, asked, asking

    def pytest_collection(self) -> None:
        # A failure is all that is wanted, not the smallest example of it.
        phases = (Phase.explicit, Phase.generate)
        settings.register_profile("mutate", max_examples=40, deadline=None, derandomize=True, phases=phases)
        settings.load_profile("mutate")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            _tell(FAILED, report.nodeid)
            os._exit(1)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.items = {item.nodeid: item for item in session.items}
        self.tests = [test for test in self.tests if test.name in self.items]
        objects = gc.get_objects()
        self.caches = [each for each in objects if isinstance(each, functools._lru_cache_wrapper) and is_ours(each)]
        self.functions = [each for each in objects if isinstance(each, FunctionType)]
        del objects
        self.asking.close()  # the end that the other process has: once that is closed, nothing is asked for
        with contextlib.suppress(EOFError):
            while chosen := self.asked.recv():
                self.asked.send(list(self.survivors(chosen)))
        return True

    def warm(self, path: Path) -> None:
        """Run one test in twenty, so that what modules keep is there, and forget what a module has to do with."""
        for test in self.tests[::20]:
            item = self.items[test.name]
            again = isinstance(item, pytest.Function)  # an example can be run once
            if again and not any(name.startswith("tmp_path") for name in item.fixturenames):
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        _forget(self.caches, _importing(path))
        gc.collect()
        gc.freeze()

    def survivors(self, chosen: Sequence[Mutant]) -> Iterator[int]:
        """Yield the places of the mutants that no test notices."""
        self.warm(chosen[0].path)
        waiting, running = list(enumerate(chosen)), dict[int, tuple[int, str]]()
        while waiting or running:
            while waiting and len(running) < len(os.sched_getaffinity(0)):
                number, mutant = waiting.pop(0)
                folder = tempfile.mkdtemp()
                child = os.fork()
                if not child:
                    self.part(mutant, folder)
                running[child] = number, folder
            child, status = os.wait()
            number, folder = running.pop(child)
            shutil.rmtree(folder, ignore_errors=True)
            if not status:
                yield number

    def part(self, mutant: Mutant, folder: str) -> None:
        """Change what is imported into a mutant, and run its tests."""
        os.environ["PYTEST_DEBUG_TEMPROOT"] = os.environ["TMPDIR"] = tempfile.tempdir = folder
        try:
            _replace(mutant, self.functions)
        except (TypeError, ValueError, OverflowError):  # a constant that can't be computed: no import would go on
            os._exit(1)
        except Exception:  # what can't be changed in place is not noticed
            os._exit(0)
        _run(mutant, self.tests, self.items)


class _Imported(_Mutants):
    """Runs the tests of one mutant whose changed module is imported."""

    def __init__(self, mutant: Mutant, tests: Sequence[Test]) -> None:
        self.mutant, self.tests = mutant, tests

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        _run(self.mutant, self.tests, {item.nodeid: item for item in session.items})
        return True


def _run(mutant: Mutant, tests: Sequence[Test], items: dict[str, pytest.Item]) -> None:
    """Run the tests of a mutant, and end with 0 if none fails."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    for test in _tests_of(mutant, tests):
        # of computing time: on a busy machine the hour says nothing; but what waits for good takes none
        signal.setitimer(signal.ITIMER_PROF, 5 + 5 * test.seconds)
        signal.setitimer(signal.ITIMER_REAL, 20 * (5 + 5 * test.seconds))
        item = items[test.name]
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
    os._exit(0)


def _importing(path: Path) -> set[str]:
    """Return a module and those that import it, at first or at second hand."""
    name = _name(path)
    return {name, *reached(name, importers())}


def _forget(caches: Sequence, modules: set[str]) -> None:
    """Forget what functions of some modules, and of tests, keep."""
    from ehealth_stats.codelists.lists import shipped

    for cache in caches:
        if cache.__module__ in modules or not cache.__module__.startswith("ehealth_stats."):
            cache.cache_clear()
    known = shipped()._known
    for key in [key for key in known if getattr(key[0], "__module__", None) in {None, *modules}]:
        del known[key]


def _replace(mutant: Mutant, functions: Sequence[FunctionType]) -> None:
    """Give the functions of an imported module the code that they have in the mutant, or its constant the value."""
    tree = mutant.tree()
    if not mutant.statement:
        changed = [each for each in tree.body if each.lineno <= mutant.line <= (each.end_lineno or 0)]
        if isinstance(changed[0], ast.Assign | ast.AnnAssign):
            exec(_compiled(mutant.path, ast.Module(changed, [])), vars(sys.modules[_name(mutant.path)]))
        return
    new = {(code.co_firstlineno, code.co_qualname): code for code in _codes(_compiled(mutant.path, tree))}
    for function in functions:
        old = function.__code__
        if old.co_filename == str(mutant.path):
            function.__code__ = new.get((old.co_firstlineno, old.co_qualname), old)


def _start(files: Sequence[Path | str], plugin: object, trees: dict[Path, ast.Module] | None = None) -> int:
    """Collect tests in a process of its own in which a plugin runs them, and return the number of the process."""
    if child := os.fork():
        return child
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    sys.dont_write_bytecode = True
    if trees:
        sys.meta_path.insert(0, _Importer(trees))
    options = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain", "--rootdir", str(ROOT)]
    os._exit(int(pytest.main([*options, *map(str, files)], plugins=[plugin])))


def _status(child: int) -> int:
    return os.waitpid(child, 0)[1]


def tests_of(module: str) -> list[Path]:
    """Return the files and folders of tests that must notice a change to a module."""
    folders = [folder for folder in ON_REQUEST if module.startswith(f"{folder}/")]
    named = TESTS.get(module) or ON_REQUEST[max(folders, key=len)]
    return [path for name in named for path in (ROOT / "tests").rglob(name)]


def entered(modules: Sequence[str], files: Sequence[Path]) -> list[Test]:
    """Run the tests of modules as they are, and return what each of them enters; the first stands for the import."""
    plugin = Entering([PACKAGE / module for module in modules], functools.partial(_tell, ENTERED))
    if _status(_start(files, plugin, plugin.trees)):
        sys.exit("the tests fail without any change")
    told = map(json.loads, _told(ENTERED))
    return [Test(name, seconds, frozenset(plugin.places[n] for n in numbers)) for name, seconds, numbers in told]


class Checker:
    """Tells which mutants no test notices."""

    def __init__(self, modules: Sequence[str]) -> None:
        files = list(dict.fromkeys(path for module in modules for path in (PACKAGE / module, *tests_of(module))))
        self.imported, *self.tests = entered(modules, files)
        self.ask, asked = multiprocessing.Pipe()
        _start(files, _Mutants(self.tests, asked, self.ask))
        asked.close()

    def survivors(self, chosen: Sequence[Mutant]) -> Iterator[Mutant]:
        """Yield the mutants of a module that survive."""
        if not chosen:
            return
        self.ask.send(chosen)
        for number in self.ask.recv():
            mutant = chosen[number]
            if not self.is_early(mutant) or self.survives_import(mutant):
                yield mutant

    def is_early(self, mutant: Mutant) -> bool:
        """Tell whether what is changed may be needed on import."""
        if not mutant.statement:
            return is_read_on_import(mutant.path, mutant.line)
        return (str(mutant.path), mutant.statement) in self.imported.entered

    def survives_import(self, mutant: Mutant) -> bool:
        """Tell whether no test notices a mutant that is imported in place of its module."""
        tests = _tests_of(mutant, self.tests)
        files = dict.fromkeys(test.file for test in tests)
        return not tests or not _status(_start(list(files), _Imported(mutant, tests), {mutant.path: mutant.tree()}))


def equivalents(module: str) -> Counter[str]:
    """Return how often each change of a module is listed as one that changes nothing."""
    with LISTED.open(encoding="utf-8", newline="") as file:
        return Counter(row["change"] for row in csv.DictReader(file) if row["module"] == module)


def check(place: str, checker: Checker) -> tuple[int, int]:
    """Check a module or line, print what is not explained, and return how many mutants it has and how many of those."""
    module, _, line = place.partition(":")
    chosen = [mutant for mutant in mutants(PACKAGE / module) if line in ("", str(mutant.line))]
    listed = equivalents(module)
    alive, wrong = 0, 0
    for mutant in checker.survivors(chosen):
        alive += 1
        listed[mutant.change] -= 1
        if listed[mutant.change] < 0:
            wrong += 1
            print(f"{module}:{mutant.line}: {mutant.change}", flush=True)
    for change in () if line else (+listed).elements():
        print(f"{module}: listed as equivalent, and noticed or not there: {change}", flush=True)
    print(f"{place}: {len(chosen)} mutants, {len(chosen) - alive} killed, {alive - wrong} equivalent", flush=True)
    return len(chosen), wrong + (0 if line else (+listed).total())


def main(places: Sequence[str]) -> int:
    """Check modules, folders or lines of modules and print what survives."""
    os.chdir(ROOT)
    chosen = [place for name in places for place in _modules(name)] or list(TESTS)
    checker = Checker(list(dict.fromkeys(place.partition(":")[0] for place in chosen)))
    counts = [check(place, checker) for place in chosen]
    wrong = sum(left for _, left in counts)
    print(f"{sum(n for n, _ in counts)} mutants, {wrong} not explained")
    return int(wrong > 0)


def _modules(place: str) -> list[str]:
    """Return a module or line as it is, and the modules of a folder."""
    folder = PACKAGE / place
    return [str(path.relative_to(PACKAGE)) for path in sorted(folder.rglob("*.py"))] if folder.is_dir() else [place]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
