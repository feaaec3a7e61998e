"""The same groups by PySAL spopt's MaxPHeuristic, to hold the program's against.

    python -m venv .venv && .venv/bin/pip install spopt
    .venv/bin/python benches/max_p.py

The 93 municipalities with a neighbour by land or bridge, one citizen expected per 10.000
inhabitants, underlag n with probability 0.9 (half the chi-square quantile with 2n degrees of
freedom). Best of five seeds, 99 constructions each (spopt's default).
"""

import csv
import time
import warnings
from pathlib import Path

import geopandas
import libpysal
import numpy
from scipy.stats import chi2
from spopt.region import MaxPHeuristic

warnings.filterwarnings("ignore")
registers = Path(__file__).parent.parent / "input" / "registers"
rows = list(csv.DictReader(open(registers / "municipalities.csv", encoding="utf-8")))
near = {row["code"]: set() for row in rows}
for link in csv.DictReader(open(registers / "neighbours.csv", encoding="utf-8")):
    if link["kind"] != "færge":
        near[link["municipality"]].add(link["neighbour"])
        near[link["neighbour"]].add(link["municipality"])
rows = [row for row in rows if near[row["code"]]]
at = {row["code"]: i for i, row in enumerate(rows)}
weights = libpysal.weights.W(
    {at[code]: sorted(at[other] for other in near[code]) for code in at}, silence_warnings=True
)
east = [float(row["centroid_lon"]) for row in rows]
north = [float(row["centroid_lat"]) for row in rows]
frame = geopandas.GeoDataFrame(
    {"expected": [int(row["population"]) / 1e4 for row in rows], "east": east, "north": north},
    geometry=geopandas.points_from_xy(east, north),
)
for n in [5, 10, 20, 30, 50]:
    threshold, best, began = chi2.ppf(0.9, 2 * n) / 2, 0, time.time()
    for seed in range(5):
        numpy.random.seed(seed)
        model = MaxPHeuristic(frame, weights, ["north", "east"], "expected", threshold, 2)
        model.solve()
        best = max(best, model.p)
    print(f"n {n}: threshold {threshold:.2f}, {best} groups, {time.time() - began:.0f} s", flush=True)
