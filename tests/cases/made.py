"""Documents of one table with a recipe that reads it, as most cases have them."""

from pathlib import Path

from ehealth_stats import ingest
from ehealth_stats.ingestion import read_document, read_figures, tabulate_figures
from ehealth_stats.schema import Dataset

FILES = Path(__file__).parent / "files"
PLACES = {"SE": ("sv", "SE-22", "Kommun"), "NO": ("nb", "", "Kommune")}


def ingested(folder: Path, content: str | bytes, entry: str = "", *, name: str = "larm.csv", **source: str) -> Dataset:
    """Read a document by one entry that reads a table; `source` names country, day, indicator, table, read."""
    home = folder / "larm"
    home.mkdir()
    (home / name).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    country = source.get("country", "SE")
    language, scope, table = PLACES[country]
    (home / "recipe.toml").write_text(
        f"""
[source]
id = "larm"
programme = "made-up"
title = "Larm"
producer = "Made-up association"
language = "{source.get("language", language)}"
country = "{country}"
scope = "{source.get("scope", scope)}"
published = "{source.get("published", "2014-01-15")}"

[[observations]]
indicator = "{source.get("indicator", "safety_alarms")}"
table = "{source.get("table", table)}"
read = "{source.get("read", "table")}"
{entry}
""",
        "utf-8",
    )
    return ingest(folder)


def rows(dataset: Dataset, *columns: str) -> list[list[object]]:
    """Return columns of the observations, area and value unless others are named."""
    return dataset.observations[list(columns or ("area", "value"))].values.tolist()


def extracted(path: Path, *columns: str, **origin: str) -> list[list[object]]:
    """Return columns of what `ehealth-stats extract` prints of a document: area and value unless others are named."""
    figures = tabulate_figures(read_figures(read_document(path), **origin))
    return figures[list(columns or ("area", "value"))].values.tolist()


def file(folder: Path, content: str, name: str = "larm.csv") -> Path:
    """Write a document."""
    path = folder / name
    path.write_text(content, "utf-8")
    return path
