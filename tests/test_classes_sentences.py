import subprocess
import sys

import pytest

from lgs.classes.sentences import remembering, vectors
from lgs.classes.wordpieces import CLS, SEP, UNKNOWN, piece_numbers, vocabulary


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Wheelbarrows", ["wheel", "##bar", "##row", "##s"]),
        ("Brûlée, 10%", ["br", "##ule", "##e", ",", "10", "%"]),
        ("a_b", ["a", "_", "b"]),
        ("lost \ufffd mark", ["lost", "mark"]),
        ("x" * 101, [UNKNOWN]),
        ("", []),
    ],
)
def test_text_is_cut_as_the_model_learnt_it(text, pieces):
    number = vocabulary()
    assert piece_numbers(text, at_most=99) == [number[p] for p in (CLS, *pieces, SEP)]


def test_a_long_text_is_cut_and_still_ends():
    found = piece_numbers("oak " * 50, at_most=8)
    assert len(found) == 8
    assert found[-1] == vocabulary()[SEP]


def test_what_means_the_same_is_near_whatever_stands_beside_it():
    texts = ["water bottle", "bottle of water", "cricket bat", "laptop"]
    found = vectors(texts)
    assert found.shape == (4, 384)
    assert abs(found @ found.T).diagonal() == pytest.approx(1.0, abs=1e-5)
    assert found[0] @ found[1] > 0.9
    assert found[2] @ found[3] < 0.5
    alone = vectors(["laptop"])[0]
    assert float(alone @ found[3]) == pytest.approx(1.0, abs=1e-3)


WITHOUT = """
import sys
sys.modules["onnxruntime"] = None  # as where the extra is not installed
from lgs.classes.sentences import vectors
vectors(["laptop"])
"""


def test_without_the_extra_the_way_to_it_is_told():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=False
    )
    assert "LgsError" in done.stderr
    assert "pip install 'lgs[embed]'" in done.stderr


def test_what_is_remembered_is_what_was_computed():
    embed = remembering()
    first = embed(["laptop", "sofa"])
    assert (embed(["sofa", "laptop", "sofa"]) == first[[1, 0, 1]]).all()
    assert embed([]).shape == (0, 384)
