"""Mutation check: change one comparison, sign or number at a time; the module's tests must fail.

    python tests/mutate.py                                 all modules of analysis
    python tests/mutate.py analysis/progress/pace.py ...   these modules of ehealth_stats, or those of a folder
    python tests/mutate.py analysis/progress/pace.py:57    this line of a module

Prints the mutants that survive, each with its line, and how many were killed. Some can't be told from the module by any
test, since what it gives is the same: equivalent_mutants.csv lists these with the reason. Exits 1 when one survives
that is not listed, or one is listed that does not survive.
Nothing on disk is changed: the tests are collected once, and a process of its own for each mutant gets the changed
function in place of its own; what runs on import is compiled in place of its module. The tests that enter the function
are run, those that noticed the most mutants before first, then those that enter the least else, until one fails or as
many seconds of them are done as MOST says.
"""

import ast
import atexit
import csv
import functools
import gc
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType
from typing import IO

import numpy
import pandas
import pytest
from hypothesis import Phase, settings
from mutants import Mutant, first_line, functions, mutants

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "ehealth_stats"
TOTALS = ("test_bounds.py", "test_totals.py", "test_inventory.py")
PACE = ("test_pace.py",)
PROGRESS = ("test_targets.py", "test_levels.py", "test_published.py", "test_progress.py", "test_pace.py")
READINGS = ("test_baselines.py", "test_progress.py", "test_targets.py", "test_complete.py", "test_follow_up.py")
RECONCILE = ("test_reconcile_tables.py", "test_reconcile.py", "test_reconcile_rules.py", "test_reconcile_checks.py")
FINDINGS = ("test_findings.py",)
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
}
# What is checked on request only -> where the tests stand that must notice.
ON_REQUEST: dict[str, tuple[str, ...]] = {
    "ingestion": ("ingestion", "cases", "test_danish.py"),
    "codelists": ("codelists", "cases", "recipes", "test_danish.py"),
    "languages": ("languages", "ingestion", "cases", "test_danish.py"),
    "schema": ("schema", "recipes", "cases"),
}
LISTED = ROOT / "tests" / "equivalent_mutants.csv"
# Seconds of tests that are run for a mutant, and bytes that it may take.
MOST = 60
MEMORY = 6 << 30
# Imported before the processes part, which saves each of them a second.
PRELOADED = (numpy, pandas)

# What the processes tell, a line each: the tests that failed, what each test enters, the mutants that survive.
FAILED, ENTERED, SURVIVED = (tempfile.TemporaryFile() for _ in range(3))  # noqa: SIM115 (open until the end)
for file in (FAILED, ENTERED, SURVIVED):
    atexit.register(file.close)


Places = set[tuple[str, int]]


def _tell(file: IO[bytes], line: str) -> None:
    os.lseek(file.fileno(), 0, os.SEEK_END)
    os.write(file.fileno(), f"{line}\n".encode())


def _told(file: IO[bytes]) -> list[str]:
    return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0).decode().splitlines()


def _marked(path: Path) -> ast.Module:
    """Return the tree of a module whose functions say that they are entered."""
    tree = ast.parse(path.read_text("utf-8"))
    for function in functions(tree):
        said = f"__import__('sys').modules['mutate_entered'].add({(str(path), first_line(function))!r})"
        function.body.insert(int(ast.get_docstring(function) is not None), ast.parse(said).body[0])
    return tree


