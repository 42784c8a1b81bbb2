"""Time and memory of exact n-gram counts on generated captions of about 90 words.

    python benchmarks/stats_ngrams.py 100000 --workers 2
    python benchmarks/stats_ngrams.py 50000 --workers 1 --beside scikit-learn --python PYTHON
    python benchmarks/stats_ngrams.py 1000000 --beside duckdb --python PYTHON

`--beside` counts the same file by scikit-learn's CountVectorizer (what memory can hold) or DuckDB's
group-by, in a process of its own under `--python`: neither is among the project's dependencies.

The text is made of phrases of one to four words; phrases and words follow a power law without an
end, so that vocabulary and n-grams go on growing as those of shops do (vocabulary by about N^0.6).
"""

import argparse
import resource
import subprocess
import sys
import time
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from lgs.engine import run
from lgs.stats.corpus import read_captions
from lgs.stats.ngrams import count_ngrams

PHRASES_A_CAPTION = 36  # of 2.5 words
BLOCK = 20_000  # captions made at a time
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]

OTHERS = {
    "scikit-learn": """
import sys
from sklearn.feature_extraction.text import CountVectorizer
lines = open(sys.argv[1], encoding="utf-8")
counter = CountVectorizer(ngram_range=(1, 3), token_pattern=r"[^ \\n]+")
sums = counter.fit_transform(lines).sum(axis=0).A1
sizes = [0] * 4
for text in counter.vocabulary_:
    sizes[text.count(" ") + 1] += 1
print(*sizes[1:], (sums >= 10).sum())
""",
    "duckdb": """
import sys, duckdb
base = duckdb.connect()
base.execute(f"set enable_progress_bar=false; set memory_limit='8GB'; set threads={sys.argv[2]}")
base.execute(f"set preserve_insertion_order=false; set temp_directory='{sys.argv[1]}.spill'")
base.execute("create table c as select string_split(lower(line), ' ') w from read_csv(?, "
             "columns={'line': 'varchar'}, delim='\\t', quote='', header=false)", [sys.argv[1]])
grams = ("w", "list_transform(range(1, len(w)), lambda i: w[i] || ' ' || w[i + 1])",
         "list_transform(range(1, len(w) - 1), "
         "lambda i: w[i] || ' ' || w[i + 1] || ' ' || w[i + 2])")
found = [base.execute(f"select count(*), count(*) filter (n >= 10) from (select g, count(*) n from "
                      f"(select unnest({g}) g from c) group by g)").fetchone() for g in grams]
print(*(n for n, _ in found), sum(k for _, k in found))
""",
}


@lru_cache(1 << 20)
def word(rank: int) -> str:
    """A word for a rank: the rank's digits to the base of 70, as syllables."""
    spelt = SYLLABLES[rank % 70]
    while rank := rank // 70:
        spelt += SYLLABLES[rank % 70]
    return spelt


def captions(first: int, end: int, seed: int) -> list[str]:
    """Captions number `first` to `end` - 1, the same for the same seed."""
    bits = np.random.PCG64(seed)
    bits.advance(first * PHRASES_A_CAPTION)  # one draw a phrase
    uniform = 1 - np.random.Generator(bits).random((end - first) * PHRASES_A_CAPTION)
    drawn = np.minimum(300 * uniform ** (-1 / 0.3), 2.0**60).astype(np.int64)
    numbers, place = np.unique(drawn, return_inverse=True)
    texts = phrases(numbers)
    spelt = [texts[i] for i in place.tolist()]
    starts = range(0, len(spelt), PHRASES_A_CAPTION)
    return [" ".join(spelt[start : start + PHRASES_A_CAPTION]) for start in starts]


def phrases(numbers: np.ndarray) -> list[str]:
    """The phrases of these numbers: one to four words by a power law, always the same ones."""
    state = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    sizes = (1 + (state >> np.uint64(33)) % np.uint64(4)).tolist()
    columns = []
    for _ in range(4):
        state = state * np.uint64(6364136223846793005) + np.uint64(1442695040888963407)
        uniform = ((state >> np.uint64(24)) + np.uint64(1)).astype(float) / (1 << 40)
        columns.append([word(int(rank)) for rank in (5 * uniform ** (-1 / 0.35)).tolist()])
    words = zip(*columns, strict=True)
    return [" ".join(row[:size]) for row, size in zip(words, sizes, strict=True)]


def block(first: int, *, end: int, seed: int) -> str:
    """BLOCK captions as lines."""
    return "\n".join([*captions(first, min(first + BLOCK, end), seed), ""])


def write_captions(path: Path, count: int, seed: int, workers: int) -> None:
    """Write so many captions, a line each."""
    with path.open("w", encoding="utf-8") as out:
        for outcome in run(
            range(0, count, BLOCK), partial(block, end=count, seed=seed), workers=workers
        ):
            out.write(outcome.get())


def peak_mb(who: int) -> float:
    """Peak resident memory in MB."""
    return resource.getrusage(who).ru_maxrss / 1024


def beside(name: str, python: str, file: str, workers: int) -> tuple[float, float, str]:
    """Wall and CPU seconds of another program on the same file, and what it found."""
    before, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(
        [python, "-c", OTHERS[name], file, str(workers)], capture_output=True, text=True, check=True
    )
    wall, after = time.perf_counter() - wall, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, cpu, done.stdout.strip()


def cpu_seconds() -> float:
    """CPU seconds of this process and of its children that ended."""
    used = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def main() -> None:
    """Write the captions to a file, count them, print what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("captions", type=int)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--beside", choices=sorted(OTHERS), action="append", default=[])
    parser.add_argument(
        "--python", default=sys.executable, help="with the other programs installed"
    )
    parser.add_argument("--file", type=Path, help="written if it is not there, and kept")
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        file = given.file or Path(folder) / "captions.txt"
        if not file.exists():
            write_captions(file, given.captions, given.seed, given.workers)
        count(file, given)


def count(file: Path, given: argparse.Namespace) -> None:
    """Count a file; then let the others do it."""
    begin, cpu = time.perf_counter(), cpu_seconds()
    lines = islice(read_captions(file), given.captions)
    counted = count_ngrams(lines, workers=given.workers)
    seconds, cpu = time.perf_counter() - begin, cpu_seconds() - cpu
    own, children = (peak_mb(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    for size, found in counted.ngrams.items():
        print(f"{size}-grams: {found.total:,} distinct {found.distinct:,} ", end="")
        print(f"frequent {found.frequent:,}")
    print(
        f"{given.captions:,} captions, {given.workers} workers: {seconds:.1f} s, {cpu:.1f} CPU s, "
        f"{given.captions / seconds:,.0f} captions/s, {given.captions / cpu:,.0f}/CPU s, "
        f"peak {own:,.0f} MB here, {children:,.0f} MB in the largest child",
        flush=True,
    )
    for name in given.beside:
        other, other_cpu, said = beside(name, given.python, str(file), given.workers)
        print(
            f"{name}: {other:.1f} s ({other / seconds:.2f} x), {other_cpu:.1f} CPU seconds "
            f"({other_cpu / cpu:.2f} x), {given.captions / other_cpu:,.0f} captions a CPU "
            f"second, peak {peak_mb(resource.RUSAGE_CHILDREN):,.0f} MB; distinct and "
            f"frequent: {said}",
            flush=True,
        )


if __name__ == "__main__":
    main()
