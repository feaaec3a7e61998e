"""Places in reach of each citizen (E2SFCA): PySAL access."""

import itertools
import sys
import tomllib

import numpy as np
import pandas as pd
import polars as pl
from access import Access, weights

from side_by_side import timed, told

EARTH_RADIUS_KM = 6371.0088


def compare(run):
    """Each target group with a size, its three levels: the same citizens, places, distances, weights."""
    rule = tomllib.loads((run.input / "rules" / "adgang.toml").read_text())
    towns = pd.read_csv(run.input / "registers" / "municipalities.csv", dtype={"code": str})
    expected = pl.read_parquet(run.output / "size" / "expected.parquet").filter(
        pl.col("variant") == "central", pl.col("age_band") == "alle", pl.col("subgroup").is_null())
    supply = pl.read_parquet(run.output / "landscape" / "supply.parquet")
    ours = pl.read_parquet(run.output / "landscape" / "access.parquet").filter(pl.col("e2sfca").is_not_null())

    def reached():
        costs = journeys(towns, rule["detour-factor"])
        bands = {band["up-to"]: band["weight"] for band in rule["bands"]}
        found = []
        for (group, level), _ in ours.group_by("target_group", "level", maintain_order=True):
            citizens = need(expected, group, level)
            here = supply.filter(pl.col("target_group") == group, pl.col("level") == level)
            places = pandas(here.group_by("municipality").agg(pl.col("places_shared").sum()))
            places = towns[["code"]].merge(places, left_on="code", right_on="municipality", how="left")
            places["places_shared"] = places["places_shared"].fillna(0.0)
            of = Access(citizens, demand_index="municipality", demand_value="expected",
                        supply_df=places[["code", "places_shared"]], supply_index="code", supply_value="places_shared",
                        cost_df=costs, cost_origin="from", cost_dest="to", cost_name="km")
            reach = of.enhanced_two_stage_fca(max_cost=max(bands), weight_fn=weights.step_fn(bands))
            found += [(group, level, town, 100.0 * value) for town, value in reach.iloc[:, 0].items()]
        return pl.DataFrame(found, schema=["target_group", "level", "municipality", "theirs"], orient="row")

    theirs, by_access = timed(reached, 1)
    both = ours.join(theirs, on=["target_group", "level", "municipality"], how="left")
    theirs, ours_again = pl.col("theirs").fill_null(0.0), pl.col("e2sfca")
    gap = both.select((ours_again - theirs).abs() / ours_again.clip(1e-9, None)).to_series()
    if both.height != ours.height or not gap.max() < 1e-9:
        sys.exit(f"E2SFCA: off by {gap.max()} of the figure, {(gap > 1e-9).sum()} of {both.height} rows")
    told(f"E2SFCA, {both.height} figures (niveau: the stage landscape as a whole)", run.stage("landscape"),
         {"PySAL access": by_access})


def need(expected, group, level):
    own = expected.filter(pl.col("target_group") == group, pl.col("level") == level)
    if own.is_empty():
        own = expected.filter(pl.col("target_group") == group, pl.col("level") == "alle")
    return pandas(own.select("municipality", "expected"))


def pandas(frame):
    """Without pyarrow, which only this would need."""
    return pd.DataFrame(frame.to_dict(as_series=False))


def journeys(towns, detour):
    """Great circles between centroids, times the detour factor."""
    lat, lon = np.radians(towns["centroid_lat"]), np.radians(towns["centroid_lon"])
    rows = []
    for a, b in itertools.product(range(len(towns)), repeat=2):
        h = np.sin((lat[b] - lat[a]) / 2) ** 2 + np.cos(lat[a]) * np.cos(lat[b]) * np.sin((lon[b] - lon[a]) / 2) ** 2
        rows.append((towns["code"][a], towns["code"][b], 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(h)) * detour))
    return pd.DataFrame(rows, columns=["from", "to", "km"])
