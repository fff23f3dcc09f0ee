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
# # What was the money for, what does a target cost, and do the amounts add up?
#
# Granted, planned and used money are kept apart, and two currencies never stand on one axis. A unit cost times a target
# range is a cost with bounds; that it "equals" a share of a grant does not say that the grant pays for it.

# %%
import ehealth_stats as es

LANGUAGE = "en"  # labels of tables and figures: "en", "sv" or "nb"

dataset = es.ingest("../data/raw")
budget = es.budget(dataset.observations, dataset.targets)
es.show_table(
    budget[["source_id", "item", "state", "value", "lower", "upper", "unit", "share", "share_lower", "share_upper"]],
    language=LANGUAGE,
)

# %%
es.plot_budget(budget, sources=dataset.sources, language=LANGUAGE)

# %% [markdown]
# ## Do the amounts add up?

# %%
comparisons = es.compare_totals(dataset.observations)
money = comparisons[comparisons["unit"].isin(["SEK", "NOK"])]
es.plot_reconciliation(money, sources=dataset.sources, language=LANGUAGE)

# %% [markdown]
# Where the verdict is no plain agreement, the table says why.

# %%
es.show_table(
    money[["breakdown", "stated", "stated_lower", "stated_upper", "computed", "computed_lower", "computed_upper"]].join(
        money[["unit", "verdict", "candidates", "note"]]
    ),
    language=LANGUAGE,
)

# %% [markdown]
# ## What the targets cost

# %%
computed = budget[(budget["state"] == "computed") & (budget["item"] != "_T")]
es.show_table(
    computed[["item", "value", "lower", "upper", "unit", "share", "share_lower", "share_upper", "share_of", "basis"]],
    language=LANGUAGE,
)

# %% [markdown]
# ## What was found
#
# - 2,481,183 SEK is granted, between 45.1 and 49.6 per cent of a total that is itself estimated at 5 million.
# - The two grants add up to 2,481,184 SEK, one krona more than their stated sum: rounding. The co-funding of 2,519
#   thousand looks derived from the other two figures: that they agree is no independent check.
# - 100–200 more SITHS cards cost 70,000–140,000 SEK, which equals 4.0–8.1 per cent of the grant for activities.
# - Nothing says what was used: there is no follow-up of the money.
