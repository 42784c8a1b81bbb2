import pytest

from lgs.classes.compare import Proposal
from lgs.classes.merging import decision_of, groups_of, merged
from lgs.classes.review import Review, read_review
from lgs.errors import LgsError

HAT, CAP, LID, BAG = ("Wear", "Hats"), ("Wear", "Caps"), ("Pots", "Lids"), ("Bags",)
COUNTS = {HAT: 5, CAP: 9, LID: 2, BAG: 1}
CHAIN = [Proposal(CAP, HAT, 0.95, "cap", "hat"), Proposal(CAP, LID, 0.93, "cap", "lid")]


def members(classes):
    return [one.members for one in classes]


def test_the_commonest_member_names_the_class_and_the_least_likeness_is_told():
    (caps, *others) = merged(COUNTS, CHAIN, threshold=0.94)
    assert (caps.path, caps.members, caps.count, caps.similarity) == (CAP, (CAP, HAT), 14, 0.95)
    assert [(one.path, one.similarity) for one in others] == [(LID, None), (BAG, None)]


def test_a_chain_does_not_make_its_ends_one():
    assert members(merged(COUNTS, CHAIN, threshold=0.9)) == [(CAP, HAT), (LID,), (BAG,)]


def test_three_that_are_all_alike_are_one():
    ring = [*CHAIN, Proposal(HAT, LID, 0.92, "hat", "lid")]
    assert members(merged(COUNTS, ring, threshold=0.9)) == [(CAP, HAT, LID), (BAG,)]


def test_the_order_of_proposals_changes_nothing():
    assert merged(COUNTS, CHAIN, threshold=0.9) == merged(COUNTS, CHAIN[::-1], threshold=0.9)


def test_a_persons_word_stands_over_the_likeness():
    review = Review(
        merge=frozenset({frozenset({LID, BAG})}),
        apart=frozenset({frozenset({HAT, CAP})}),
        drop=frozenset({CAP}),
    )
    found = merged(COUNTS, CHAIN, threshold=0.9, review=review)
    assert members(found) == [(HAT,), (LID, BAG)]
    kept = merged(COUNTS, CHAIN, threshold=0.99, review=Review(merge=review.apart))
    assert members(kept)[0] == (CAP, HAT)


def test_every_proposal_is_told_with_what_became_of_it():
    groups = groups_of(merged(COUNTS, CHAIN, threshold=0.9))
    assert [decision_of(p, groups) for p in CHAIN] == ["merge", "apart"]


def test_the_review_file_is_read_line_by_line(tmp_path):
    file = tmp_path / "review.tsv"
    file.write_text(
        "decision\tclass\tother\tsimilarity\n# by me\n\n"
        "merge\tWear > Hats\tWear > Caps\t0.95\tmore words\n"
        "apart\tBags\tPots > Lids\n"
        "drop\tBags\n"
        "match\tWear > Hats\tn02799071\n"
        "apart\tWear > Caps\tn02799071\n",
        "utf-8",
    )
    assert read_review(file) == Review(
        merge=frozenset({frozenset({HAT, CAP})}),
        apart=frozenset({frozenset({BAG, LID})}),
        drop=frozenset({BAG}),
        synsets={(HAT, "n02799071"): True, (CAP, "n02799071"): False},
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("join\tA\tB\n", "line 1: 'join' is no decision; there are: merge, apart, drop"),
        ("merge\tA\n", "line 1: merge needs two classes"),
        ("merge\tA\tA\n", "line 1: merge needs two classes"),
        ("drop\n", "line 1: drop needs"),
        ("merge\tA\tB\napart\tB\tA\n", "both merge and apart of A and B"),
    ],
)
def test_a_broken_review_is_told_by_its_line(tmp_path, text, words):
    file = tmp_path / "review.tsv"
    file.write_text(text, "utf-8")
    with pytest.raises(LgsError, match=words):
        read_review(file)
