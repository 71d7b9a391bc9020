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
# # What the plans of all wards ask of Công an phường
#
# The complete list, ward by ward, with role, deadline and the place of each task in its plan.

# %%
import tempfile
from pathlib import Path
from textwrap import shorten

import search
from api.samples import sample_folder
from kg.snapshots.snapshot import open_snapshot
from search.engine import open_engine
from search.query import Filters

data = Path(tempfile.mkdtemp()) / "plankg"
search.build([sample_folder()], data)
engine = open_engine(open_snapshot(data))

# %%
UNIT = "Công an phường"
tasks = engine.tasks(Filters(unit=(UNIT,)))
for task in tasks:
    role = "chủ trì" if UNIT in task.lead else "phối hợp" if UNIT in task.coordinate else "nhận báo cáo"
    print(f"{task.ward or '':12} {task.path:14} {role:13} {shorten(task.text, 80)}")

# %% [markdown]
# The same list by role, and only what is due by the end of 2026:

# %%
len(engine.tasks(Filters(unit=(UNIT,), role=("lead",)))), len(engine.tasks(Filters(unit=(UNIT,), role=("coordinate",))))

# %%
for task in engine.tasks(Filters(unit=(UNIT,), due_before="2026-12-31")):
    print(task.ward, task.deadline_raw, shorten(task.text, 70), sep=" | ")

# %% [markdown]
# ## By meaning
#
# A question in other words than the plans use, with the reason for each hit:

# %%
for hit in engine.search("lừa đảo qua mạng", limit=5, explain=True).results:
    print(f"{hit.score:.2f} {hit.ward or '':12} {hit.path:14} {shorten(hit.text, 70)}")
    print("     ", hit.why["scores"])
