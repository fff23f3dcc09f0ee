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
# # What do the municipalities' figures add up to, how sure is that, and do the documents agree with themselves?
#
# A total that skips what is unknown is too small without saying so. Here a total has a point only when every part has
# one, and always has bounds.

# %%
import seaborn as sns
from matplotlib.figure import Figure

import ehealth_stats as es
from ehealth_stats.codelists import area_name

LANGUAGE = "en"  # labels of tables and figures: "en", "sv" or "nb"

dataset = es.ingest("../data/raw")
observations = dataset.observations

# %% [markdown]
# ## Safety alarms: how many are digital?

# %%
alarms = observations[observations["indicator"] == "safety_alarms"]
es.show_table(es.total(alarms, by=["breakdown", "period"]), language=LANGUAGE)

# %%
es.plot_inventory(es.inventory(alarms), sources=dataset.sources, language=LANGUAGE)

# %% [markdown]
# Which municipality would have to answer one phone call to narrow the range the most?

# %%
widths = es.widest(alarms, by=["breakdown", "period"])
es.show_table(widths, language=LANGUAGE)

# %% [markdown]
# For a picture of your own, seaborn draws the tables as they are. As a `Chart` it has a text for those who can't see
# it, and is exported like the others.

# %%
open_alarms = widths[widths["breakdown"] == "digital"].copy()
open_alarms["municipality"] = open_alarms["area"].map(area_name)
title = "Two phone calls would tell how many alarms are digital"
axes = Figure(figsize=(7, 2.2), layout="constrained").subplots()
sns.barplot(open_alarms, x="width", y="municipality", color="#28a197", saturation=1, ax=axes)
sns.despine(axes.figure)
axes.bar_label(axes.containers[0], fmt="{:,.0f}", padding=4)
axes.set(xlabel="alarms that may or may not be digital", ylabel="")
axes.set_title(title, loc="left", fontweight="bold")
es.Chart(
    name="open-alarms",
    drawing=axes.figure,
    title=title,
    subtitle="alarms, 2 April 2013",
    caption="What each municipality adds to the width of the total",
    alt="Bars: of the alarms that may or may not be digital, Sundsvall has 1,800 and Sollefteå 570.",
    source="Source: vasternorrland-2013",
    note="",
    data=open_alarms,
    language="en",
)

# %% [markdown]
# ## Staff with SITHS cards: the parts against the stated sum

# %%
cards = observations[observations["indicator"] == "siths_holders"]
es.plot_counts(cards, sources=dataset.sources, language=LANGUAGE)

# %% [markdown]
# ## Every stated figure that can be checked
#
# The gap stands between the bounds of both sides. Candidates are explanations that would close it; none is applied.

# %%
comparisons = es.compare_totals(observations)
es.plot_reconciliation(comparisons, sources=dataset.sources, language=LANGUAGE)

# %%
open_ones = comparisons[comparisons["verdict"] != "agrees"]
es.show_table(open_ones[["indicator", "verdict", "candidates", "stated_locator"]], language=LANGUAGE)

# %% [markdown]
# ## What was found
#
# - 5,564 alarms; between 2.9 and 45.5 per cent of them are digital. Sundsvall accounts for 76 per cent of that range
#   and Sollefteå for 24: two phone calls would settle it.
# - The stated sum of SITHS cards, about 445, does not agree with its parts, 470 (465–475). Every approximate figure
#   would have to be wrong by 4.95 per cent in the same direction, or one municipality is left out of the sum.
# - One page gives two counts of the municipalities at the same seminars: 134 and 138.
# - The two grants and their stated sum differ by one krona: rounding.
