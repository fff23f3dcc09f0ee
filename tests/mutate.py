"""Mutation check: change one comparison, sign or number in analysis at a time; its tests must fail.

    python tests/mutate.py                        all modules below
    python tests/mutate.py progress/pace.py ...   these modules of ehealth_stats/analysis
    python tests/mutate.py progress/pace.py:57    this line of a module

Prints the mutants that survive, each with its line, and how many were killed. Some can't be told from the module by any
test, since what it gives is the same: equivalent_mutants.csv lists these with the reason. Exits 1 when one survives
that is not listed, or one is listed that does not survive.
Nothing on disk is changed: a mutant is compiled in place of its module, in a process of its own. The tests that enter
the changed function are run, those that noticed the most mutants before first, until one fails.
"""

import ast
import atexit
import copy
import csv
import importlib.abc
import importlib.util
import os
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO

import numpy
import pandas
import pandera
import pytest
from hypothesis import Phase, settings

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "ehealth_stats" / "analysis"
TOTALS = ("test_bounds.py", "test_totals.py", "test_inventory.py")
PACE = ("test_pace.py",)
PROGRESS = ("test_targets.py", "test_levels.py", "test_published.py", "test_progress.py", "test_pace.py")
READINGS = ("test_baselines.py", "test_progress.py", "test_targets.py", "test_complete.py", "test_follow_up.py")
RECONCILE = ("test_reconcile_tables.py", "test_reconcile.py", "test_reconcile_rules.py", "test_reconcile_checks.py")
FINDINGS = ("test_findings.py",)
# module below analysis/ -> the tests that must notice; its own examples are run too.
TESTS: dict[str, tuple[str, ...]] = {
    "bounds/cells.py": TOTALS,
    "bounds/intervals.py": TOTALS,
    "bounds/narrowing.py": TOTALS,
    "bounds/tree.py": TOTALS,
    "inventory.py": ("test_inventory.py",),
    "totals.py": (*TOTALS, "test_complete.py"),
    "complete.py": ("test_complete.py",),
    "days.py": ("test_days.py", "test_progress.py"),
    "frames.py": ("test_evaluation.py", "test_follow_up.py"),
    "programme_totals.py": ("test_evaluation.py", "test_inventory.py"),
    "evaluation.py": ("test_evaluation.py", "test_trace.py"),
    "progress/baselines.py": (*READINGS, "test_levels.py"),
    "progress/goals.py": PROGRESS,
    "progress/pace.py": (*PACE, "test_baselines.py", "test_levels.py"),
    "progress/readings.py": READINGS,
    "progress/status.py": PROGRESS,
    "progress/table.py": (*PROGRESS, "test_baselines.py", "test_complete.py"),
    "progress/target_file.py": READINGS,
    "progress/verdict.py": (*PROGRESS, "test_baselines.py"),
    "reconcile/__init__.py": RECONCILE,
    "reconcile/areas.py": RECONCILE,
    "reconcile/candidates.py": RECONCILE,
    "reconcile/comparison.py": RECONCILE,
    "reconcile/parts.py": RECONCILE,
    "reconcile/shares.py": RECONCILE,
    "reconcile/sources.py": RECONCILE,
    "findings/contradictions.py": FINDINGS,
    "findings/facts.py": (*FINDINGS, "test_facts.py"),
    "findings/finding.py": (*FINDINGS, "test_facts.py"),
    "findings/follow_up.py": (*FINDINGS, "test_follow_up.py"),
    "findings/gaps.py": (*FINDINGS, "test_gaps.py"),
    "findings/table.py": FINDINGS,
    "findings/targets.py": ("test_target_findings.py", *FINDINGS),
    "claims/__init__.py": ("test_claims.py",),
    "claims/measures.py": ("test_claims.py",),
    "claims/rules.py": ("test_claims.py",),
    "costs.py": ("test_budgets.py",),
    "budgets.py": ("test_budgets.py",),
    "harmonise.py": ("test_harmonise.py",),
    "rates.py": ("test_rates.py",),
}
LISTED = ROOT / "tests" / "equivalent_mutants.csv"
SECONDS = 240
# Imported before the processes part, which saves each of them a second.
PRELOADED = (numpy, pandas, pandera)

