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
# # How far have the programmes come toward their targets, and where can that not be said?
#
# A verdict needs a number to reach, a baseline, and a later reading that counts the same thing. Where one is missing,
# the answer is what is missing.

# %%
import ehealth_stats as es

LANGUAGE = "en"  # labels of the figures: "en", "sv" or "nb"

dataset = es.ingest("../data/raw")
evaluation = es.evaluate(dataset)
evaluation.as_of

# %% [markdown]
# ## All targets

# %%
matrix = evaluation.matrix
matrix[["target", "due", "target_state", "target_status", "pace"]]

# %%
matrix.groupby(["source_id", "target_state", "target_status", "pace"]).size().rename("targets").to_frame()

# %% [markdown]
# ## The targets with a number

# %%
quantified = evaluation.progress[evaluation.progress["target_state"] == "quantified"]
quantified[["target_id", "reading", "baseline", "actual", "target_lower", "target_upper", "unit", "verdict", "reason"]]

# %%
es.plot_progress(quantified[quantified["kind"] != "milestone"], sources=dataset.sources, language=LANGUAGE)

# %% [markdown]
# ## When things were to happen, and what they cost

# %%
frames = dataset.timeline[dataset.timeline["kind"].isin(["strategy", "phase", "project"])]
es.plot_timeline(frames, sources=dataset.sources, language=LANGUAGE)

# %%
es.plot_budget(evaluation.budget, sources=dataset.sources, language=LANGUAGE)

# %% [markdown]
# ## What would settle it

# %%
matrix.loc[matrix["target_state"] == "quantified", ["target", "evidence", "settles"]]

# %% [markdown]
# ## What was found
#
# - No target has a follow-up reading that counts the same as its baseline: there is no verdict on any pace.
# - Many targets are milestones in words, and several are left undefined by their document.
# - The range of the increase in SITHS cards, 100–200 and a further 100–200, is at most 400 new holders.
# - Monitoring shows change, not the effect of a programme.
