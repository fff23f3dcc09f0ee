"""Files of events, one row each -> a relation of DuckDB or a DataFrame of Spark over them, not read yet."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from ehealth_stats.errors import DocumentError, did_you_mean

ENGINES = ("duckdb", "spark")


@dataclass(frozen=True, slots=True)
class Scanned:
    """Events where they lie, as a frame of their engine, and what tells how much of a query is done, in percent."""

    events: Any
    done: Callable[[], float]


def scan_events(files: str, *, engine: str = "duckdb", memory: str = "1GB", master: str = "local[*]") -> Scanned:
    """Look at Parquet files of events where they lie.

    Parameters
    ----------
    files
        A path, in which * stands for any letters: "events/*.parquet".
    engine
        duckdb, or spark for a cluster.
    memory
        The most that DuckDB may use; what is more goes to a folder for temporary files.
    master
        Spark's master: local[*], spark://host:7077, or sc://host:15002 for Spark Connect.

    Raises
    ------
    DocumentError
        If there is no such engine or it is not installed, or there are no such files.

    Examples
    --------
    >>> scan_events("events/*.parquet", engine="pandas")
    Traceback (most recent call last):
    ehealth_stats.errors.DocumentError: no engine 'pandas'
      expected: duckdb or spark
    """
    if engine not in ENGINES:
        hint = did_you_mean(engine, ENGINES)
        raise DocumentError(f"no engine {engine!r}", expected=" or ".join(ENGINES), hint=hint)
    try:
        return _in_duckdb(files, memory) if engine == "duckdb" else _on_spark(files, master)
    except ImportError as error:
        hint = f"pip install 'ehealth-stats[{engine}]'"
        raise DocumentError(f"{engine} is not installed", hint=hint) from error


def _in_duckdb(files: str, memory: str) -> Scanned:
    import duckdb

    # What is over the memory goes there, never beside the person's own files.
    spill = str(Path(gettempdir(), "ehealth-stats-duckdb"))
    settings: dict[str, Any] = {"memory_limit": memory, "temp_directory": spill, "preserve_insertion_order": False}
    try:
        connection = duckdb.connect(config=settings)
        connection.execute("SET enable_progress_bar = true; SET enable_progress_bar_print = false")
        return Scanned(connection.read_parquet(files), connection.query_progress)
    except duckdb.Error as error:
        raise DocumentError("the events can't be read", where=files, hint=str(error)) from error


def _on_spark(files: str, master: str) -> Scanned:
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("ehealth-stats")
    session = (builder.remote(master) if master.startswith("sc://") else builder.master(master)).getOrCreate()
    try:
        return Scanned(session.read.parquet(files), float)
    except PySparkException as error:
        raise DocumentError("the events can't be read", where=files, hint=str(error).splitlines()[0]) from error
