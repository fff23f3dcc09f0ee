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

LANGUAGE = "en"  # labels of tables and figures: "en", "sv" or "nb"

dataset = es.ingest("../data/raw")
evaluation = es.evaluate(dataset)
evaluation.days

# %% [markdown]
# ## All targets

# %%
matrix = evaluation.matrix
states = matrix.groupby(["source_id", "target_state", "target_status", "pace"]).size().rename("targets").to_frame()
es.show_table(states, language=LANGUAGE)

# %% [markdown]
# ## The targets with a number

# %%
quantified = evaluation.progress[evaluation.progress["target_state"] == "quantified"]
measured = quantified[quantified["kind"] != "milestone"]
columns = ["indicator", "reading", "baseline", "baseline_lower", "baseline_upper", "actual", "actual_lower"]
columns += ["actual_upper", "target_lower", "target_upper", "unit", "due", "reason"]
es.show_table(measured[columns], language=LANGUAGE)

# %%
es.plot_progress(measured, sources=dataset.sources, targets=dataset.targets, language=LANGUAGE)

# %% [markdown]
# ## The path that a target requires
#
# The plan wants 100–200 more holders of SITHS cards, and a further 100–200, by the end of the year. The dashed lines
# are the ways there from the baseline, the 470 that the figures of the municipalities give; the dot is the 445 that the
# plan states. No later reading tells whether a way was followed.

# %%
cards = dataset.observations[dataset.observations["indicator"] == "siths_holders"]
es.plot_series(
    cards[(cards["area"] == "SE-22") & (cards["breakdown"] == "_T")],
    progress=evaluation.progress,
    sources=dataset.sources,
    language=LANGUAGE,
)

# %% [markdown]
# ## What would settle it

# %%
es.show_table(matrix.loc[matrix["target_state"] == "quantified", ["target", "evidence", "settles"]], language=LANGUAGE)

# %% [markdown]
# ## What was found
#
# - No target has a follow-up reading that counts the same as its baseline: there is no verdict on any pace.
# - Many targets are milestones in words, and several are left undefined by their document.
# - The range of the increase in SITHS cards, 100–200 and a further 100–200, is at most 400 new holders.
# - Monitoring shows change, not the effect of a programme.
