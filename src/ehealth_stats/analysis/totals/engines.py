"""Frames of pandas, Polars, DuckDB and Spark -> one kind of frame to compute with, and small tables as the same kind.

What differs between engines is settled here: a number that is NaN is none on all of them, and a text that is null is
empty, so that it joins.
"""

from collections.abc import Sequence
from typing import Any

import narwhals.stable.v2 as nw
import pandas as pd
import pyarrow as pa

from ehealth_stats.errors import TableError

Lazy = nw.LazyFrame[Any]


def lazy_of(frame: Any, table: str) -> Lazy:  # noqa: ANN401 - of any engine
    """Return a frame of any engine to compute with, there and when it is asked for.

    Raises
    ------
    TableError
        If it is no frame, or one of an engine that this package does not know.
    """
    expected = "a frame of pandas or Polars, a relation of DuckDB or a DataFrame of Spark"
    try:
        found: Lazy = nw.from_native(frame).lazy()
    except TypeError as error:
        kind = type(frame).__name__
        raise TableError(f"table {table} is a {kind}", where=table, expected=expected) from error
    engine = found.implementation
    if not (engine.is_polars() or engine.is_duckdb() or engine.is_spark_like()) or engine.is_sqlframe():
        raise TableError(f"table {table} is of the engine {engine.value}", where=table, expected=expected)
    return found


def collected(lazy: Lazy) -> pd.DataFrame:
    """Return a small result as a frame of pandas: texts are never missing, numbers may be."""
    table = lazy.collect("pyarrow").to_native()
    # DuckDB sums whole numbers to ones that are too wide for the others.
    wide = [pa.int64() if pa.types.is_decimal(field.type) else field.type for field in table.schema]
    schema = pa.schema(list(zip(table.column_names, wide, strict=True)))
    found: pd.DataFrame = table.cast(schema).to_pandas()
    texts = [name for name in found.columns if found[name].dtype == object or found[name].dtype == "str"]
    return found.assign(**{name: found[name].fillna("").astype("str") for name in texts})


def like(table: pd.DataFrame, native: Any) -> Any:  # noqa: ANN401 - of any engine
    """Return a small table as a frame of the same engine, in the same connection or session."""
    engine = nw.from_native(native).implementation
    rows = pa.Table.from_pandas(table, preserve_index=False)
    if engine.is_duckdb():
        # DuckDB finds the table by the name that it has here.
        return native.query("beside", "from rows")
    if engine.is_spark_like():
        return native.sparkSession.createDataFrame(rows)
    import polars as pl

    made = pl.DataFrame(rows)
    return made.lazy() if isinstance(native, pl.LazyFrame) else made


def beside(lazy: Lazy, table: pd.DataFrame) -> Lazy:
    """Return a small table as a frame that can be joined to another of its engine."""
    return lazy_of(like(table, lazy.to_native()), "beside")


def text(name: str) -> nw.Expr:
    """Return a column as texts, empty where there is none."""
    return nw.col(name).cast(nw.String).fill_null("")


def number(name: str) -> nw.Expr:
    """Return a column as numbers, null where there is none or what is no number."""
    own = nw.col(name).cast(nw.Float64)
    return nw.when(~own.is_nan()).then(own)


def distinct(lazy: Lazy, names: Sequence[str]) -> Lazy:
    """Return the different values of columns: engines group faster than they number the rows to keep one of each."""
    return lazy.group_by(list(names)).agg(nw.len().alias("how often")).select(*names)


def joined(lazy: Lazy, table: pd.DataFrame, on: Sequence[str]) -> Lazy:
    """Return a frame with the columns of a small table, whose rows are each of one key."""
    return lazy.join(beside(lazy, table), on=list(on), how="left")
