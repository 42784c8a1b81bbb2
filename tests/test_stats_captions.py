import json
import time

import pytest

from lgs.stats import Caption, caption_statistics
from lgs.stats.sample import Sample

ENGLISH = [
    "The red shirt fits.",
    "A red mug and a blue mug.",
    "— !",
    "",
    "The man wears a red shirt.",
]


def test_the_contract_s_keys_are_there_and_the_rest_is_documented():
    found = caption_statistics(ENGLISH, min_count=2)
    assert sorted(found) == [
        "captions", "empty", "min_count", "model", "ngrams", "pos", "pos_sample", "words",
    ]  # fmt: skip
    assert (found["captions"], found["empty"]) == (3, 2)
    assert {k: found["words"][k] for k in ("min", "max", "mean", "median")} == {
        "min": 4,
        "max": 7,
        "mean": pytest.approx(17 / 3),
        "median": 6,
    }
    assert found["ngrams"]["1"] == {
        "distinct": 10,
        "frequent": 5,
        "total": 17,
        "top": [["a", 3], ["red", 3], ["mug", 2], ["shirt", 2], ["the", 2], ["and", 1],
                ["blue", 1], ["fits", 1], ["man", 1], ["wears", 1]],
    }  # fmt: skip
    assert found["ngrams"]["2"]["top"][:2] == [["a red", 2], ["red shirt", 2]]
    assert found["pos"]["adjective"]["top"][0] == ("red", 3)
    assert found["pos"]["adjective"]["frequent"] == 1
    assert found["model"].startswith("en_core_web_sm")
    assert json.loads(json.dumps(found))["captions"] == 3


def test_captions_in_another_language_are_counted_but_not_tagged():
    captions = [
        Caption("The red shirt fits.", "en-GB"),
        Caption("Das rote Hemd passt.", "de"),
        Caption("La chemise rouge.", "fr-CA"),
        Caption("Das Hemd.", "de_AT"),
        Caption("A mug."),
    ]
    found = caption_statistics(captions)
    assert found["captions"] == 5
    assert found["pos_sample"] == {
        "tagged": 2,
        "of": 2,
        "tokens": 8,
        "other_languages": {"de": 2, "fr": 1},
    }
    assert [w for w, _ in found["pos"]["common_noun"]["top"]] == ["mug", "shirt"]


def test_all_captions_tagged_are_the_sample_of_all():
    captions = ENGLISH * 3
    everything = caption_statistics(iter(captions), pos_sample=None)
    assert everything == caption_statistics(iter(captions), pos_sample=1_000)
    assert everything["pos_sample"]["tagged"] == 12


def test_a_sample_is_the_same_for_the_same_seed():
    captions = [f"A {c} thing number {i}." for i, c in enumerate(["red", "big", "old"] * 40)]
    first, second = (caption_statistics(captions, pos_sample=20, seed=5) for _ in range(2))
    assert first == second
    assert first != caption_statistics(captions, pos_sample=20, seed=6)
    assert (first["pos_sample"]["tagged"], first["pos_sample"]["of"]) == (20, 120)


def test_without_a_sample_no_model_is_needed():
    found = caption_statistics(ENGLISH, pos_sample=0, model="no_such_model")
    assert "pos" not in found
    assert found["captions"] == 3


def test_no_captions_have_statistics_too():
    found = caption_statistics([])
    assert (found["captions"], found["words"]["mean"], found["pos"]["verb"]["top"]) == (0, None, [])


def test_every_entry_has_the_same_chance_to_be_kept():
    times = [0] * 50
    for seed in range(2_000):
        sample = Sample[int](10, seed)
        assert list(sample.watch(range(50))) == list(range(50))
        for entry in sample.kept:
            times[entry] += 1
    assert sum(times) == 20_000
    assert all(320 < count < 480 for count in times)  # 400 expected, deviation 18


def test_a_sample_larger_than_the_stream_is_the_stream():
    sample = Sample[str](10, 1)
    list(sample.watch("abc"))
    assert sample.kept == ["a", "b", "c"]


HOSTILE = {
    "": 0,
    " \t\n\u3000": 0,
    "🙂🎉" * 1_000: 0,
    "\x00\x07\u202e\ud800": 0,
    "\x1cone\x1dtwo\x85three\u2028four": 4,
    "x" * 1_000_000: 1,
    "ab " * 300_000: 300_000,
    "מילים בעברית \u202eabc": 3,
    "مرحبا بالعالم": 2,
    "红色连衣裙": 5,
    "e\u0301" * 2_000: 1,
}


def test_hostile_captions_are_counted_in_bounded_time():
    begin = time.process_time()
    found = caption_statistics(HOSTILE, min_count=1, pos_sample=None)
    assert time.process_time() - begin < 30
    assert (found["captions"], found["empty"]) == (7, 4)
    assert found["words"]["total"] == found["ngrams"]["1"]["total"] == sum(HOSTILE.values())
    assert found["ngrams"]["1"]["top"][0] == ["ab", 300_000]
    assert found["ngrams"]["2"]["total"] == sum(max(0, n - 1) for n in HOSTILE.values())
