"""Agreement of many who rate: krippendorff and irrCAC, from the same file."""

import csv
import json
import random
import subprocess
from pathlib import Path

import krippendorff
import pandas as pd
from irrCAC.raw import CAC

from side_by_side import same, timed, told

UNITS = 100_000
RATERS = 5


def compare(niveau, folder):
    """Two of five rate each unit on four grades; one rating in twenty is missing."""
    dice = random.Random(1)
    file = Path(folder) / "ratings.csv"
    with file.open("w", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["unit", "rater", "rating"])
        for unit in range(UNITS):
            level = dice.randint(1, 4)
            for rater in dice.sample(range(RATERS), 2):
                if dice.random() > 0.05:
                    rows.writerow([unit, rater, min(4, max(1, level + dice.choice([-1, 0, 0, 0, 1])))])

    def of_niveau():
        done = subprocess.run([niveau, "agreement", "--ratings", file, "--json"], check=True, capture_output=True)
        return json.loads(done.stdout)

    def wide():
        return pd.read_csv(file).pivot(index="unit", columns="rater", values="rating")

    def of_krippendorff():
        table = wide().to_numpy(dtype=float).T
        return {level: krippendorff.alpha(reliability_data=table, level_of_measurement=level)
                for level in ["nominal", "ordinal", "interval"]}

    def of_irrcac():
        return (CAC(wide()).gwet()["est"]["coefficient_value"],
                CAC(wide(), weights="ordinal").gwet()["est"]["coefficient_value"])

    ours, seconds = timed(of_niveau)
    alpha, by_krippendorff = timed(of_krippendorff)
    (ac1, ac2), by_irrcac = timed(of_irrcac)
    for level, value in alpha.items():
        same(f"alpha, {level}", ours["alpha"][level], value)
    # irrCAC rounds to five decimals.
    same("AC1", ours["ac1"], ac1, 6e-6)
    same("AC2, ordinal", ours["ac2_ordinal"], ac2, 6e-6)
    told(f"agreement of {UNITS} units (niveau: all coefficients with jackknife intervals)", seconds,
         {"krippendorff, three alphas without intervals": by_krippendorff,
          "irrCAC, AC1 and AC2 with analytic intervals": by_irrcac})
