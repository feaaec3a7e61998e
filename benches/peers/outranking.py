"""The rule as ELECTRE TRI-B, which it is a case of: pyDecision."""

import sys

import numpy as np
import polars as pl
from pyDecision.algorithm import electre_tri_b

from side_by_side import timed, told

GRADES = {"ingen": 0, "let": 1, "moderat": 2, "højt": 3}


def compare(run):
    """Profiles halfway between the grades, no veto, a cut just above one half: a level is reached when
    parameters with more than half of the weight reach it. Only those with all eight grades known."""
    placed = pl.read_parquet(run.output / "placements.parquet")
    grades = [name for name in placed.columns if name.startswith("grade_")]
    known = placed.filter(pl.all_horizontal(pl.col(grades).is_in(list(GRADES))),
                          pl.col("state").is_in(["placed", "below_light"]))
    matrix = known.select(pl.col(grades).replace_strict(GRADES, return_dtype=pl.Float64)).to_numpy()
    ours = known["level"].fill_null("ingen").replace_strict(GRADES).to_list()

    def of_pydecision():
        eight = len(grades)
        return electre_tri_b(np.array(matrix), W=[1.0] * eight, Q=[0.1] * eight, P=[0.1] * eight,
                             V=[1e9] * eight, B=[[0.5] * eight, [1.5] * eight, [2.5] * eight],
                             cut_level=0.5 + 1e-6, verbose=False, rule="pc")

    classes, by_pydecision = timed(of_pydecision, 1)
    # Its classes count from the best.
    theirs = [len(GRADES) - 1 - one for one in classes]
    if ours != theirs:
        off = sum(one != other for one, other in zip(ours, theirs))
        sys.exit(f"outranking: {off} of {len(ours)} levels differ")
    told(f"{known.height} levels from eight grades (niveau: grading and placing all {placed.height} offerings)",
         run.stage("assessing"), {"pyDecision, ELECTRE TRI-B, the matrix at hand": by_pydecision})
