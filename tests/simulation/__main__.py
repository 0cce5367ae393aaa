"""Play seeds: ``python -m tests.simulation 17`` one of them, ``python -m tests.simulation 0 --count 500`` many."""

import argparse
import sys
import time
import traceback
from collections import Counter

from tests.simulation import coverage
from tests.simulation.play import KEY, Failed, stage


def main() -> int:
    """Play what the command line asks for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("seed", type=int)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--steps", type=int)
    parser.add_argument("--talk", action="store_true", help="days of talk, with guards that have no patience")
    parser.add_argument("--plain", action="store_true", help="desks without a key, to see what the encryption costs")
    parser.add_argument("--trace", action="store_true", help="show the course of events of a seed that fails")
    parser.add_argument("--stats", action="store_true", help="count what of the protocol the seeds met")
    options = parser.parse_args()
    met: Counter[str] = Counter()
    failed, begun, used = 0, time.monotonic(), time.process_time()
    with stage(None if options.plain else KEY) as here:
        for seed in range(options.seed, options.seed + options.count):
            try:
                met.update(here.play(seed, options.steps, talk=options.talk, trace=options.trace).met)
            except Failed:
                failed += 1
                print(f"--- seed {seed}", file=sys.stderr)
                traceback.print_exc()
    if options.stats:
        print(coverage.table(met))
    spent = f"{time.monotonic() - begun:.0f} s, {time.process_time() - used:.0f} s of processor time"
    print(f"{options.count} seeds, {failed} failed, {spent}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
