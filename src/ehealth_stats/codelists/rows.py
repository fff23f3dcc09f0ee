"""The files of the code lists, shipped with the package: the name of a list -> its rows."""

import csv
from importlib.resources import files


def read_rows(name: str) -> list[dict[str, str]]:
    """Return the rows of codelists/NAME.csv, each by the names of its columns.

    Examples
    --------
    >>> read_rows("countries")[0]["currency"]
    'SEK'
    """
    text = files("ehealth_stats.codelists").joinpath(f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))
