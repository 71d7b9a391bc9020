# ---
# jupyter:
#   jupytext:
#     formats: py:percent,ipynb
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Build a graph of the sample plans and look round
#
# `plankg build` as three lines of Python. The plans are the invented ones that ship with the program; put the name of
# a folder of your own in place of `sample_folder()`. Nothing is downloaded.

# %%
import tempfile
from collections import Counter
from pathlib import Path
from textwrap import shorten

import search
from api.samples import sample_folder
from kg.checking.check import check
from kg.snapshots.snapshot import open_snapshot

data = Path(tempfile.mkdtemp()) / "plankg"
report = search.build([sample_folder()], data)
print(report.plans, "plans,", report.tasks, "tasks,", report.documents, "documents,", report.units, "units")
print(report.citations, "citations,", report.resolved, "of them resolved; failed:", list(report.failed))

# %% [markdown]
# ## What is in it

# %%
snapshot = open_snapshot(data)
graph = snapshot.graph
Counter(node.kind for node in graph.nodes())

# %%
Counter(edge.predicate for edge in graph.edges())

# %% [markdown]
# ## One plan
#
# Each span is a quotation of the source: `text[start:end]`.

# %%
plan = snapshot.plans()[1]
print(plan.meta.title)
for task in plan.tasks[:5]:
    print(
        f"{task.path:8} {', '.join(task.lead):28} {shorten(task.deadline_raw or '-', 40):40} {shorten(task.text, 70)}"
    )

# %%
text = snapshot.text(plan.source)
task = plan.tasks[0]
assert text[task.start : task.end] == task.text

# %% [markdown]
# ## What a careful reader would flag

# %%
for finding in check(graph, snapshot.plans()):
    print(f"{finding.kind:24} {finding.source:40} {finding.message}")
