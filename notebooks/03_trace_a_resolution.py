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
# # From a ward's plan up to the resolution that it carries out
#
# Each step is shown with the words of the plan that it was read from. Documents that are cited and not held are
# known but have no text of their own here.

# %%
import tempfile
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import networkx as nx
from IPython.display import Image

import search
from api.samples import sample_folder
from kg.exchange.networks import to_networkx
from kg.querying.lookup import find_node
from kg.snapshots.snapshot import open_snapshot
from kg.tracing.trace import render_tree, trace

data = Path(tempfile.mkdtemp()) / "plankg"
search.build([sample_folder()], data)
graph = open_snapshot(data).graph

# %%
plan = find_node(graph, "02_an-bien_dan-so")
print(render_tree(trace(graph, plan.id, "up", 6)))

# %% [markdown]
# ## And down: who carries out 57-NQ/TW

# %%
resolution = find_node(graph, "57-NQ/TW")
print(render_tree(trace(graph, resolution.id, "down", 6)))

# %% [markdown]
# ## The same as a drawing
#
# Blue plans are held, grey documents are only cited. An arrow leads to what a document carries out, rests on or
# replaces.

# %%
LINEAGE = ("implements", "based_on", "replaces")
lineage = nx.DiGraph((a, b) for a, b, predicate in to_networkx(graph).edges(data="predicate") if predicate in LINEAGE)
picture = lineage.subgraph(nx.ancestors(lineage, resolution.id) | {resolution.id})
for layer, nodes in enumerate(nx.topological_generations(picture)):
    for node in nodes:
        picture.nodes[node]["layer"] = layer

figure, axes = plt.subplots(figsize=(12, 5))
nx.draw_networkx(
    picture,
    nx.multipartite_layout(picture, subset_key="layer"),
    ax=axes,
    labels={node: graph.node(node).label.replace(" (", "\n(") for node in picture},
    node_color=["lightskyblue" if graph.node(node).attributes.get("held") else "lightgrey" for node in picture],
    node_size=500,
    font_size=8,
    edge_color="grey",
)
axes.margins(0.12)
axes.set_axis_off()
figure.savefig(data / "lineage.png", dpi=120, bbox_inches="tight")
Image(filename=data / "lineage.png")
