"""Cases of what is said in each language that this package began with; Danish has its own file of sentences."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

LANGUAGES = ("en", "sv", "nb", "nn")


def in_each(english, swedish, bokmal, nynorsk):
    """The cases of one value: what each language makes of it."""
    return list(zip(LANGUAGES, (english, swedish, bokmal, nynorsk), strict=True))


def cases(told: Mapping[object, tuple[str, str, str, str]]):
    """Cases of (language, value, text) for pytest."""
    return [(language, value, text) for value, each in told.items() for language, text in in_each(*each)]


def sections() -> Mapping[str, Mapping[str, object]]:
    """The phrases of English by the section of their file."""
    found = tomllib.loads(files("ehealth_stats.wording").joinpath("en.toml").read_text("utf-8"))
    return {name: section for name, section in found.items() if name != "language"}
