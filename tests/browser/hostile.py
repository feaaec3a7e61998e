"""Input whose names try what a name can try: markup, formulas, 5.000 characters, turned lines."""

import csv
import subprocess
from pathlib import Path

MARKUP = '<img src=x onerror="document.title=1"></td></script><script>document.title=1</script>'
NAMES = [
    MARKUP,
    '"><svg onload=document.title=1>',
    "=1+1",
    "+45 12 34 56 78",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "x" * 5_000,
    "\u202eleverandør\u2066 vendt\u200f",
    "{{ 7*7 }} {% raw %} ${7*7}",
]


def write(niveau, folder):
    """A small example whose providers have these names; gives its input folder."""
    source = Path(folder) / "input"
    subprocess.run(
        [niveau, "example", "--tilbud", "60", "--assessed", "40", "--output", str(source)],
        check=True, capture_output=True,
    )
    for heading, file in [("Tilbudsnavn", "tilbudsportalen-eksempel.csv"),
                          ("Leverandørnavn", "andre-leverandoerer-eksempel.csv")]:
        path = source / file
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.reader(lines, delimiter=";"))
        at = rows[0].index(heading)
        for nth, row in enumerate(rows[1:]):
            row[at] = NAMES[nth % len(NAMES)]
        with path.open("w", encoding="utf-8-sig", newline="") as lines:
            csv.writer(lines, delimiter=";").writerows(rows)
    return source
