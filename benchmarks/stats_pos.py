"""Captions tagged a CPU second: tagger alone with the ruler asked once a pair, and whole pipelines.

    python benchmarks/stats_pos.py 2000

The captions are made of everyday shop words, of about 90 words each.
"""

import argparse
import os
import random
import time
from collections.abc import Callable

import spacy

from lgs.stats import pos
from lgs.stats.pos import BATCH, load, resolve_model, tag

OPENINGS = ["This", "Our", "The new", "A", "The", "Every"]
ADJECTIVES = [
    "red",
    "soft",
    "warm",
    "classic",
    "light",
    "durable",
    "organic",
    "modern",
    "large",
    "slim",
    "quiet",
    "elegant",
]
NOUNS = [
    "shirt",
    "lamp",
    "mug",
    "chair",
    "handle",
    "pocket",
    "collar",
    "fabric",
    "kitchen",
    "garden",
    "gift",
    "zipper",
    "sole",
]
VERBS = [
    "keeps",
    "wears",
    "fits",
    "holds",
    "dries",
    "protects",
    "offers",
    "brings",
    "makes",
    "lasts",
]
ENDINGS = ["in Italy", "for years", "by Anna & Sons", "at 30 °C", "with 100% cotton", "every day"]


def captions(count: int, seed: int) -> list[str]:
    """Captions that all differ, the same for the same seed."""
    draw = random.Random(seed)
    return [" ".join(sentence(draw) for _ in range(9)) for _ in range(count)]


def sentence(draw: random.Random) -> str:
    """Some ten words, with a number now and then that no other sentence has."""
    model = f"{draw.choice('ABCXYZ')}{draw.randrange(10**6)} " if draw.random() < 0.2 else ""
    parts = (OPENINGS, ADJECTIVES, NOUNS, VERBS, ["the"], ADJECTIVES, NOUNS, ENDINGS)
    return model + " ".join(draw.choice(part) for part in parts) + "."


def timed(name: str, texts: list[str], work: Callable[[], object]) -> None:
    """Print what a CPU second of this process does."""
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    words = sum(len(text.split()) for text in texts)
    print(
        f"{name:44} {len(texts) / cpu:8,.0f} captions, {words / cpu:9,.0f} words a CPU second "
        f"({wall:.1f} s)"
    )


def main() -> None:
    """Time the ways to tag on the same captions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("captions", type=int)
    given = parser.parse_args()
    name = resolve_model()
    texts = captions(given.captions, 1)
    tag(captions(200, 2), model=name)  # warm up
    timed("lgs: tagger, ruler asked once a pair", texts, lambda: tag(texts, model=name))
    nlp = load(name)
    timed("tagger and ruler on whole texts", texts, lambda: drain(nlp, texts))
    whole = spacy.load(name)
    timed("spacy.load(model).pipe, the whole pipeline", texts, lambda: drain(whole, texts))
    two_processes(given.captions, name)


def two_processes(count: int, name: str) -> None:
    """What two processes do beside one, their start left out.

    The gain is told for cores of their own: twice what a CPU second does in two processes, beside
    what it does in one. In wall time it is less where others use the cores, or start is counted.
    """
    few, many = captions(64, 4), captions(count, 3)
    cpu, wall = [], []
    for workers in (1, 2):
        start, whole = (spent(texts, name, workers) for texts in (few, many))
        cpu.append(whole[1] - start[1])
        wall.append(whole[0])
    print(
        f"two processes: {count / cpu[1]:,.0f} captions a CPU second (one: {count / cpu[0]:,.0f}), "
        f"{2 * cpu[0] / cpu[1]:.2f} x one on cores of their own; "
        f"here {wall[0] / wall[1]:.2f} x in wall time, start included"
    )


def spent(texts: list[str], name: str, workers: int) -> tuple[float, float]:
    """Wall and CPU seconds, those of child processes too; every process tags some."""
    begin, wall = os.times(), time.perf_counter()
    tag([*texts, *captions(pos.UNIT * workers, 5)], model=name, workers=workers)
    end, wall = os.times(), time.perf_counter() - wall
    return wall, sum(end[:4]) - sum(begin[:4])


def drain(nlp: spacy.language.Language, texts: list[str]) -> None:
    """Tag and look at every token's part of speech."""
    for doc in nlp.pipe(texts, batch_size=BATCH):
        doc.to_array(["POS", "LOWER"])


if __name__ == "__main__":
    main()
