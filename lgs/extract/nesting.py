"""Deep nesting is cut off before parsing: the parser's time grows with the square of the depth."""

import re

MOST_LEVELS = 512  # what browsers build; what is deeper is flattened
_SUSPECT = 4096  # open elements; so many still parse in an instant
_CHUNK = 65536
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>?")
_RUN = re.compile("<{64,}")  # no tag, and each sign of it is looked at several times
# Elements without an end tag, or often written without it.
_EMPTY = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
     "track", "wbr", "p", "li", "td", "tr", "th", "option")
)  # fmt: skip


def shallow(text: str) -> str:
    """The same HTML without the tags that stand deeper than `MOST_LEVELS`."""
    if not _is_suspect(text):
        return text
    text = _RUN.sub("<", text)
    kept, position, depth = [], 0, 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() in _EMPTY or tag[0].endswith("/>"):
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MOST_LEVELS - (1 if tag[1] else 0):
            kept.append(text[position : tag.start()])
            position = tag.end()
    kept.append(text[position:])
    return "".join(kept)


def _is_suspect(text: str) -> bool:
    """Cheap: whether somewhere far more tags were opened than closed; empty tags count as open."""
    if text.count("<") < _SUSPECT:
        return False
    depth = 0
    for start in range(0, len(text), _CHUNK):
        end = start + _CHUNK
        depth += text.count("<", start, end) - 2 * text.count("</", start, end)
        if depth > _SUSPECT:
            return True
        depth = max(0, depth)
    return False