# The tests that failed and the functions that each test enters, a line each: the processes write them and share their
# place in them.
FAILED = tempfile.TemporaryFile()  # noqa: SIM115 (open until the end)
ENTERED = tempfile.TemporaryFile()  # noqa: SIM115 (open until the end)
for file in (FAILED, ENTERED):
    atexit.register(file.close)

SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any", "inf": "nan", "nan": "inf"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to one module."""

    path: Path
    line: int
    change: str
    tree: ast.Module
    # where the function begins that is changed, 0 outside of one
    function: int = 0


def mutants(path: Path) -> Iterator[Mutant]:
    """Yield every mutant of a module: the n-th changeable node changed, all else as it is."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = _not_run(tree)
    # defaults and decorators are computed on import
    within = {id(node): f.lineno for f in _functions(tree) for part in f.body for node in ast.walk(part)}
    for n, node in enumerate(ast.walk(tree)):
        if id(node) in skipped:
            continue
        for way in range(_ways(node)):
            changed = copy.deepcopy(tree)
            twin = list(ast.walk(changed))[n]
            before = ast.unparse(twin)
            _change(twin, way)
            line = getattr(node, "lineno", 0)
            yield Mutant(path, line, f"{before}  ->  {ast.unparse(twin)}", changed, within.get(id(node), 0))


def _functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """Return the functions and methods of a module, not those inside them."""
    owners = [tree, *(node for node in tree.body if isinstance(node, ast.ClassDef))]
    return [node for owner in owners for node in owner.body if isinstance(node, ast.FunctionDef)]


def _not_run(tree: ast.Module) -> set[int]:
    """Return the nodes that are annotations or decorators: a type or `slots=True` is no computation."""
    roots: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            roots.append(node.annotation)
        if isinstance(node, ast.FunctionDef):
            roots += [*node.decorator_list, *([node.returns] if node.returns else [])]
        if isinstance(node, ast.ClassDef):
            roots += node.decorator_list
    return {id(inner) for root in roots for inner in ast.walk(root)}


def _ways(node: ast.AST) -> int:
    """Count the ways to change a node."""
    if isinstance(node, ast.Compare):
        return len(node.ops)
    if isinstance(node, ast.BinOp | ast.BoolOp):
        return int(type(node.op) in SWAPS)
    if isinstance(node, ast.UnaryOp):
        return int(isinstance(node.op, ast.USub | ast.Not))
    if isinstance(node, ast.Constant):
        return int(isinstance(node.value, int | float) and not isinstance(node.value, bool))
    return int(isinstance(node, ast.Name) and node.id in CALLS and isinstance(node.ctx, ast.Load))


def _change(node: ast.AST, way: int) -> None:
    if isinstance(node, ast.Compare):
        node.ops[way] = SWAPS[type(node.ops[way])]()  # type: ignore[assignment]
    elif isinstance(node, ast.BinOp | ast.BoolOp):
        node.op = SWAPS[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.UnaryOp):
        node.op = ast.UAdd() if isinstance(node.op, ast.USub) else ast.Not()
        if isinstance(node.op, ast.Not):
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.Constant):
        node.value = node.value + (1 if isinstance(node.value, int) else 0.01)  # type: ignore[operator]
    elif isinstance(node, ast.Name):
        node.id = CALLS[node.id]


class _Importer(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports the mutant wherever its module is asked for."""

    def __init__(self, mutant: Mutant) -> None:
        parts = mutant.path.relative_to(ROOT / "src").with_suffix("").parts
        self.name, self.mutant = ".".join(parts).removesuffix(".__init__"), mutant

    def find_spec(self, fullname, path, target=None):
        if fullname == self.name:
            inside = [str(self.mutant.path.parent)] if self.mutant.path.stem == "__init__" else None
            return importlib.util.spec_from_file_location(
                fullname, self.mutant.path, loader=self, submodule_search_locations=inside
            )
        return None

    def exec_module(self, module):
        tree = ast.fix_missing_locations(self.mutant.tree)
        exec(compile(tree, str(self.mutant.path), "exec"), module.__dict__)


def _lines(file: IO[bytes]) -> list[str]:
    return os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0).decode().splitlines()


