import json

from lgs.model import Row
from lgs.stats.running import Running


def row(key: str, *faults: str, group: str | None = None, caption: str | None = "A red mug") -> Row:
    url = f"https://shop.example/{key}"
    return Row(key, url, "shop.example", group or key, caption=caption, faults=faults)


ROWS = [
    row("a"),
    row("b", group="b0"),
    row("c", "no_price", group="b0"),
    row("d", "no_price", "too_small", caption=None),
    row("e", caption=None),
]


def counted(rows: list[Row], *, pages: int = 0) -> Running:
    running = Running()
    running.add_page(pages=pages)
    for one in rows:
        running.add(one)
    return running


def test_rows_products_pairs_words_and_faults_are_counted():
    assert counted(ROWS, pages=9).snapshot() == {
        "pages": 9,
        "rows": 5,
        "products": 4,
        "pairs": 3,
        "words": 6,
        "faults": {"no_price": 2, "too_small": 1},
    }


def test_two_counts_merge_into_the_count_of_both():
    both = counted(ROWS[:1], pages=2).merge(counted(ROWS[1:], pages=3))
    assert both.snapshot() == counted(ROWS, pages=5).snapshot()


def test_merging_leaves_the_merged_as_they_were():
    one = counted(ROWS[3:])
    before = one.snapshot()
    one.merge(counted(ROWS))
    assert one.snapshot() == before


def test_a_snapshot_survives_json_and_counting_goes_on():
    restored = Running.restored(json.loads(json.dumps(counted(ROWS[:3], pages=1).snapshot())))
    for one in ROWS[3:]:
        restored.add(one)
    assert restored.snapshot() == counted(ROWS, pages=1).snapshot()


def test_nothing_restores_to_nothing():
    assert Running.restored({}).snapshot() == Running().snapshot()
