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
import ehealth_stats as es

LANGUAGE = "en"  # labels of the figures: "en", "sv" or "nb"

# %%
dataset = es.ingest("../data/raw")
dataset.sources[["source_id", "programme", "title", "country", "published"]]

# %% [markdown]
# ## One sentence
#
# Every figure has a point, where the document gives one, and bounds: what the words allow. A part knows its whole.

# %%
sentence = "Ånge: 450 varav 45 digitala, Timrå c:a 60 st, Härnösand 100-200, Sundsvall okänt"
quantities = es.extract_quantities(sentence, country="SE")
quantities[["area_name", "value", "lower", "upper", "qualifier", "relation", "text"]]

# %% [markdown]
# ## All documents

# %%
observations = dataset.observations
observations.groupby(["source_id", "indicator", "role"]).size().rename("figures").to_frame()

# %% [markdown]
# Each row can be followed back to its place in the document.

# %%
cards = observations[observations["indicator"] == "siths_holders"]
cards[["area", "breakdown", "role", "value", "lower", "upper", "qualifier", "locator", "text"]]

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
dataset.audit.groupby(["source_id", "kind"]).size().unstack(fill_value=0)

# %%
dataset.audit.loc[dataset.audit["kind"] == "unclaimed", ["source_id", "locator", "text", "reason"]]

# %% [markdown]
# ## What was found
#
# - Every figure of the documents is a row with a point or bounds, or stands in the audit with the reason why it is
#   none.
# - "c:a 60 st" is 60 with bounds 55 and 65; "okänt" has no point and no upper bound; it never becomes 0.
# - Health care decision makers are the largest group at the seminars: 195 of 577.
