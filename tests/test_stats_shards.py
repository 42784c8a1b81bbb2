import json
import os
import random
import shutil
import time
from collections import Counter
from functools import partial
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lgs.engine import run
from lgs.stats.ngrams import Counted, count_ngrams
from lgs.stats.shards import FORMAT, captions_of, count_shard, digest_of, sum_shards, sweep
from lgs.stats.words import words_of

WORDS = [f"w{i}" for i in range(60)] + ["Café,", "—", "红色", "T-Shirt", "\x1f", "x" * 120]


def captions(seed: int, count: int = 200) -> list[str]:
    draw = random.Random(seed)
    weights = [1 / (1 + i) for i in range(len(WORDS))]
    return [" ".join(draw.choices(WORDS, weights, k=draw.randrange(12))) for _ in range(count)]


def write(folder: Path, *shards: list[str]) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    paths = [folder / f"{number:05d}.parquet" for number in range(len(shards))]
    for path, texts in zip(paths, shards, strict=True):
        table = pa.table({"caption": pa.array([text or None for text in texts], pa.string())})
        pq.write_table(table, path, row_group_size=30)
    return paths


def count(paths: list[Path], kept: Path, *, workers: int = 1) -> tuple[Counted, int]:
    """The counts of all shards, and how many captions had to be counted."""
    outcomes = run(paths, partial(count_shard, kept=kept), workers=workers)
    shards = [outcome.get() for outcome in outcomes]
    counted = sum_shards(shards, kept, min_count=3, top=10**6, workers=workers)
    sweep(kept, {name for shard in shards for name in (shard.base, *shard.folders)})
    return counted, sum(shard.counted for shard in shards)


def anew(paths: list[Path]) -> Counted:
    texts = (text for path in paths for text in captions_of(path))
    return count_ngrams(texts, min_count=3, top=10**6)


SHARDS = [captions(1), captions(2), captions(3)]
THINNED = [text for number, text in enumerate(SHARDS[1]) if number % 10]


@pytest.mark.parametrize(
    ("shards", "counted"),
    [
        (SHARDS, 0),
        ([*SHARDS, captions(4)], 200),  # a new shard
        ([SHARDS[0], THINNED, SHARDS[2]], 20),  # rows went
        ([SHARDS[0], [*SHARDS[1], "w1 w2", "w1 w2"], SHARDS[2]], 2),  # rows came
        ([SHARDS[0], [*THINNED, "new w1 w2 w3"], SHARDS[2]], 21),
        ([SHARDS[0], [*SHARDS[1][:99], *captions(7)], SHARDS[2]], 299),  # most of it is another
        (SHARDS[1:], 0),  # a shard went: the others have other names now
        ([SHARDS[2], SHARDS[2], SHARDS[0]], 0),
        ([[], [], SHARDS[0]], 0),
        ([list(reversed(SHARDS[0])), *SHARDS[1:]], 0),
    ],
)
def test_only_what_changed_is_counted_and_the_counts_are_those_of_a_fresh_run(
    tmp_path, shards, counted
):
    count(write(tmp_path / "pairs", *SHARDS), tmp_path / "kept")
    paths = write(tmp_path / "pairs", *shards)
    found, read = count(paths, tmp_path / "kept")
    assert found == anew(paths)
    assert read == counted
    assert count(paths, tmp_path / "kept") == (found, 0)


def test_several_processes_count_the_same_and_share_what_is_the_same(tmp_path):
    paths = write(tmp_path / "pairs", *[[], SHARDS[0]] * 3, SHARDS[1])
    found, _ = count(paths, tmp_path / "kept", workers=2)
    assert found == anew(paths)
    assert count(paths, tmp_path / "kept") == (found, 0)


def test_thresholds_that_go_and_come_back_find_their_counts_again(tmp_path):
    kept = tmp_path / "kept"
    for step, (shard, counted) in enumerate(
        [(SHARDS[1], 200), (THINNED, 20), (THINNED[:170], 30), (SHARDS[1], 0), (THINNED, 20)]
    ):
        paths = write(tmp_path / "pairs", shard)
        assert count(paths, kept) == (anew(paths), counted), step


