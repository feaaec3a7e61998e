"""The portal's file and the inspectors' workbooks, read, placed and told: pandas, openpyxl, matplotlib.

A bounded part of what a run does: the grades that inspectors gave, not those that follow from the
evidence (which is read), and no quality gate. Compared where a row has all eight and is the only one.
"""

import sys
from pathlib import Path

import matplotlib
import pandas as pd
import polars as pl

from side_by_side import timed, told

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

GRADES = {"ingen": 0, "let": 1, "moderat": 2, "højt": 3}
LEVELS = ["ingen", "let", "moderat", "højt"]
PARAMETERS = ["Aktiv praksis", "Praksiserfaring", "Uddannelsesmæssige kompetencer", "Fagmiljø",
              "Samarbejdsformer", "Vidensudvikling", "Metoder og faglige tilgange", "Hjælpemidler og teknologi"]
KEY = ["Tilbudsid", "Målgruppe", "Delmålgruppe", "Aldersgruppe", "Tilsyn", "Dato"]


def compare(run, folder):
    written = Path(folder) / "of-pandas"
    written.mkdir()
    (portal, placed), by_reading = timed(lambda: read_and_place(run.input))
    _, by_writing = timed(lambda: write(portal, placed, written))
    ours = pd.DataFrame(pl.read_parquet(run.output / "placements.parquet").to_dict(as_series=False))
    offering = ["provider_id", "target_group_name"]
    ours = ours[ours["subgroup"].isna() & ours["age_group"].isna() & ours["state"].isin(["placed", "below_light"])]
    both = placed.merge(ours, left_on=["Tilbudsid", "Målgruppe"], right_on=offering)
    differ = both["niveau"] != both["level"].fillna("ingen")
    if both.empty or differ.any():
        sys.exit(f"workbooks: {differ.sum()} of {len(both)} levels differ")
    told(f"CSV and workbooks to levels, {len(both)} held equal (niveau: reading, assessing and counting of all)",
         run.stage("reading", "assessing", "counting"), {"pandas, openpyxl": by_reading})
    files = sum(1 for file in run.output.rglob("*") if file.is_file())
    told(f"with tables and pictures (niveau: a whole run, {files} files; pandas: a workbook, 3 tables, 3 pictures twice)",
         run.seconds, {"pandas, openpyxl, matplotlib": by_reading + by_writing})


def read_and_place(folder):
    portal = pd.read_csv(folder / "tilbudsportalen-eksempel.csv", sep=";", dtype=str, encoding="utf-8-sig")
    sheets = {"Oplysningsskema": [], "Afrapportering": []}
    for file in sorted(folder.glob("*tilsyn*.xlsx")):
        for name, rows in pd.read_excel(file, sheet_name=list(sheets), dtype=object).items():
            sheets[name].append(rows)
    evidence, grades = (pd.concat(rows, ignore_index=True) for rows in sheets.values())
    for table in (evidence, grades):
        table["Tilbudsid"] = table["Tilbudsid"].astype("string").str.strip()
    assessed = grades.merge(evidence.drop_duplicates(KEY), on=KEY, how="left", suffixes=("", " (skema)"))
    values = assessed[PARAMETERS].apply(lambda column: column.str.strip().str.lower().map(GRADES))
    complete = assessed[values.notna().all(axis=1) & assessed["Delmålgruppe"].isna() & assessed["Aldersgruppe"].isna()]
    values = values.loc[complete.index]
    is_alone = ~complete.set_index(["Tilbudsid", "Målgruppe"]).index.duplicated(keep=False)
    rated = grades.groupby(["Tilbudsid", "Målgruppe"]).size()
    is_only = complete.set_index(["Tilbudsid", "Målgruppe"]).index.map(rated) == 1
    reached = sum(((values >= level).sum(axis=1) > len(PARAMETERS) / 2).astype(int) for level in (1, 2, 3))
    placed = complete.assign(niveau=reached.map(dict(enumerate(LEVELS))))[is_alone & is_only]
    return portal, placed


def write(portal, placed, written):
    tilbud = portal.drop_duplicates("Tilbudsid")[["Tilbudsid", "Kommune", "Virksomhedsform"]]
    placed = placed.merge(tilbud, on="Tilbudsid", how="inner", suffixes=("", " (portal)"))
    of_municipality = pd.crosstab(placed["Kommune (portal)"], placed["niveau"]).reindex(columns=LEVELS, fill_value=0)
    of_ownership = pd.crosstab(placed["Virksomhedsform"], placed["niveau"]).reindex(columns=LEVELS, fill_value=0)
    of_group = pd.crosstab(placed["Målgruppe"], placed["niveau"]).reindex(columns=LEVELS, fill_value=0)
    with pd.ExcelWriter(written / "niveauer.xlsx", engine="openpyxl") as book:
        placed[["Tilbudsid", "Målgruppe", "Tilsyn", "niveau", *PARAMETERS]].to_excel(book, sheet_name="Indplaceringer", index=False)
        of_municipality.to_excel(book, sheet_name="Kommuner")
        of_ownership.to_excel(book, sheet_name="Ejerformer")
        of_group.to_excel(book, sheet_name="Målgrupper")
    for name, table in {"kommuner": of_municipality, "ejerformer": of_ownership, "maalgrupper": of_group}.items():
        table.to_csv(written / f"{name}.csv", sep=";")
        figure, axes = plt.subplots(figsize=(8, 0.25 * len(table) + 2))
        table.plot.barh(stacked=True, ax=axes)
        figure.tight_layout()
        figure.savefig(written / f"{name}.png", dpi=100)
        figure.savefig(written / f"{name}.svg")
        plt.close(figure)
