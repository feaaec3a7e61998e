"""The same work by others: results are held equal, times stand beside each other.

    peers.py NIVEAU [FLAT]

NIVEAU: the program. FLAT: the folder that `cargo bench --bench streaming -- ROWS FLAT` left; without
it only agreement is compared. Ends with 1 where a result differs. Each is the fastest of three and
reads the file; niveau starts a process each time, the libraries stand in one that has started.
"""

import csv
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import krippendorff
import pandas as pd
from irrCAC.raw import CAC

UNITS = 100_000
RATERS = 5


def timed(work, times=3):
    seconds = []
    for _ in range(times):
        began = time.monotonic()
        result = work()
        seconds.append(time.monotonic() - began)
    return result, min(seconds)


def told(what, ours, others):
    print(f"{what}: niveau {ours:.2f} s")
    for name, seconds in others.items():
        print(f"  {name}: {seconds:.2f} s, {seconds / ours:.1f} times as long")


def same(name, ours, other, off=1e-9):
    if abs(ours - other) > off:
        sys.exit(f"{name}: niveau says {ours}, the other {other}")


def agreement(niveau, folder):
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
    (ac1, ac2), by_irrcac = timed(of_irrcac, 1)
    for level, value in alpha.items():
        same(f"alpha, {level}", ours["alpha"][level], value)
    # irrCAC rounds to five decimals.
    same("AC1", ours["ac1"], ac1, 6e-6)
    same("AC2, ordinal", ours["ac2_ordinal"], ac2, 6e-6)
    told(f"agreement of {UNITS} units (niveau: all coefficients with jackknife intervals)", seconds,
         {"krippendorff, three alphas without intervals": by_krippendorff,
          "irrCAC, AC1 and AC2 with analytic intervals": by_irrcac})


def placing(niveau, flat, folder):
    """DuckDB runs the rules that `niveau sql` wrote, over the same parquet files."""
    files, rules = flat / "parquet", flat / "input"
    output = Path(folder) / "placed"

    def of_niveau():
        subprocess.run(["rm", "-rf", output], check=True)
        subprocess.run([niveau, "place", files, "--input", rules, "--output", output, "--quiet"], check=True)

    script = subprocess.run([niveau, "sql", "--dialect", "duckdb", "--input", rules, "--data", files],
                            check=True, capture_output=True, text=True).stdout
    levels = "SELECT state, level, count(*) FROM {} GROUP BY ALL ORDER BY ALL"

    def of_duckdb():
        engine = duckdb.connect()
        engine.execute("SET threads = 2")
        engine.execute(script)
        return engine.execute(levels.format("niveau_placements")).fetchall()

    _, seconds = timed(of_niveau)
    theirs, by_duckdb = timed(of_duckdb)
    ours = duckdb.connect().execute(levels.format(f"read_parquet('{output}/**/placed.parquet')")).fetchall()
    if ours != theirs:
        sys.exit(f"placed: niveau says {ours}, DuckDB {theirs}")
    told(f"placing {sum(row[2] for row in ours)} offerings from parquet (niveau writes each, DuckDB counts them)",
         seconds, {"DuckDB, two threads": by_duckdb})


def main():
    niveau = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        agreement(niveau, folder)
        if len(sys.argv) > 2:
            placing(niveau, Path(sys.argv[2]).resolve(), folder)


if __name__ == "__main__":
    main()