class _Entering:
    """Tells which functions each test enters; for what a cache gives, also those that made it."""

    def __init__(self) -> None:
        self.entered, self.shared = Places(), dict[Path, Places]()
        sys.modules["mutate_entered"] = self  # type: ignore[assignment]
        self.cache = functools.lru_cache
        functools.cache = functools.lru_cache = self.cached  # type: ignore[assignment]

    def add(self, place: tuple[str, int]) -> None:
        self.entered.add(place)

    def kept(self, kept: dict, key: object, make: Callable[[], object]) -> object:
        """Return what is kept under a key, else make it; what it took to make it counts as entered each time."""
        if key not in kept:
            outer, self.entered = self.entered, Places()
            try:
                kept[key] = make(), self.entered
            finally:
                self.entered = outer | self.entered
        made, entered = kept[key]
        self.entered |= entered
        return made

    def cached(self, function: Callable | int | None = 128, *, maxsize: int | None = 128, typed: bool = False):
        """Stand for `functools.cache` and `lru_cache`."""
        if not callable(function):
            return functools.partial(self.cached, maxsize=maxsize, typed=typed)
        if not function.__module__.startswith("ehealth_stats."):
            return self.cache(maxsize, typed)(function)
        kept: dict = {}

        @functools.wraps(function)
        def known(*args: object, **kwargs: object) -> object:
            return self.kept(kept, (args, tuple(kwargs.items())), lambda: function(*args, **kwargs))

        return known

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self):
        done = yield
        self.tell("", 0)
        from ehealth_stats.codelists.lists import CodeLists

        kept: dict = {}
        CodeLists.known = lambda lists, key, make: self.kept(kept, (id(lists), key), make)
        return done

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest):
        made = yield
        if fixturedef.scope == "module":  # whatever the first test of a file sets up, the others use too
            self.shared.setdefault(request.path, Places()).update(self.entered)
        return made

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item):
        self.entered = Places()
        start = time.process_time()
        done = yield
        self.entered |= self.shared.get(item.path, Places())
        self.tell(item.nodeid, time.process_time() - start)
        return done

    def tell(self, test: str, seconds: float) -> None:
        _tell(ENTERED, json.dumps([test, seconds, sorted(self.entered)]))


@dataclass(frozen=True, slots=True)
class Test:
    """A test, how long it takes, and the functions that it enters: their files and first lines."""

    name: str
    seconds: float
    entered: frozenset[tuple[str, int]]


def _tests_of(mutant: Mutant, tests: Sequence[Test]) -> list[Test]:
    """Return the tests that can notice a mutant, those first that are likely to, for as many seconds as MOST says."""
    place = (str(mutant.path), mutant.function)
    near = [t for t in tests if place in t.entered or (not mutant.function and place[0] in dict(t.entered))]
    times = Counter(_told(FAILED))
    near.sort(key=lambda test: (-times[test.name], len(test.entered)))
    chosen, seconds = list[Test](), 0.0
    for test in near:
        seconds += test.seconds
        if chosen and seconds > MOST:
            break
        chosen.append(test)
    return chosen


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


def _replace(mutant: Mutant) -> None:
    """Give the functions of an imported module the code that they have in the mutant."""
    new = {(code.co_firstlineno, code.co_qualname): code for code in _codes(_compiled(mutant.path, mutant.tree))}
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and function.__code__.co_filename == str(mutant.path):
            old = function.__code__
            function.__code__ = new.get((old.co_firstlineno, old.co_qualname), old)


class _Mutants:
    """Runs the tests of one mutant after another, each in a process of its own, and tells which survive."""

    def __init__(self, waiting: Sequence[tuple[int, Mutant]], tests: Sequence[Test], *, imported: bool = False) -> None:
        self.waiting, self.tests, self.imported = list(waiting), tests, imported

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
        items, running = {item.nodeid: item for item in session.items}, dict[int, tuple[int, str]]()
        while self.waiting or running:
            while self.waiting and len(running) < (os.cpu_count() or 1):
                number, mutant = self.waiting.pop(0)
                folder = tempfile.mkdtemp()
                child = os.fork()
                if not child:
                    self.run(mutant, items, folder)
                running[child] = number, folder
            child, status = os.wait()
            number, folder = running.pop(child)
            shutil.rmtree(folder, ignore_errors=True)
            if not status:
                _tell(SURVIVED, str(number))
        return True

    def run(self, mutant: Mutant, items: dict[str, pytest.Item], folder: str) -> None:
        """Run the tests of a mutant, and end with 0 if none fails."""
        tests = _tests_of(mutant, [test for test in self.tests if test.name in items])
        # of computing time: on a busy machine the hour says nothing
        signal.setitimer(signal.ITIMER_PROF, 20 + 5 * sum(test.seconds for test in tests))
        resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
        os.environ["PYTEST_DEBUG_TEMPROOT"] = os.environ["TMPDIR"] = tempfile.tempdir = folder
        if not self.imported:
            _replace(mutant)
        for test in tests:
            item = items[test.name]
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
        os._exit(0)


