"""The columns of a release in the words of `datasets`: for the card's head and the file's own."""

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

DTYPES = {"int32": "int32", "float": "float32", "string": "string"}


def image_type() -> "pa.DataType":
    """What `datasets` stores for an image."""
    import pyarrow as pa

    return pa.struct([("bytes", pa.binary()), ("path", pa.string())])


def is_image(field: "pa.Field") -> bool:
    """True for the column with the pictures."""
    return bool(field.name == "image" and field.type.equals(image_type()))


def in_metadata(schema: "pa.Schema") -> bytes:
    """What stands under `huggingface` in a file's metadata, so that an image column is decoded."""
    features = {f.name: {"_type": "Image"} if is_image(f) else _typed(f.type) for f in schema}
    return json.dumps({"info": {"features": features}}).encode()


def in_card(schema: "pa.Schema") -> list[dict[str, Any]]:
    """`dataset_info.features` of a card."""
    return [
        {"name": f.name, "dtype": "image"} if is_image(f) else {"name": f.name, **_named(f.type)}
        for f in schema
    ]


def _typed(kind: "pa.DataType") -> dict[str, Any]:
    import pyarrow as pa

    if pa.types.is_list(kind):
        return {"feature": _fields(kind.value_type), "_type": "List"}
    return {"dtype": _dtype(kind), "_type": "Value"}


def _fields(kind: "pa.DataType") -> dict[str, Any]:
    import pyarrow as pa

    return {f.name: _typed(f.type) for f in kind} if pa.types.is_struct(kind) else _typed(kind)


def _named(kind: "pa.DataType") -> dict[str, Any]:
    import pyarrow as pa

    if not pa.types.is_list(kind):
        return {"dtype": _dtype(kind)}
    inner = kind.value_type
    if pa.types.is_struct(inner):
        return {"list": [{"name": f.name, **_named(f.type)} for f in inner]}
    return {"list": _dtype(inner)}


def _dtype(kind: "pa.DataType") -> str:
    return DTYPES.get(str(kind), str(kind))
