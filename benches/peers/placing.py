"""Placing offerings from parquet: DuckDB and polars run the rules that `niveau sql` wrote."""

import subprocess
import sys
from pathlib import Path

import duckdb
import polars as pl
import sqlglot
from sqlglot import exp

from side_by_side import timed, told

LEVELS = "SELECT state, level, count(*) FROM {} GROUP BY ALL ORDER BY ALL"


def compare(niveau, flat, folder):
    files, rules = flat / "parquet", flat / "input"
    output, by_polars_file = Path(folder) / "placed", Path(folder) / "placed-by-polars.parquet"

    def of_niveau():
        subprocess.run(["rm", "-rf", output], check=True)
        subprocess.run([niveau, "place", files, "--input", rules, "--output", output, "--quiet"], check=True)

    script = subprocess.run([niveau, "sql", "--dialect", "duckdb", "--input", rules, "--data", files],
                            check=True, capture_output=True, text=True).stdout

    def of_duckdb():
        engine = duckdb.connect()
        engine.execute("SET threads = 2")
        engine.execute(script)
        return engine.execute(LEVELS.format("niveau_placements")).fetchall()

    def of_polars():
        polars_frame(script, files).sink_parquet(by_polars_file)
        counts = pl.scan_parquet(by_polars_file).group_by("state", "level").len().collect()
        return sorted(counts.rows(), key=lambda row: (row[0], row[1] or "~"))

    _, seconds = timed(of_niveau)
    theirs, by_duckdb = timed(of_duckdb)
    by_expressions, by_polars = timed(of_polars)
    ours = duckdb.connect().execute(LEVELS.format(f"read_parquet('{output}/**/placed.parquet')")).fetchall()
    if ours != theirs:
        sys.exit(f"placed: niveau says {ours}, DuckDB {theirs}")
    ours.sort(key=lambda row: (row[0], row[1] or "~"))
    if ours != by_expressions:
        sys.exit(f"placed: niveau says {ours}, polars {by_expressions}")
    told(f"placing {sum(row[2] for row in ours)} offerings from parquet (niveau and polars write each, DuckDB counts them)",
         seconds, {"DuckDB, two threads": by_duckdb, "polars, expressions": by_polars})


def polars_frame(script, files):
    """The views up to the placements, each a step of expressions on the one before it."""
    frame = None
    for view in sqlglot.parse(script, read="duckdb"):
        name, select = view.this.name, view.expression
        if name == "niveau_guidelines":
            guidelines = guideline_frame(select)
            continue
        if name == "niveau_offerings":
            frame = pl.scan_parquet(f"{files}/*.parquet").select(expressions(select))
        elif name == "niveau_assessed":
            frame = with_guideline(frame, guidelines, select)
        elif select.expressions[0].is_star:
            frame = frame.with_columns(expressions(select))
        else:
            return frame.select(expressions(select))
    raise ValueError("the script has no placements")


def expressions(select):
    """A view's columns as polars reads them; `*` keeps what is there already."""
    return [expression(column) for column in select.expressions if not column.is_star]


def expression(column):
    name = column.alias_or_name
    plain = column.unalias().copy()
    for part in plain.find_all(exp.Column):
        part.set("table", None)
    return pl.sql_expr(plain.sql(dialect="duckdb")).alias(name)


def guideline_frame(select):
    names = ["guideline_no", "target_group", "valid_from", "valid_until", "guideline"]
    rows = [[None if cell.find(exp.Null) else cell.find(exp.Literal).to_py() for cell in row.expressions]
            for row in select.find_all(exp.Tuple)]
    frame = pl.LazyFrame(rows, schema=names, orient="row")
    return frame.with_columns(pl.col("valid_from", "valid_until").cast(pl.String).str.to_date())


def with_guideline(frame, guidelines, select):
    """The guideline in force on the day of the assessment: polars joins on equality alone, and each
    target group of these rules has one."""
    others = [part for part in select.args["joins"][0].args["on"].unnest().flatten()
              if not (isinstance(part.unnest(), exp.EQ))]
    holds = pl.all_horizontal([expression(exp.alias_(part.copy(), "is")) for part in others])
    joined = frame.join(guidelines, on="target_group", how="left", validate="m:1", maintain_order="left")
    known = holds.fill_null(False)
    joined = joined.with_columns(
        pl.when(known).then(pl.col("guideline_no")), pl.when(known).then(pl.col("guideline")))
    made = [column for column in select.expressions if column.alias_or_name in ("is_assessed", "has_evidence")]
    return joined.with_columns(expression(column) for column in made)
