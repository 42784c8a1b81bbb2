"""The captions of shards to tag: which are drawn, what is tagged again, what all come to."""

from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lgs.stats import pos
from lgs.stats.sample import rank_of, shares_of
from lgs.stats.tagged import Tagged
from lgs.stats.tagging import Part, Tagger, tag_part, taggable

COLOURS, THINGS = ("red", "big", "old"), ("mug", "chair", "lamp", "shirt")
TEXTS = [f"A {c} {t} made by {c} {t}s." for c in COLOURS for t in THINGS]
ROWS = [(f"k{n}", TEXTS[n % len(TEXTS)], "en-GB" if n % 2 else None) for n in range(200)]
ODD = [("x1", "", "en"), ("x2", None, None), ("x3", " \x1c\u3000", "en"), ("x4", "— !", ""),
       ("x5", "Das Hemd.", "de"), ("x6", "", "de_AT"), ("x7", "La robe.", "fr")]  # fmt: skip


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger.named(None)


def write(path: Path, rows) -> Path:
    columns = zip(*rows, strict=True)
    names = ("key", "caption", "lang")
    table = {name: pa.array(c, pa.string()) for name, c in zip(names, columns, strict=True)}
    pq.write_table(pa.table(table), path, row_group_size=70)
    return path


def tagged(path: Path, place: Path, tagger: Tagger, take: int, slices: int = 1) -> Tagged:
    total = Tagged()
    there, _ = taggable(path, tagger.lang)
    for one in range(slices):
        part = Part(take, there, one, slices)
        total.add(tag_part(path, part, tagger, place / f"{one}.parquet"))
    return total


def test_blank_captions_and_those_in_other_languages_are_not_to_be_tagged(tmp_path):
    path = write(tmp_path / "0.parquet", ODD + ROWS)
    assert taggable(path, "en") == (201, Counter({"de": 2, "fr": 1}))


def test_what_is_blank_is_what_is_blank_to_python(tmp_path):
    every = [chr(n) for n in range(0x3100) if not 0xD800 <= n < 0xE000]
    path = write(tmp_path / "0.parquet", [(f"{n}", text, None) for n, text in enumerate(every)])
    assert taggable(path, "en")[0] == sum(bool(text.strip()) for text in every)


@pytest.mark.parametrize("take", [200, 60])
def test_any_number_of_slices_comes_to_the_same(tmp_path, tagger, take):
    path = write(tmp_path / "0.parquet", ROWS)
    ones = [tagged(path, tmp_path / str(n), tagger, take, n) for n in (1, 2, 5)]
    assert ones[0] == ones[1] == ones[2]
    chosen = sorted(ROWS, key=lambda row: rank_of(row[0], 0))[:take]
    assert ones[0] == pos.tag((text for _, text, _ in chosen), model=tagger.model)


def test_the_order_of_the_rows_does_not_matter(tmp_path, tagger):
    there = write(tmp_path / "0.parquet", ROWS)
    back = write(tmp_path / "1.parquet", ROWS[::-1])
    assert tagged(there, tmp_path, tagger, 60) == tagged(back, tmp_path, tagger, 60)


def test_only_captions_that_came_are_tagged(tmp_path, tagger, monkeypatch):
    tagged(write(tmp_path / "0.parquet", ROWS), tmp_path / "kept", tagger, 150)
    asked, real = [], pos.spoken_of

    def spoken_of(texts, *, model):
        asked.extend(texts)
        return real(texts, model=model)

    monkeypatch.setattr(pos, "spoken_of", spoken_of)
    rows = [*ROWS[:50], *ROWS[60:], ("new", "A blue boat.", None)]
    path = write(tmp_path / "0.parquet", rows)
    found = tagged(path, tmp_path / "kept", tagger, 191)
    assert asked == ["A blue boat."]
    assert found == tagged(path, tmp_path / "anew", tagger, 191)
    assert tagged(path, tmp_path / "kept", tagger, 191) == found
    names = [
        p.read_bytes() for p in (tmp_path / "kept" / "0.parquet", tmp_path / "anew" / "0.parquet")
    ]
    assert names[0] == names[1]


@pytest.mark.parametrize("harm", ["cut", "other"])
def test_what_was_kept_is_not_used_where_it_is_cut_short_or_another_tagger_s(
    tmp_path, tagger, harm
):
    path = write(tmp_path / "0.parquet", ROWS)
    fresh = tagged(path, tmp_path / "kept", tagger, 200)
    place = tmp_path / "kept" / "0.parquet"
    if harm == "cut":
        place.write_bytes(place.read_bytes()[:-7])
    else:
        table = pq.read_table(place)
        tokens = pa.array([9] * table.num_rows, pa.int32())
        wrong = table.set_column(1, "tokens", tokens)
        wrong = wrong.replace_schema_metadata({b"lgs_tagged_with": b"another"})
        pq.write_table(wrong, place)
    assert tagged(path, tmp_path / "kept", tagger, 200) == fresh


def test_a_sample_is_even_over_all_parts_and_within_each():
    counts, times = [30, 0, 10, 60], Counter()
    keys = [f"{part}-{n}" for part, count in enumerate(counts) for n in range(count)]
    for seed in range(2_000):
        takes = shares_of(counts, 20, seed)
        assert sum(takes) == 20
        for part, take in enumerate(takes):
            own = sorted((rank_of(f"{part}-{n}", seed), n) for n in range(counts[part]))
            times.update(f"{part}-{n}" for _, n in own[:take])
    assert set(times) == set(keys)
    assert all(320 < count < 480 for count in times.values())  # 400 expected, deviation 18


def test_the_shares_of_parts_vary_as_those_of_a_draw_without_replacement():
    takes = [shares_of([50, 50], 20, seed)[0] for seed in range(2_000)]
    mean = sum(takes) / len(takes)
    spread = sum((take - mean) ** 2 for take in takes) / len(takes)
    assert abs(mean - 10) < 0.2
    assert abs(spread - 20 * 0.5 * 0.5 * 80 / 99) < 0.5  # the hypergeometric distribution's


def test_a_sample_as_large_as_all_takes_all():
    assert (
        shares_of([3, 4], 7, 1) == shares_of([3, 4], None, 1) == shares_of([3, 4], 99, 1) == [3, 4]
    )
