"""How likely is each level when the weights are not known: SMAA by Monte Carlo, in numpy.

niveau's side is `cargo bench --bench firmness`: no call of the program asks for this alone.
"""

import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl

from side_by_side import timed, told

DRAWS = 10_000
PLACEMENTS = 200_000
KEY = ["provider_id", "target_group", "subgroup", "age_group"]
GRADES = {"ingen": 0, "let": 1, "moderat": 2, "højt": 3}
# Of a share of 10.000 draws, five standard errors at most.
OFF = 5 * 0.5 / DRAWS**0.5


def compare(run):
    """The same weightings for all, each weighted count a product of matrices. Only those with all eight
    grades known: for others niveau reckons with how grades are spread, too."""
    placed = pl.read_parquet(run.output / "placements.parquet")
    grades = [name for name in placed.columns if name.startswith("grade_")]
    known = placed.filter(pl.all_horizontal(pl.col(grades).is_in(list(GRADES))))
    exact = pl.read_parquet(run.output / "robustness" / "acceptability.parquet")
    both = known.join(exact.filter(pl.col("weights") == "uniform"), on=KEY, nulls_equal=True)
    matrix = both.select(pl.col(grades).replace_strict(GRADES, return_dtype=pl.Int8)).to_numpy()

    def sampled():
        dice = np.random.default_rng(1)
        weights = dice.dirichlet(np.ones(len(grades)), DRAWS).astype(np.float32).T
        at_least = [np.ones(len(matrix))]
        for level in (1, 2, 3):
            met = (matrix >= level).astype(np.float32)
            parts = [((part @ weights) > 0.5).mean(axis=1) for part in np.array_split(met, len(met) // 2000 + 1)]
            at_least.append(np.concatenate(parts))
        at_least = np.array(at_least + [np.zeros(len(matrix))])
        return (at_least[:-1] - at_least[1:]).T

    shares = sampled()
    ours = both.select("p_none", "p_light", "p_moderate", "p_high").to_numpy()
    off = np.abs(ours - shares).max()
    if off > OFF:
        sys.exit(f"acceptability: off by {off}, and chance gives {OFF} at most")
    matrix = np.resize(matrix, (PLACEMENTS, len(grades)))
    _, by_sampling = timed(sampled, 1)
    told(f"acceptability of {PLACEMENTS} placements, one thread, in memory", exact_seconds(),
         {f"numpy, {DRAWS} weightings drawn, up to {off * 100:.1f} percentage points off": by_sampling})


def exact_seconds():
    """What the bench of the same name says: tables once, and a look-up each."""
    done = subprocess.run(["cargo", "bench", "--locked", "--bench", "firmness", "--", "acceptability alone"],
                          check=True, capture_output=True, text=True, cwd=Path(__file__).parent)
    each, tables = re.search(r"exact (\d+) ns \(tables (\d+) ms once\)", done.stdout).groups()
    return int(each) * PLACEMENTS / 1e9 + int(tables) / 1e3
