import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import built, row

from lgs.dataset import read_table
from lgs.minhash import PERMUTATIONS, signatures_of
from lgs.near_text import group_captions, groups_of

CHAIR = (
    "An oak chair with four legs and a woven seat that folds flat behind the door and "
    "carries a grown man, made by hand in our own workshop by the harbour since 1921."
)


KNOWN = [230664444, 145163439, 90525008]  # the first three numbers of its signature


@pytest.mark.parametrize(
    ("other", "is_near"),
    [
        (CHAIR.upper(), True),
        (CHAIR.replace(" and", ", and"), True),
        (CHAIR + " Oiled.", True),
        (CHAIR.replace("1921", "1922"), True),
        (CHAIR.replace("oak", "ash").replace("woven", "leather").replace("four", "three"), False),
        (" ".join(reversed(CHAIR.split())), False),
        ("A lamp of blue tin for the table.", False),
    ],
)
def test_captions_that_differ_by_a_word_are_near_and_others_are_not(other, is_near):
    first, second = groups_of([CHAIR, other]).tolist()
    assert (first == second) is is_near


def test_scripts_without_spaces_are_compared_by_their_signs():
    text = "纯棉男士长袖衬衫商务休闲修身免烫白色春秋季新款高档衬衣男装上衣"
    assert groups_of([text, text + "包邮"]).tolist() == [0, 0]
    assert groups_of([text, "真皮女士单肩包手提包大容量时尚百搭通勤托特包"]).tolist() == [0, 1]


@pytest.mark.parametrize("text", ["", "!!!", "chair", "oak chair"])
def test_short_captions_are_near_only_to_their_like(text):
    assert groups_of([text, text + " ", "blue lamp"]).tolist() == [0, 0, 2]


@given(st.lists(st.text(max_size=30), max_size=40))
def test_equal_words_are_always_in_one_group(texts):
    groups = groups_of([*texts, *texts]).tolist()
    assert groups[: len(texts)] == groups[len(texts) :]


def test_recall_and_false_joins_on_many_captions():
    random = np.random.default_rng(7)
    words = [f"w{n}" for n in range(5_000)]
    texts = [[words[n] for n in random.integers(0, 5_000, 60)] for _ in range(2_000)]
    changed = [[*text[:40], "other", *text[41:]] for text in texts[:500]]  # 55 of 61 in common
    groups = groups_of([" ".join(text) for text in [*texts, *changed]])
    met = [groups[n] == groups[2_000 + n] for n in range(500)]
    assert sum(met) >= 490
    assert len(set(groups[:2_000].tolist())) == 2_000


def test_signatures_are_the_same_in_every_run():
    (block,) = signatures_of([CHAIR])
    assert block.shape == (1, PERMUTATIONS)
    assert block[0, :3].tolist() == KNOWN


def test_rows_of_a_dataset_get_the_smallest_key_of_their_group(tmp_path):
    chairs = [row(f"chair {n}", title=CHAIR, description=f"Number {n}.") for n in range(4)]
    rows = [
        *chairs,
        row("lamp", title="A lamp", description="Blue tin."),
        row("same", title="A lamp", description="Blue tin."),
    ]
    dataset = built(tmp_path, rows)
    found = group_captions(dataset)
    table = read_table(found.table)
    groups = dict(zip(table["key"].to_pylist(), table["caption_group"].to_pylist(), strict=True))
    assert {groups[one.key] for one in chairs} == {min(one.key for one in chairs)}
    assert groups[rows[4].key] == groups[rows[5].key] == min(rows[4].key, rows[5].key)
    assert (found.rows, found.captions, found.groups, found.rows_in_shared_groups) == (6, 5, 2, 6)
