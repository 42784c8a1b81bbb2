"""What shops write, by subject and language: data for the readers of markup, no rules."""

from collections.abc import Iterator, Mapping

# Letters that have more than two forms where case is ignored.
_FORMS = {"s": "sSſ", "k": "kK\u212a", "i": "iIİı", "å": "åÅ\u212b", "µ": "µμΜ", "μ": "µμΜ"}
_REPEATED = frozenset("?*+{")


def either(*vocabularies: Mapping[str, str]) -> str:
    """All words of vocabularies (language tag to alternatives of a pattern) as one pattern.

    It is for patterns that ignore case. Alternatives stand by their first letters, which is tested
    without regard to case rules: hundreds of alternatives are then tried in the time of a few.

    >>> import re
    >>> pattern = either({"en": "sold out|sale", "de": "ausverkauft|vergriffen"})
    >>> [m[0] for m in re.finditer(pattern, "SALE! Ausverkauft.", re.I)]
    ['SALE', 'Ausverkauft']
    """
    return _grouped(
        [
            alternative
            for vocabulary in vocabularies
            for words in vocabulary.values()
            for alternative in _alternatives(words)
        ]
    )


def _alternatives(pattern: str) -> Iterator[str]:
    """The parts of a pattern between the bars outside all brackets."""
    start = depth = place = 0
    in_class = False
    while place < len(pattern):
        sign = pattern[place]
        if sign == "\\":
            place += 1
        elif in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign == "|" and depth == 0:
            yield pattern[start:place]
            start = place + 1
        else:
            depth += (sign == "(") - (sign == ")")
        place += 1
    yield pattern[start:]


def _grouped(alternatives: list[str]) -> str:
    """Alternatives with the same first letter as one; their order among themselves stays.

    Only the first letter is told apart: more take longer to compile than they save.
    """
    groups: dict[str, list[str]] = {}
    for number, alternative in enumerate(alternatives):
        is_letter = alternative[:1].isalpha() and alternative[1:2] not in _REPEATED
        key = alternative[0].lower() if is_letter else f"#{number}"
        groups.setdefault(key, []).append(alternative)
    return "|".join(_group(key, group) for key, group in groups.items())


def _group(key: str, group: list[str]) -> str:
    if key[0] == "#":
        return group[0]
    rest = "|".join(alternative[1:] for alternative in group)
    return _either_case(key) + (f"(?:{rest})" if len(group) > 1 else rest)


def _either_case(letter: str) -> str:
    """A letter in both cases, as a class that an engine tests at once: (?-i:) forbids folding."""
    return f"(?-i:[{_FORMS.get(letter) or ''.join(sorted({letter, letter.upper()}))}])"
