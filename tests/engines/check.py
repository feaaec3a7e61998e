"""Do the engines say what niveau says, cell by cell?

    python tests/engines/check.py NIVEAU INPUT FOLDER [ROWS]

Random offerings are written as the flat table: known, partly known and unknown grades, what is not
relevant, provider kinds, parts, every status and judgement. `niveau place` places them; DuckDB,
Spark and, where it is installed, PostgreSQL run what `niveau sql` writes. Every cell of
niveau_placements must be the same, and niveau_acceptability what the formula gives. sqlglot, which
is none of them, reads all three dialects.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from math import comb

import duckdb
import sqlglot

HERE = pathlib.Path(__file__).parent
DIALECTS = ["duckdb", "spark", "postgres"]
# Placed by each engine; the last has uneven weights, required parameters, "counts as met".
RULES = ["flertal", "flertal-aktiv-praksis", "alle", "til-proeven"]
CODES = [1, 2, 3, 4, 6, 7, 8, 12, 14, 16, 17, 18, 19, 20, 22, 23, 24, 28, 30, 31]
PARAMETERS = [
    "active_practice",
    "practice_experience",
    "education",
    "professional_environment",
    "collaboration",
    "knowledge_development",
    "methods",
    "aids_and_technology",
]


def main():
    niveau, given = (pathlib.Path(path).resolve() for path in sys.argv[1:3])
    folder = pathlib.Path(sys.argv[3]).resolve()
    n = int(sys.argv[4]) if len(sys.argv) > 4 else 100_000
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    settings = with_own_rules(given, folder / "input")
    scripts = {
        (dialect, rule): write_sql(niveau, settings, folder, dialect, rule)
        for dialect in DIALECTS
        for rule in RULES
    }
    # The columns of the flat table, as the first view selects them.
    columns = re.findall(r'CAST\("(\w+)" AS (\w+)\)', statements(scripts["duckdb", "flertal"])[0])
    db = duckdb.connect()
    write_offerings(db, columns, folder / "offerings.parquet", n)
    write_offerings(db, columns, folder / "none.parquet", 0)
    placed = {rule: place(niveau, settings, folder, rule) for rule in RULES}
    show_spread(db, placed["flertal"], n)
    read_by_sqlglot(scripts)
    for engine in engines():
        began = time.monotonic()
        name = engine.name
        try:
            running = engine(folder)
        except NotInstalled as why:
            print(f"{name}: not tried, {why}")
            continue
        # Spark plans for longer than it reckons: the shipped rule, and the one with everything in it.
        for rule in RULES if name != "spark" else [RULES[0], RULES[-1]]:
            running.run(scripts[name, rule])
            answers = running.rows("niveau_placements", folder / f"{name}-{rule}.csv")
            compare(db, f"{name}, {rule}", answers, placed[rule], n)
            chances = running.rows("niveau_acceptability", folder / f"{name}-{rule}-chances.csv")
            check_chances(db, f"{name}, {rule}", chances, placed[rule], rule)
        running.run(scripts[name, RULES[0]].replace("offerings.parquet", "none.parquet"))
        running.empty()
        nothing = running.rows("niveau_placements", folder / f"{name}-none.csv")
        assert db.execute(f"SELECT count(*) FROM {nothing}").fetchone() == (0,), "an empty register"
        running.stop()
        print(f"{name}: {time.monotonic() - began:.0f} s")


def engines():
    """All, or those that ENGINES names."""
    named = os.environ.get("ENGINES", "duckdb postgres spark").split()
    return [engine for engine in (DuckDb, Postgres, Spark) if engine.name in named]


def run(*arguments, **more):
    subprocess.run([str(argument) for argument in arguments], check=True, **more)


def with_own_rules(given, settings):
    """The input without its data, with a guideline and a rule of every kind."""
    for name in ["guidelines", "rules", "registers", "layouts", "descriptions", "sizes"]:
        shutil.copytree(given / name, settings / name)
    for file in given.glob("*.toml"):
        shutil.copy(file, settings)
    shutil.copy(HERE / "guideline.toml", settings / "guidelines/autismespektrum/2023-01-01.toml")
    shutil.copy(HERE / "rule.toml", settings / "rules/til-proeven.toml")
    return settings


def write_offerings(db, columns, path, n):
    """Random rows, the same for the same DuckDB."""
    made = ", ".join(f'{cell(name, kind)} AS "{name}"' for name, kind in columns)
    db.execute(f"COPY (SELECT {made} FROM range({n}) AS t(i)) TO '{path}' (FORMAT parquet, COMPRESSION uncompressed)")


def random(name, below):
    return f"CAST(hash(i, '{name}') % {below} AS BIGINT)"


def cell(name, kind):
    """A cell of row i. A tenth of the rows report all, others less, some nothing."""
    if name == "provider_id":
        return "printf('t%07d', i)"
    missing = {0: 0, 1: 0, 2: 5, 3: 5, 4: 20, 5: 20, 6: 50, 7: 90, 8: 100, 9: 10}
    cases = " ".join(f"WHEN {row} THEN {percent}" for row, percent in missing.items())
    is_missing = f"{random(name + '?', 100)} < CASE {random('row', 10)} {cases} END"
    if name.startswith("given_"):
        # Of a third of the rows all grades are given, of a third some, of a third none.
        share = f"CASE {random('given', 3)} WHEN 0 THEN 100 WHEN 1 THEN 40 ELSE 0 END"
        # Mostly levels, as most are known.
        codes = f"list_extract([1, 2, 4, 8, 8, 4, 2, 1] || {CODES}, 1 + {random(name, 8 + len(CODES))})"
        known = f"list_extract([1, 2, 4, 8, 16, 4, 8, 2], 1 + {random(name, 8)})"
        codes = f"CASE WHEN {random('all known', 3)} = 0 THEN {known} ELSE {codes} END"
        return f"CASE WHEN {random(name + '?', 100)} < {share} THEN CAST({codes} AS BIGINT) END"
    words = {
        "target_group": ["autismespektrum"] * 4 + ["synsnedsaettelse", "erhvervet-hjerneskade", "hjemloeshed"],
        "subgroup": [None] * 6 + ["autisme-og-udviklingshaemning", "en-anden"],
        "age_group": [None, None, "børn", "unge", "voksne"],
        "municipality": [None, "0101", "0751"],
        "region": [None],
        "ownership": [None, "Kommunal", "Privat"],
        "status": [None, "godkendt", "godkendt", "godkendt", "betinget godkendt", "ikke godkendt"]
        + ["ophørt", "opfyldt", "ikke opfyldt", "noget andet"],
        "status_fault": [None] * 17 + ["contradiction", "contradiction", "unread", "lost", "list_lost"],
        "judgement": [None, None, "sufficient", "sufficient", "sufficient", "insufficient"]
        + ["unclear", "lost"],
    }
    if name in words:
        listed = ", ".join("NULL" if word is None else f"'{word}'" for word in words[name])
        return f"CAST(list_extract([{listed}], 1 + {random(name, len(words[name]))}) AS VARCHAR)"
    if name == "assessed_on":
        day = f"DATE '2020-06-01' + CAST({random(name, 2500)} AS INTEGER)"
        return f"CASE WHEN {random('assessed?', 20)} > 0 THEN {day} END"
    if kind == "DATE":
        # Few days, so that two are often the same.
        day = f"DATE '2024-01-01' + CAST({random(name, 3)} AS INTEGER)"
        # A judgement has a day.
        return day if name == "judged_on" else f"CASE WHEN {random(name + '?', 6)} > 0 THEN {day} END"
    if name in ["is_residential", "is_day", "is_outpatient", "is_outreach"]:
        known = f"{random('kinds', 4)} > 0"
        return f"CASE WHEN {known} THEN {random(name, 2)} = 0 END"
    if kind == "BOOLEAN":
        return f"CASE {random(name, 3)} WHEN 0 THEN TRUE WHEN 1 THEN FALSE END"
    if name.endswith("_pct"):
        near = [0, 2000, 2499, 2500, 3330, 3333, 3340, 5000, 5999, 6000, 6050, 7500, 9000, 10000]
        number = f"list_extract({near}, 1 + {random(name, len(near))})"
    elif name.startswith("borgere"):
        number = random(name, 16)
    elif name == "medarbejdere":
        number = random(name, 13)
    elif name.startswith("erfaring"):
        # Mostly fewer than the staff.
        number = f"CASE WHEN {random(name + '0', 3)} > 0 THEN {random(name, 3)} ELSE {random(name, 5)} END"
    elif name in ["places_open", "fagmiljoe_stoerrelse"]:
        number = random(name, 8)
    elif name.startswith(("certificerede", "tvaersektorielle", "metoder")):
        number = random(name, 5)
    else:
        # Answers: yes more often than no; not relevant of aids.
        answers = [1, 1, 1, 0, 2] if name == "hjaelpemidler_i_brug" else [1, 1, 1, 0]
        number = f"list_extract({answers}, 1 + {random(name, len(answers))})"
    return f"CASE WHEN NOT ({is_missing}) THEN CAST({number} AS BIGINT) END"


def place(niveau, settings, folder, rule):
    output = folder / f"placed-{rule}"
    run(niveau, "place", folder / "offerings.parquet", "--input", settings, "--rule", rule, "--output", output, "--quiet")
    return f"read_parquet('{output}/offerings.parquet/placed.parquet')"


def show_spread(db, placed, n):
    """That the rows are no easy ones: how many there are of each state and level."""
    spread = db.execute(f"SELECT state, level_low, level_high, count(*) FROM {placed} GROUP BY ALL ORDER BY ALL").fetchall()
    states = {state for state, *_ in spread}
    assert len(states) == 6 and len(spread) > 20, spread
    n_guidelines = db.execute(f"SELECT count(DISTINCT guideline) FROM {placed}").fetchone()[0]
    assert n_guidelines == 4, n_guidelines
    # None was set aside.
    assert sum(row[-1] for row in spread) == n, spread
    print(f"{n} offerings, {len(spread)} kinds of placement")


def write_sql(niveau, settings, folder, dialect, rule):
    path = folder / f"{dialect}-{rule}.sql"
    data = folder / "offerings.parquet"
    run(niveau, "sql", "--dialect", dialect, "--rule", rule, "--data", data, "--input", settings, "--output", path, stderr=subprocess.DEVNULL)
    return path.read_text(encoding="utf-8")


def statements(script):
    """Each ends with a semicolon at the end of a line and nowhere else."""
    return [part for part in script.split(";\n") if part.strip()]


def read_by_sqlglot(scripts):
    for (dialect, rule), script in scripts.items():
        trees = [tree for tree in sqlglot.parse(script, dialect=dialect) if tree]
        assert len(trees) == len(statements(script)), (dialect, rule, len(trees))
    print(f"sqlglot reads {len(scripts)} scripts")


def compare(db, what, answers, placed, n):
    """Every cell of every row, and which differ."""
    columns = [name for name, *_ in db.execute(f"DESCRIBE SELECT * FROM {placed}").fetchall()]
    listed = ", ".join(f'CAST("{name}" AS VARCHAR) AS "{name}"' for name in columns)
    ours, theirs = f"SELECT {listed} FROM {placed}", f"SELECT {listed} FROM {answers}"
    assert db.execute(f"SELECT count(*) FROM {answers}").fetchone() == (n,), what
    wrong = db.execute(f"({ours} EXCEPT ALL {theirs}) ORDER BY provider_id").fetchall()
    if wrong:
        first = wrong[0][0]
        for side in (ours, theirs):
            print(db.execute(f"SELECT * FROM ({side}) WHERE provider_id = '{first}'").fetchall())
        sys.exit(f"{what}: {len(wrong)} of {n} offerings differ")
    print(f"{what}: {n} offerings, {len(columns)} columns, all the same")


def check_chances(db, what, chances, placed, rule):
    """Where all grades are known: P(level >= h) by the formula, in exact fractions."""
    share, required, counts_as_met = {
        "flertal": (Fraction(1, 2), [], False),
        "flertal-aktiv-praksis": (Fraction(1, 2), ["active_practice"], False),
        "alle": (Fraction(1), [], False),
        "til-proeven": (Fraction(5, 8), ["professional_environment", "aids_and_technology"], True),
    }[rule]

    def holds(k, n):
        if k in (0, n):
            return Fraction(int(k == n and n > 0))
        return sum(comb(n - 1, i) * share**i * (1 - share) ** (n - 1 - i) for i in range(k))

    grades = {1: 0, 2: 1, 4: 2, 8: 3}
    bounds = ", ".join(f"bounds_{parameter}" for parameter in PARAMETERS)
    words = ["ingen", "let", "moderat", "hoejt"]
    known = " AND ".join(f"bounds_{parameter} IN (1, 2, 4, 8, 16)" for parameter in PARAMETERS)
    shown = ", ".join(f"CAST(acceptability_{word} AS VARCHAR)" for word in words)
    rows = db.execute(
        f"SELECT {bounds}, {shown} FROM {placed} JOIN {chances} USING (provider_id) WHERE {known}"
    ).fetchall()
    expected = {}
    for row in rows:
        codes, told = row[:8], row[8:]
        if codes not in expected:
            relevant = [i for i in range(8) if codes[i] != 16]
            at_least = [Fraction(1)]
            for level in (1, 2, 3):
                met = [i for i in relevant if grades[codes[i]] >= level]
                n, k = len(relevant), len(met)
                if counts_as_met:
                    n, k = 8, 8 - len(relevant) + len(met)
                missing = any(
                    PARAMETERS.index(name) in relevant and PARAMETERS.index(name) not in met
                    for name in required
                )
                at_least.append(Fraction(0) if missing else holds(k, n))
            expected[codes] = [a - b for a, b in zip(at_least, at_least[1:] + [Fraction(0)])]
        for wanted, found in zip(expected[codes], told):
            assert found is not None and abs(wanted - Fraction(found)) < Fraction(2, 10**12), (what, row)
    n_null = db.execute(
        f"SELECT count(*) FROM {placed} JOIN {chances} USING (provider_id)"
        f" WHERE NOT ({known}) AND acceptability_let IS NOT NULL"
    ).fetchone()[0]
    wrong = db.execute(
        f"SELECT count(*) FROM {chances} WHERE reaches_let_low > reaches_let_high"
        " OR reaches_moderat_low > reaches_moderat_high OR reaches_hoejt_low > reaches_hoejt_high"
    ).fetchone()[0]
    assert len(expected) > 100 and n_null == 0 and wrong == 0, (what, len(expected), n_null, wrong)
    print(f"{what}: acceptability of {len(rows)} offerings by the formula")


class NotInstalled(Exception):
    pass


class DuckDb:
    name = "duckdb"

    def __init__(self, folder):
        self.db = duckdb.connect(str(folder / "register.duckdb"))

    def run(self, script):
        for statement in statements(script):
            self.db.execute(statement)

    def empty(self):
        pass

    def rows(self, view, path):
        path = path.with_suffix(".parquet")
        self.db.execute(f"COPY (SELECT * FROM {view}) TO '{path}' (FORMAT parquet)")
        return f"read_parquet('{path}')"

    def stop(self):
        self.db.close()


class Spark:
    name = "spark"

    def __init__(self, folder):
        if not shutil.which("java"):
            raise NotInstalled("there is no java")
        from pyspark.sql import SparkSession

        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        self.session = (
            SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
            # Without a library of the machine's own for packing.
            .config("spark.sql.parquet.compression.codec", "uncompressed")
            # Too large for one method of Java: Spark tries, says so at length, and does without.
            .config("spark.sql.codegen.wholeStage", "false")
            .config("spark.log.level", "ERROR")
            .getOrCreate()
        )

    def run(self, script):
        for statement in statements(script):
            self.session.sql(statement)

    def empty(self):
        pass

    def rows(self, view, path):
        path = path.with_suffix(".parquet")
        self.session.table(view).write.mode("overwrite").parquet(str(path))
        return f"read_parquet('{path}/*.parquet')"

    def stop(self):
        self.session.stop()


class Postgres:
    """A server of its own below the folder, reached by a socket there, and gone afterwards."""

    name = "postgres"

    def __init__(self, folder):
        found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))
        if not found:
            raise NotInstalled("there is no postgresql")
        # Where the server's own user can go, and short enough for a socket.
        self.bin, self.home = found[-1], pathlib.Path(tempfile.mkdtemp())
        self.csv = folder / "offerings.csv"
        duckdb.execute(f"COPY (FROM '{folder}/offerings.parquet') TO '{self.csv}' (FORMAT csv, HEADER)")
        self.user = []
        if os.getuid() == 0:
            # The server does not run as root.
            shutil.chown(self.home, "postgres", "postgres")
            self.user = ["runuser", "-u", "postgres", "--"]
        data = self.home / "data"
        self.command("initdb", "-D", data, "-E", "UTF8", "--no-sync", "-A", "trust", "-U", "niveau")
        options = f"-k {self.home} -c listen_addresses= -c fsync=off -c jit=off"
        self.command("pg_ctl", "-D", data, "-o", options, "-l", self.home / "log", "-w", "start")
        self.is_filled = False

    def command(self, name, *arguments, **more):
        call = self.user + [str(self.bin / name), *map(str, arguments)]
        return subprocess.run(call, check=True, stdout=subprocess.PIPE, cwd="/", **more)

    def psql(self, script):
        call = ["-h", self.home, "-U", "niveau", "-d", "postgres", "-q", "-v", "ON_ERROR_STOP=1"]
        return self.command("psql", *call, "-f", "-", input=script.encode()).stdout

    def run(self, script):
        self.psql("SET client_min_messages = warning;\n" + script)
        if not self.is_filled:
            self.is_filled = True
            with open(self.csv, "rb") as file:
                copy = "\\copy niveau_offerings FROM pstdin WITH (FORMAT csv, HEADER)"
                call = ["-h", self.home, "-U", "niveau", "-d", "postgres", "-q", "-c", copy]
                self.command("psql", *call, stdin=file)

    def empty(self):
        self.psql("TRUNCATE niveau_offerings;")

    def rows(self, view, path):
        path.write_bytes(self.psql(f"\\copy (SELECT * FROM {view}) TO STDOUT WITH (FORMAT csv, HEADER)\n"))
        return f"read_csv('{path}', all_varchar = true, header = true)"

    def stop(self):
        self.command("pg_ctl", "-D", self.home / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.home)


main()
