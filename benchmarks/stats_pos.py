"""Captions tagged a CPU second: tagger alone with the ruler asked once a pair, and whole pipelines.

    python benchmarks/stats_pos.py 2000

The captions are made of everyday shop words, of about 90 words each.
"""

import argparse
import random
import time
from collections.abc import Callable

import spacy

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
    wall = time.perf_counter()
    tag(captions(given.captions, 3), model=name, workers=2)
    wall = time.perf_counter() - wall
    print(
        f"{'lgs with 2 workers':44} {given.captions / wall:8,.0f} captions a second, start included"
    )


def drain(nlp: spacy.language.Language, texts: list[str]) -> None:
    """Tag and look at every token's part of speech."""
    for doc in nlp.pipe(texts, batch_size=BATCH):
        doc.to_array(["POS", "LOWER"])


if __name__ == "__main__":
    main()
