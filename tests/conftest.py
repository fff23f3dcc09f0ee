"""Settings of all tests, and Spark: property tests try the same examples everywhere, and a slow machine fails none."""

import os
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("same everywhere", deadline=None, derandomize=True)
settings.load_profile("same everywhere")

SPARK = Path(__file__).parents[1] / "build" / "spark"


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A Spark session on this machine; what other tests start does not find Spark."""
    if not (SPARK / "pyspark").is_dir() or shutil.which("java") is None:
        pytest.skip("no Spark or no Java here: make spark")
    path = os.pathsep.join(filter(None, [str(SPARK), os.environ.get("PYTHONPATH", "")]))
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
        patch.syspath_prepend(str(SPARK))
        patch.setenv("PYTHONPATH", path)
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        options = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.driver.memory": "1g"}
        session = SparkSession.builder.master("local[1]").config(map=options).getOrCreate()
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()
