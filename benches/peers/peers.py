"""The same work by others: results are held equal, times stand beside each other.

    peers.py NIVEAU [FLAT]

NIVEAU: the program. FLAT: the folder that `cargo bench --bench streaming -- ROWS FLAT` left; without
it nothing is placed from parquet. Ends with 1 where a result differs. Each is the fastest of three,
or one where it takes long; niveau starts a process each time, the libraries stand in one that has
started.
"""

import sys
import tempfile
from pathlib import Path

import acceptability
import agreement
import catchment
import outranking
import placing
import workbooks
from side_by_side import Run

TILBUD = 5_000


def main():
    niveau = str(Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        agreement.compare(niveau, folder)
        run = Run(niveau, folder, TILBUD)
        workbooks.compare(run, folder)
        outranking.compare(run)
        acceptability.compare(run)
        catchment.compare(run)
        if len(sys.argv) > 2:
            placing.compare(niveau, Path(sys.argv[2]).resolve(), folder)


if __name__ == "__main__":
    main()
