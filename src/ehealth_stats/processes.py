"""Work that is shared among processes: a function and its arguments -> results in order, those of one process alone."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import current_process, get_context
from types import ModuleType
from typing import TypeVar

_Argument = TypeVar("_Argument")
_Result = TypeVar("_Result")


def processors() -> int:
    """Return the number of processors that this process may use, 1 where it may start no other."""
    if current_process().daemon:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def share(work: Callable[[_Argument], _Result], arguments: Sequence[_Argument], *, processes: int) -> Iterator[_Result]:
    """Yield the result of each argument, in their order, made by this process and new ones.

    The new ones begin at the end and this one at the beginning, so that it does not wait for them to start. They hold
    no lock of a thread of this one, and do not run the script that runs here.

    Raises
    ------
    BrokenProcessPool
        If a process ended before its result.

    Examples
    --------
    >>> list(share(abs, [-2, 3], processes=1))
    [2, 3]
    """
    if processes < 2:
        yield from map(work, arguments)
        return
    with ProcessPoolExecutor(processes - 1, get_context("spawn")) as pool:
        with _without_script():
            begun = [pool.submit(work, argument) for argument in reversed(arguments)]
        try:
            for future, argument in zip(reversed(begun), arguments, strict=True):
                yield work(argument) if future.cancel() else future.result()
        finally:
            pool.shutdown(cancel_futures=True)


@contextmanager
def _without_script() -> Iterator[None]:
    """Hide the script that runs, which a new process would run again from its first line."""
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script
