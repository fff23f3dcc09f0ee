"""Functions that keep what they return: they do not depend on the code lists in use."""

import functools
import gc
import sys

from ehealth_stats import ingest, read_codelists
from ehealth_stats.codelists import lists

BLOCKS = "Läget\n\nÅnge\n\nLarm: 310\n\nSundsvall\n\nLarm: 1 800\n\nSlut\n"
RECIPE = """[source]
id = "plan"
programme = "made-up"
title = "Plan"
producer = "Made-up association"
language = "sv"
country = "SE"
scope = "SE-22"
published = "2013-04-02"

[[observations]]
indicator = "safety_alarms"
label = "Larm"
find = "Läget"
until = "Slut"
read = "by area"
"""


def test_nothing_that_is_kept_for_good_depends_on_the_lists_in_use(tmp_path, monkeypatch):
    """Functions that keep what they return for all time read no list that a block may change."""
    (tmp_path / "raw" / "plan").mkdir(parents=True)
    (tmp_path / "raw" / "plan" / "plan.txt").write_text(BLOCKS, "utf-8")
    (tmp_path / "raw" / "plan" / "recipe.toml").write_text(RECIPE, "utf-8")
    kept = {
        each.__wrapped__.__code__: each.__wrapped__.__qualname__
        for each in gc.get_objects()
        if isinstance(each, functools._lru_cache_wrapper) and "ehealth_stats" in (each.__module__ or "")
        if hasattr(each.__wrapped__, "__code__") and each.__wrapped__.__qualname__ != "_read_header_unit"
    }
    found, in_use = set(), lists.in_use

    def watched():
        frame = sys._getframe(1)
        while frame:
            found.update([kept[frame.f_code]] if frame.f_code in kept else [])
            frame = frame.f_back
        return in_use()

    for module in [each for each in sys.modules.values() if getattr(each, "in_use", None) is in_use]:
        monkeypatch.setattr(module, "in_use", watched)
    own = tmp_path / "lists"
    own.mkdir()
    (own / "units.csv").write_text("code,kind,words,label_sv\nalarms,,larmenhet,\n", "utf-8")
    with read_codelists(own):
        ingest(tmp_path / "raw")
    assert kept
    assert found == set()
