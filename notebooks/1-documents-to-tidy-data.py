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
# # What do five programme documents say in figures, and is any number lost on the way?
#
# The documents are plans, web pages and slides. Their figures stand in prose and in table cells: "c:a 60 st", "1800
# varav okänt digitala", "100-200", "n/a". Each becomes a row that says what was counted, where, when, and what the
# words leave open.

# %%
import pandas as pd

import ehealth_stats as es
from ehealth_stats.analysis.evaluation import trace

LANGUAGE = "en"  # labels of tables and figures: "en", "sv" or "nb"

# %%
dataset = es.ingest("../data/raw")
es.show_table(dataset.sources[["source_id", "programme", "title", "country", "published"]], language=LANGUAGE)

# %% [markdown]
# ## One sentence
#
# Every figure has a point, where the document gives one, and bounds: what the words allow. A part knows its whole.

# %%
sentence = "Ånge: 450 varav 45 digitala, Timrå c:a 60 st, Härnösand 100-200, Sundsvall okänt"
quantities = es.extract_quantities(sentence, country="SE")
es.show_table(quantities[["area_name", "value", "lower", "upper", "qualifier", "relation", "text"]], language=LANGUAGE)

# %% [markdown]
# ## All documents

# %%
observations = dataset.observations
counts = observations.groupby(["source_id", "indicator", "role"]).size().rename("figures").to_frame()
es.show_table(counts, language=LANGUAGE)

# %% [markdown]
# ## From a number back to its words
#
# Each row names its place in the document. `show_table` shows labels and bounds; the table itself holds codes and
# numbers.

# %%
cards = observations[observations["indicator"] == "siths_holders"]
es.show_table(
    cards[["area", "breakdown", "role", "value", "lower", "upper", "qualifier", "locator", "text"]], language=LANGUAGE
)

# %%
evaluation = es.evaluate(dataset)
timra = cards.loc[cards["area"] == "SE-2262", "observation_id"].iloc[0]
es.show_table(pd.DataFrame(trace(evaluation, timra).items(), columns=["asked", "answer"]), language=LANGUAGE)

# %%
es.show_document("../data/raw/meldingsloftet")

# %%
seminars = observations[observations["indicator"] == "seminar_participants"]
seminars = seminars[seminars["breakdown"] != "municipal"]
es.plot_attendance(seminars, sources=dataset.sources, language=LANGUAGE)

# %% [markdown]
# ## The audit: every number accounted for
#
# A number of a document is claimed by a row, or is no quantity (a date, a phone number, a list number, a name), or is
# listed as unclaimed.

# %%
es.show_table(dataset.audit.groupby(["source_id", "kind"]).size().unstack(fill_value=0), language=LANGUAGE)

# %% [markdown]
# ## What was found
#
# - Every figure of the documents is a row with a point or bounds, or stands in the audit with the reason why it is
#   none.
# - "c:a 60 st" is 60 with bounds 55 and 65; "okänt" has no point and no upper bound; it never becomes 0.
# - Any number leads back to its words: `trace` names the document, the place in it, and the results that rest on it.
# - Health care decision makers are the largest group at the seminars: 195 of 577.
