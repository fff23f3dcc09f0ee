"""Which statements of some modules each test enters: a plugin of pytest, for the mutation check."""

import ast
import builtins
import functools
import inspect
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from mutants import blocks, functions, mutants

OURS = tuple(str(Path(__file__).parents[1] / folder) for folder in ("src", "tests"))
Place = tuple[str, int]
"""A file and the line on which a statement begins."""


class Entering:
    """Tells which statements with a mutant each test enters; for what a cache gives, also those that made it."""

    def __init__(self, paths: Sequence[Path], tell: Callable[[str], None]) -> None:
        self.say = tell
        self.entered, self.shared, self.seen = set[int](), dict[Path, set[int]](), set[int]()
        self.places: list[Place] = []
        self.trees = {path: self.marked(path) for path in paths}
        self.cache = functools.lru_cache

    def marked(self, path: Path) -> ast.Module:
        """Return the tree of a module whose statements with a mutant, and functions, say that they are entered."""
        tree = ast.parse(path.read_text("utf-8"))
        lines = {mutant.statement for mutant in mutants(path)}
        for function in functions(tree):
            start = int(ast.get_docstring(function) is not None)
            lines.add(function.body[min(start, len(function.body) - 1)].lineno)
            for block in [block for node in ast.walk(function) for block in blocks(node)]:
                block[:] = [each for statement in block for each in self.mark(path, statement, lines)]
        return tree

    def mark(self, path: Path, statement: ast.stmt, lines: set[int]) -> list[ast.stmt]:
        """Return a statement, behind one that says that it is entered if a mutant stands in it."""
        if statement.lineno not in lines:
            return [statement]
        self.places.append((str(path), statement.lineno))
        return [*ast.parse(f"mutate_entered({len(self.places) - 1})").body, statement]

    def pytest_sessionstart(self) -> None:
        """Count statements and stand for caches from now on."""
        builtins.mutate_entered = self.enter  # type: ignore[attr-defined]
        functools.cache = functools.lru_cache = self.cached  # type: ignore[assignment]

    def enter(self, number: int) -> None:
        """Note that a statement is entered."""
        self.entered.add(number)

    def kept(self, kept: dict, key: object, make: Callable[[], object]) -> object:
        """Return what is kept under a key, else make it; what it took to make it counts as entered each time."""
        if key not in kept:
            outer, self.entered, seen, self.seen = self.entered, set(), self.seen, set()
            try:
                kept[key] = make(), frozenset(self.entered)
            finally:
                self.entered, self.seen = outer | self.entered, seen
        made, entered = kept[key]
        if id(entered) not in self.seen:
            self.seen.add(id(entered))
            self.entered |= entered
        return made

    def cached(self, function: Callable | int | None = 128, *, maxsize: int | None = 128, typed: bool = False):
        """Stand for `functools.cache` and `lru_cache`."""
        if not callable(function):
            return functools.partial(self.cached, maxsize=maxsize, typed=typed)
        if not is_ours(function):
            return self.cache(maxsize, typed)(function)
        kept: dict = {}

        @functools.wraps(function)
        def known(*args: object, **kwargs: object) -> object:
            return self.kept(kept, (args, tuple(kwargs.items())), lambda: function(*args, **kwargs))

        known.cache_clear = kept.clear  # type: ignore[attr-defined]
        return known

    @pytest.hookimpl(wrapper=True)
    def pytest_collection(self):
        """Tell what the import of tests enters."""
        done = yield
        self.tell("", 0)
        from ehealth_stats.codelists.lists import CodeLists

        kept: dict = {}
        CodeLists.known = lambda lists, key, make: self.kept(kept, (id(lists), key), make)
        return done

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef, request: pytest.FixtureRequest):
        """Note what the fixtures of a file enter."""
        made = yield
        if fixturedef.scope == "module":  # whatever the first test of a file sets up, the others use too
            self.shared.setdefault(request.path, set()).update(self.entered)
        return made

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item):
        """Tell what a test enters."""
        self.entered, self.seen = set(), set()
        start = time.process_time()
        done = yield
        self.entered |= self.shared.get(item.path, set())
        self.tell(item.nodeid, time.process_time() - start)
        return done

    def tell(self, test: str, seconds: float) -> None:
        """Tell the name of a test, how long it took, and what it entered."""
        self.say(json.dumps([test, seconds, sorted(self.entered)]))


def is_ours(function: Callable) -> bool:
    """Tell whether a function is of the package or of its tests."""
    code = getattr(inspect.unwrap(function), "__code__", None)
    return code is not None and code.co_filename.startswith(OURS)
