#!/usr/bin/env bash
# Guess: the same narwhals expression gives the same rows on every engine: unpivot keeps a cell that nobody reported as a row without a value.
# Seen (narwhals 2.29.0, DuckDB 2.0.1): pandas and Polars give 6 rows of 3 areas x 2 indicators; DuckDB 3, for UNPIVOT leaves out nulls.
# So: on DuckDB a missing report is gone before anybody can count who is missing; the columns are stacked one by one instead.
set -euo pipefail
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet narwhals==2.29.0 duckdb==2.0.1 polars==2.1.0 pandas==3.1.1 pyarrow==26.0.1
"$folder/venv/bin/python" - <<'PYTHON'
import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl

wide = {"area": ["a", "b", "c"], "alarms": [450.0, None, 300.0], "cards": [None, None, 51.0]}
frame = pl.DataFrame(wide)
engines = {"pandas": pd.DataFrame(wide), "Polars": frame.lazy(), "DuckDB": duckdb.sql("from frame")}
rows = {}
for name, native in engines.items():
    long = nw.from_native(native).lazy().unpivot(on=["alarms", "cards"], index="area")
    rows[name] = len(long.collect())
    print(f"{name}: {rows[name]} rows")
stacked = [nw.from_native(engines["DuckDB"]).select("area", value=nw.col(name)) for name in ("alarms", "cards")]
print("DuckDB, stacked column by column:", len(nw.concat(stacked).collect()), "rows")
assert rows == {"pandas": 6, "Polars": 6, "DuckDB": 3}
assert len(nw.concat(stacked).collect()) == 6
PYTHON
