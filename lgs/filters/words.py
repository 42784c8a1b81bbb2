"""Words of any script, and marks that unclean text carries."""

import re
from functools import lru_cache
from html.entities import html5

# Thai, Lao, Burmese, Khmer, kana and ideographs write no space between words: each sign counts.
_UNSPACED = (
    "\u0e01-\u0e33\u0e81-\u0eb3\u1000-\u102a\u1780-\u17b3"
    "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTERS = rf"[^\W{_UNSPACED}]+"
_WORD = re.compile(rf"[{_UNSPACED}]|{_LETTERS}(?:['’]{_LETTERS})*")

# C0 and C1 controls but line breaks and tabs; bidirectional overrides, embeddings and isolates;
# lone surrogates, private use (icon fonts), the replacement character and noncharacters.
_CONTROL = (
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff\ufffd-\uffff]"
)
_TAGS = (
    "a|abbr|b|big|blockquote|br|center|div|em|font|form|h[1-6]|hr|i|iframe|img|li|meta|ol|p|script"
    "|section|small|span|strike|strong|style|sub|sup|table|tbody|td|th|tr|u|ul"
)
_TAG = rf"(?i:</?(?:{_TAGS})(?:\s[^<>]*)?/?>)"
# A template that was not filled in: {{ title }}, {% if %}, ${name}, %%GLOBAL_Name%%.
_TEMPLATE = r"\{\{[^{}]*\}\}|\{%[^{}]*%\}|\$\{\w[^{}]*\}|%%\w+%%|\[object Object\]"
# UTF-8 that was read as Windows-1252: its lead bytes are letters, what follows never is.
# Not "Ã»": a Portuguese word in capitals may end in Ã before a closing quote.
_MOJIBAKE = (
    "Ã[\u0080-\u009f\u00a1-\u00ba\u00bc-\u00bf€‚ƒ„†‡ˆ‰Š‹ŒŽ‘“•˜™š›œžŸ]"
    "|Â[\u00a1-\u00bf]|â(?:€|„|‚)[\u0080-\u00bf™œžŸ“”‘’¦¢˜š›•]|ðŸ"
    "|(?:[ÐÑ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]){2}"
)
_MARK = re.compile(f"{_CONTROL}|{_TAG}|{_TEMPLATE}|{_MOJIBAKE}")
# The first signs of all marks: most texts have none of them, and this is ten times faster.
_SUSPECT = re.compile(_CONTROL[:-1] + "<&{$%ÃÂâðÐÑ]|\\[o")
_ENTITY = re.compile(r"&(?:#\d{2,7};|#[xX][0-9a-fA-F]{2,6};|([A-Za-z][A-Za-z0-9]{1,30};))")


@lru_cache(maxsize=16)  # several filters ask in turn, and variants share their caption
def words_of(text: str) -> tuple[str, ...]:
    """The words in lower case; a sign counts as one where a script has no spaces.

    >>> words_of("Men's T-Shirt, 纯棉")
    ("men's", 't', 'shirt', '纯', '棉')
    """
    return tuple(_WORD.findall(text.casefold()))


def marks_in(text: str) -> int:
    """How many marks of unclean text there are: controls, tags, entities, templates, mojibake.

    >>> marks_in("Caf\u00c3\u00a9 table &amp; <b>chair</b>"), marks_in("Love <3 & peace; 5 > 4")
    (4, 0)
    """
    if not _SUSPECT.search(text):
        return 0
    entities = (m[1] is None or m[1] in html5 for m in _ENTITY.finditer(text))
    return sum(1 for _ in _MARK.finditer(text)) + sum(entities)