class _Entered:
    """Notes which functions of a module each test enters; what a cache holds is forgotten before each."""

    def __init__(self, path: Path) -> None:
        self.path, self.first = str(path), dict[int, int]()
        for f in _functions(ast.parse(path.read_text("utf-8"))):
            start = min(node.lineno for node in [f, *f.decorator_list])
            self.first |= dict.fromkeys(range(start, (f.end_lineno or start) + 1), f.lineno)
        self.entered, self.shared = set[int](), dict[Path, set[int]]()

    def trace(self, frame: FrameType, _event: str, _value: object) -> None:
        if frame.f_code.co_filename == self.path:
            self.entered.add(self.first.get(frame.f_code.co_firstlineno, 0))

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest):
        made = yield
        if fixturedef.scope == "module":  # whatever the first test of a file sets up, the others use too
            self.shared.setdefault(request.path, set()).update(self.entered)
        return made

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item):
        for name, module in list(sys.modules.items()):
            for value in vars(module).values() if name.startswith("ehealth_stats.") else ():
                getattr(value, "cache_clear", int)()
        self.entered.clear()
        sys.settrace(self.trace)
        done = yield
        sys.settrace(None)
        lines = self.entered | self.shared.get(item.path, set())
        os.write(ENTERED.fileno(), "".join(f"{line} {item.nodeid}\n" for line in lines).encode())
        return done


class _Order:
    """Runs the tests of a function that noticed the most mutants first and property tests, the slow ones, last."""

    def __init__(self, function: int) -> None:
        self.function = function
        self.tests = set(_lines(ENTERED))

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        times = Counter(_lines(FAILED))
        if self.function:
            items[:] = [item for item in items if f"{self.function} {item.nodeid}" in self.tests]
        items.sort(key=lambda item: (-times[item.nodeid], item.get_closest_marker("hypothesis") is not None))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            os.write(FAILED.fileno(), f"{report.nodeid}\n".encode())


def _file_of(test: str) -> Path:
    """Return a test file by its name, which is unique."""
    (path,) = (ROOT / "tests").rglob(test)
    return path


def _start(mutant: Mutant, tests: Sequence[str], plugin: object) -> int:
    """Run the tests of a mutant in a child process and return its id."""
    child = os.fork()
    if child:
        return child
    # of computing time: on a busy machine the hour says nothing
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, _Importer(mutant))
    # A failure is all that is wanted, not the smallest example of it.
    settings.register_profile("mutate", max_examples=40, deadline=None, phases=(Phase.explicit, Phase.generate))
    settings.load_profile("mutate")
    options = ["-x", "-q", "-p", "no:cacheprovider", "--assert=plain", "--hypothesis-seed=0", "--rootdir"]
    files = [mutant.path, *(_file_of(name) for name in tests)]
    os._exit(int(pytest.main([*options, str(ROOT), *map(str, files)], plugins=[plugin])))


def survivors(module: str, chosen: Sequence[Mutant]) -> Iterator[Mutant]:
    """Yield the mutants of a module that no test notices."""
    path = PACKAGE / module
    unchanged = Mutant(path, 0, "", ast.parse(path.read_text("utf-8")))
    os.ftruncate(ENTERED.fileno(), 0)
    if os.waitpid(_start(unchanged, TESTS[module], _Entered(path)), 0)[1]:
        sys.exit(f"{module}: its tests fail without any change")
    waiting, running = list(chosen), dict[int, Mutant]()
    while waiting or running:
        while waiting and len(running) < (os.cpu_count() or 1):
            mutant = waiting.pop(0)
            running[_start(mutant, TESTS[module], _Order(mutant.function))] = mutant
        child, status = os.wait()
        mutant = running.pop(child)
        if os.waitstatus_to_exitcode(status) in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED):
            yield mutant


def equivalents(module: str) -> Counter[str]:
    """Return how often each change of a module is listed as one that changes nothing."""
    with LISTED.open(encoding="utf-8", newline="") as file:
        return Counter(row["change"] for row in csv.DictReader(file) if row["module"] == module)


def check(place: str) -> tuple[int, int]:
    """Check a module or line, print what is not explained, and return how many mutants it has and how many of those."""
    module, _, line = place.partition(":")
    chosen = [mutant for mutant in mutants(PACKAGE / module) if line in ("", str(mutant.line))]
    listed = equivalents(module)
    alive, wrong = 0, 0
    for mutant in survivors(module, chosen):
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
    """Check modules or lines of modules and print what survives."""
    os.chdir(ROOT)
    counts = [check(place) for place in places or TESTS]
    wrong = sum(left for _, left in counts)
    print(f"{sum(n for n, _ in counts)} mutants, {wrong} not explained")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
