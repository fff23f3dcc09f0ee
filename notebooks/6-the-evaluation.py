# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # What can be said of the programmes in the end, on what evidence, and how is it handed in?
#
# The evaluation is a set of tables: every target in one matrix, and the findings that bear on it. Figures and report
# are drawn from them and written to a folder; here a temporary one.

# %%
from pathlib import Path
from tempfile import TemporaryDirectory

import ehealth_stats as es

LANGUAGE = "en"  # labels of tables and figures: "en", "sv" or "nb"

dataset = es.ingest("../data/raw")
evaluation = es.evaluate(dataset)

# %% [markdown]
# ## The matrix

# %%
matrix = evaluation.matrix
es.show_table(matrix[["target", "area", "due", "target_state", "target_status", "pace", "evidence"]], language=LANGUAGE)

# %% [markdown]
# ## The findings that can change a verdict

# %%
findings = evaluation.findings
serious = findings[findings["severity"] == "high"]
es.show_table(serious[["kind", "statement", "arithmetic", "settles"]], language=LANGUAGE)

# %% [markdown]
# ## The figures

# %%
plans = dataset.timeline[dataset.timeline["kind"].isin(["strategy", "phase", "project"])]
timeline = es.plot_timeline(plans, sources=dataset.sources, language=LANGUAGE)
timeline

# %%
plan = dataset.observations[dataset.observations["source_id"] == "vasternorrland-2013"]
services = plan[plan["area"].str.fullmatch(r"SE-\d{4}") & (plan["unit"] == "municipalities")]
adoption = es.plot_adoption(services, sources=dataset.sources, language=LANGUAGE)
adoption

# %% [markdown]
# ## Handing it in
#
# A chart is written as PNG, SVG and PDF, with the data drawn, its texts and its alt text beside it. The whole report,
# with every table and figure, is `es.write_report(evaluation, folder)` or, from the shell, `make report`.

# %%
with TemporaryDirectory() as folder:
    for chart in (timeline, adoption):
        chart.export(Path(folder) / "figures")
    written = sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file())
print(*written, sep="\n")

# %% [markdown]
# ## What was found
#
# - No pace toward a target can be judged: no target has a later reading that counts the same thing.
# - The finding that weighs most is a contradiction: the stated sum of SITHS cards against its parts.
# - Where the documents hold no evidence, the report says so; that is a statement about the documents, not about the
#   programmes.
# - Programmes side by side compare evidence, not performance.