def test_the_first_count_says_how_many_captions_there_are(tmp_path):
    assert count(write(tmp_path / "pairs", *SHARDS), tmp_path / "kept")[1] == 600


def test_what_no_shard_needs_is_taken_away(tmp_path):
    kept = tmp_path / "kept"
    count(write(tmp_path / "pairs", *SHARDS), kept)
    count(write(tmp_path / "pairs", SHARDS[0]), kept)
    assert sorted(p.name for p in kept.iterdir()) == sorted([digest_of(SHARDS[0]), "shards.json"])
    assert json.loads((kept / "shards.json").read_text()) == {"00000.parquet": digest_of(SHARDS[0])}


def test_what_another_process_may_be_writing_stays_for_a_day(tmp_path):
    kept = tmp_path / "kept"
    count(write(tmp_path / "pairs", SHARDS[0]), kept)
    for name, age_s in (("_sum-new", 3_600), ("_sum-old", 90_000), ("_half.part", 90_000)):
        (kept / name).mkdir() if name[1] == "s" else (kept / name).touch()
        then = time.time() - age_s
        os.utime(kept / name, (then, then))
    sweep(kept, {digest_of(SHARDS[0])})
    assert sorted(p.name for p in kept.iterdir()) == sorted(
        [digest_of(SHARDS[0]), "_sum-new", "shards.json"]
    )


def cut_counts(folder: Path) -> None:
    path = next(folder.glob("*.block"))
    path.write_bytes(path.read_bytes()[:-1])


def cut_notes(folder: Path) -> None:
    path = next(folder.glob("*-plus.json"))
    path.write_text(path.read_text()[:-9])


def lose_counts(folder: Path) -> None:
    for path in folder.glob("*.block"):
        path.unlink()


@pytest.mark.parametrize("harm", [cut_counts, cut_notes, lose_counts, shutil.rmtree])
def test_counts_that_were_cut_short_are_made_again(tmp_path, harm):
    kept = tmp_path / "kept"
    paths = write(tmp_path / "pairs", *SHARDS)
    before, _ = count(paths, kept)
    harm(kept / digest_of(SHARDS[1]))
    assert count(paths, kept) == (before, 200)
    assert count(paths, kept) == (before, 0)


def test_captions_kept_for_comparison_that_cannot_be_read_cost_a_fresh_count(tmp_path):
    kept = tmp_path / "kept"
    count(write(tmp_path / "pairs", SHARDS[1]), kept)
    (kept / digest_of(SHARDS[1]) / "captions.parquet").write_bytes(b"PAR1")
    paths = write(tmp_path / "pairs", THINNED)
    assert count(paths, kept) == (anew(paths), len(THINNED))


def test_the_digest_tells_captions_apart_by_their_ends():
    texts = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["c", "ab"], []]
    assert len({digest_of(t) for t in texts}) == len(texts)


def test_whoever_changes_what_a_word_is_raises_the_format():
    """Counts that were kept are read with the words of their time: FORMAT is in their digest."""
    probe = [*WORDS, "(Red,", "100%", "$19.99", "a.b.c", "T-Shirt’s", "كتاب،", "हिन्दी।", "ไทย",
             "re\u0301sume\u0301", "a\u200db", "\u202eabc", "½", "a" * 99 + "-b"]  # fmt: skip
    read = sha256("|".join(words_of(" ".join(probe))).encode()).hexdigest()
    assert (FORMAT, read[:16]) == (1, "bd85dbafc21409b7")


def test_a_word_s_word_is_that_word():
    draw = random.Random(1)
    letters = "aé-'.红\u0301\u200d\u202e😀Σİ½ "
    for _ in range(3_000):
        text = "".join(draw.choices(letters, k=draw.choice([3, 8, 130])))
        for word in words_of(text):
            assert words_of(word) == [word]


def test_a_caption_s_words_are_counted_as_they_are_read(tmp_path):
    texts = captions(9, 300)
    found = count(write(tmp_path / "pairs", texts), tmp_path / "kept")[0]
    assert dict(found.ngrams[1].top) == Counter(word for text in texts for word in words_of(text))