def _start(files: Sequence[Path], plugin: object, importer: _Importer | None = None) -> int:
    """Collect tests in a child process, let a plugin run them, and return the exit code."""
    if child := os.fork():
        return os.waitpid(child, 0)[1]
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    sys.dont_write_bytecode = True
    if importer:
        sys.meta_path.insert(0, importer)
    options = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", "--assert=plain", "--rootdir", str(ROOT)]
    os._exit(int(pytest.main([*options, *map(str, files)], plugins=[plugin])))


def tests_of(module: str) -> list[Path]:
    """Return the files and folders of tests that must notice a change to a module."""
    named = TESTS.get(module) or ON_REQUEST[module.partition("/")[0]]
    return [path for name in named for path in (ROOT / "tests").rglob(name)]


def entered(modules: Sequence[str]) -> list[Test]:
    """Run the tests of modules as they are, and return what each of them enters; the first stands for the import."""
    files = {path: None for module in modules for path in (PACKAGE / module, *tests_of(module))}
    if _start(list(files), _Entering(), _Importer({PACKAGE / module: _marked(PACKAGE / module) for module in modules})):
        sys.exit("the tests fail without any change")
    told = map(json.loads, _told(ENTERED))
    return [Test(name, seconds, frozenset(map(tuple, places))) for name, seconds, places in told]


def survivors(module: str, chosen: Sequence[Mutant], tests: Sequence[Test]) -> Iterator[Mutant]:
    """Yield the mutants of a module that no test notices."""
    files, (imported, *tests) = [PACKAGE / module, *tests_of(module)], tests
    os.ftruncate(SURVIVED.fileno(), 0)
    on_import = dict[int, Mutant](), dict[int, Mutant]()
    for number, mutant in enumerate(chosen):
        early = not mutant.function or (str(mutant.path), mutant.function) in imported.entered
        on_import[early][number] = mutant
    if on_import[False]:
        _start(files, _Mutants(list(on_import[False].items()), tests))
    for number, mutant in on_import[True].items():
        _start(files, _Mutants([(number, mutant)], tests, imported=True), _Importer({mutant.path: mutant.tree}))
    yield from (chosen[int(number)] for number in _told(SURVIVED))


def equivalents(module: str) -> Counter[str]:
    """Return how often each change of a module is listed as one that changes nothing."""
    with LISTED.open(encoding="utf-8", newline="") as file:
        return Counter(row["change"] for row in csv.DictReader(file) if row["module"] == module)


def check(place: str, tests: Sequence[Test]) -> tuple[int, int]:
    """Check a module or line, print what is not explained, and return how many mutants it has and how many of those."""
    module, _, line = place.partition(":")
    chosen = [mutant for mutant in mutants(PACKAGE / module) if line in ("", str(mutant.line))]
    listed = equivalents(module)
    alive, wrong = 0, 0
    for mutant in survivors(module, chosen, tests):
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
    tests = entered([place.partition(":")[0] for place in chosen])
    counts = [check(place, tests) for place in chosen]
    wrong = sum(left for _, left in counts)
    print(f"{sum(n for n, _ in counts)} mutants, {wrong} not explained")
    return int(wrong > 0)


def _modules(place: str) -> list[str]:
    """Return a module or line as it is, and the modules of a folder."""
    folder = PACKAGE / place
    return [str(path.relative_to(PACKAGE)) for path in sorted(folder.rglob("*.py"))] if folder.is_dir() else [place]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
