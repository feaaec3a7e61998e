"""What every comparison needs: a time, a line that tells it, and an end where results differ."""

import json
import subprocess
import sys
import time
from pathlib import Path


def timed(work, times=3):
    """The result, and the fastest of some times in seconds."""
    seconds = []
    for _ in range(times):
        began = time.monotonic()
        result = work()
        seconds.append(time.monotonic() - began)
    return result, min(seconds)


def told(what, ours, others):
    print(f"{what}: niveau {ours:.3f} s")
    for name, seconds in others.items():
        print(f"  {name}: {seconds:.2f} s, {seconds / ours:.1f} times as long", flush=True)


def same(name, ours, other, off=1e-9):
    if not abs(ours - other) <= off:
        sys.exit(f"{name}: niveau says {ours}, the other {other}")


class Run:
    """A made-up input of many assessed tilbud, and what three runs of niveau made of it."""

    def __init__(self, niveau, folder, tilbud):
        self.input, self.output = Path(folder) / "input", Path(folder) / "output"
        many = str(tilbud)
        subprocess.run([niveau, "example", "--tilbud", many, "--assessed", many, "--seed", "3",
                        "--output", self.input, "--quiet"], check=True)
        self.stages = []
        _, self.seconds = timed(lambda: self.once(niveau))

    def once(self, niveau):
        # Findings are counted on stderr: the example has rows that can't be used.
        subprocess.run([niveau, "run", "--input", self.input, "--output", self.output, "--quiet"],
                       check=True, stderr=subprocess.DEVNULL)
        stages = json.loads((self.output / "manifest.json").read_text())["times"]["stages"]
        self.stages.append({stage["stage"]: stage["seconds"] for stage in stages})

    def stage(self, *names):
        """Seconds that these took together, in the fastest of the runs."""
        return min(sum(stages[name] for name in names) for stages in self.stages)
