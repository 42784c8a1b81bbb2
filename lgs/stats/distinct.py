"""A spaCy model embeds each different token of a batch once; the same tags in less time.

The embedding (hash tables and the layer that mixes them, a third of the tagger's time) looks at
nothing but a token's own features: norm, prefix, suffix, shape, white space. In 64 captions most
tokens are there already. What follows looks at neighbours and is left as it is.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from spacy.language import Language

ODD = 0x9E3779B97F4A7C15  # 2^64 / golden ratio: multiplying by it spreads the bits
# The layers of spaCy's MultiHashEmbed without static vectors, as its `chain` names them.
BEFORE, AFTER = ("extract_features", "list2ragged"), ("ragged2list",)
EMBEDS, MIXES = "with_array(ints-getitem>>hashembed", "with_array(maxout"


def embed_distinct(nlp: "Language") -> bool:
    """Change the model's embedding so; False where it has another form, which stays as it is."""
    from thinc.api import chain, noop

    if "tok2vec" not in nlp.pipe_names:
        return False
    pipe: Any = nlp.get_pipe("tok2vec")
    changed = [layer for layer in pipe.model.walk() if _is_embedding(layer)]
    for layer in changed:
        embed, mix = layer.layers[2:4]
        layer.layers[2:4] = [_distinct_rows(chain(embed, mix)), noop()]
    return bool(changed)


def _is_embedding(layer: Any) -> bool:
    names = tuple(inner.name for inner in layer.layers)
    if len(names) != 5 or names[:2] != BEFORE or names[4:] != AFTER:
        return False
    return bool(names[2].startswith(EMBEDS) and names[3].startswith(MIXES))


def _distinct_rows(inner: Any) -> Any:
    """A layer that gives `inner` each different row once."""
    from thinc.api import Model

    return Model("distinct_rows", _forward, layers=[inner])


def _forward(model: Any, tokens: Any, is_train: bool) -> tuple[Any, Any]:
    import numpy as np
    from thinc.types import Ragged

    inner = model.layers[0]
    rows = tokens.dataXd
    first, place = places_of(rows) if len(rows) and not is_train else (None, None)
    if first is None:
        return inner(tokens, is_train)  # type: ignore[no-any-return]
    whole: Any = np.array([len(first)], np.int32)
    once = Ragged(rows[first], whole)
    found = inner.predict(once).dataXd
    return Ragged(found[place], tokens.lengths), lambda given: given


def places_of(rows: "np.ndarray") -> "tuple[np.ndarray | None, np.ndarray | None]":
    """Where each different row stands first, and which of those each row is.

    Rows are told apart by a hash of 64 bits; None where two different ones have the same.
    """
    import numpy as np

    keys = np.zeros(len(rows), np.uint64)
    for column in rows.T:
        keys = (keys ^ (keys >> np.uint64(29))) * np.uint64(ODD) + column
    _, first, place = np.unique(keys, return_index=True, return_inverse=True)
    if not np.array_equal(rows[first][place], rows):
        return None, None
    return first, place
