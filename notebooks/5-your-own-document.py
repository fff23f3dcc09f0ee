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
# # How does a document of your own get into the tables, and how do you see that nothing was missed?
#
# A recipe stands beside a document and says what to read, in the document's own words. `draft` writes a first one; a
# person mends what it can't know. The plan here is made up; yours can be Word, web, workbook, PDF or text.

# %%
from pathlib import Path
from tempfile import TemporaryDirectory

import ehealth_stats as es
from ehealth_stats.pipeline import draft

LANGUAGE = "en"  # labels of tables and figures: "en", "sv" or "nb"

# %%
PLAN = """<h1>Handlingsplan för e-hälsa i Jämtland 2014</h1>
<p>Antagen 2014-05-20.</p>
<h2>Trygghetslarm</h2>
<p>Antal trygghetslarm i drift: Berg: 240 varav 20 digitala, Bräcke: 190, Härjedalen: c:a 300, Krokom: 310 varav 45
digitala, Ragunda: okänt, Strömsund: 410, Åre: 150-200, Östersund: 1250 varav 900 digitala. Summa 2500 larm.</p>
<h2>Kostnader</h2>
<p>Stimulansbidraget är 1 200 000 kr.</p>
"""
folder = TemporaryDirectory()
raw = Path(folder.name) / "raw"
document = Path(folder.name) / "plan.html"
document.write_text(PLAN, "utf-8")
recipe = draft(document, raw / "jamtland-2014")
print(recipe.read_text("utf-8"))

# %% [markdown]
# ## What the draft reads
#
# The list by municipality is found and its indicator guessed. What no entry takes yet stands in the comments above and
# in the audit below as unclaimed.

# %%
dataset = es.ingest(raw)
audit = dataset.audit
es.show_table(audit.loc[audit["kind"] != "claimed", ["locator", "text", "kind", "reason"]], language=LANGUAGE)

# %% [markdown]
# ## By clicking
#
# `es.review` shows the document beside what its selected figure is. Enter keeps a guess, n goes to the next open
# figure; what an entry makes is listed before it is kept, and nothing is on the disk before it is saved. In JupyterLab
# `opened` in a cell of its own is the review; here it only says how far it is.

# %%
opened = es.review(raw / "jamtland-2014", language=LANGUAGE)
opened.state["progress"]

# %% [markdown]
# ## By hand
#
# Two things only a person knows: who made the plan, and that the last figure is the grant.

# %%
grant = """
[[observations]]
indicator = "programme_budget"
breakdown = "grant"
find = "Stimulansbidraget är"
read = "single"
"""
text = recipe.read_text("utf-8").replace('producer = "unknown"  # check', 'producer = "Region Jämtland"')
recipe.write_text(text + grant, "utf-8")
dataset = es.ingest(raw)
es.show_table(dataset.audit.groupby("kind").size().rename("numbers").to_frame(), language=LANGUAGE)

# %%
es.show_document(raw / "jamtland-2014")

# %% [markdown]
# ## The first results

# %%
alarms = dataset.observations[dataset.observations["indicator"] == "safety_alarms"]
es.plot_inventory(es.inventory(alarms), sources=dataset.sources, language=LANGUAGE)

# %%
es.plot_reconciliation(es.compare_totals(alarms), sources=dataset.sources, language=LANGUAGE)

# %%
folder.cleanup()

# %% [markdown]
# ## What was found
#
# - A draft, one line of correction and five of addition read every figure of the plan: nothing is unclaimed.
# - 965 alarms are certainly digital; for Ragunda not even the number of alarms is known.
# - The stated sum, 2,500, is less than what the municipalities have for certain, at least 2,820: a contradiction,
#   whatever Ragunda has.
# - To keep such a document: `ehealth-stats draft FILE -o data/raw/NAME`, mend the recipe, `make report`.
