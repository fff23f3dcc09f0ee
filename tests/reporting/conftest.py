"""The evaluation of the project's documents, made once for all tests of reports."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ehealth_stats import evaluate, ingest
from ehealth_stats.reporting.programmes import programme_of, programmes_of
from ehealth_stats.schema import Evaluation

RAW = Path(__file__).parents[2] / "data" / "raw"


@pytest.fixture(scope="session")
def programmes() -> Mapping[str, Evaluation]:
    """The evaluation of each programme of data/raw."""
    whole = evaluate(ingest(RAW))
    return {name: programme_of(whole, name) for name in programmes_of(whole)}
