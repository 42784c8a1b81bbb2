"""One of N: which units are this process's, told by options or by a scheduler's environment.

A unit belongs to an index by the hash of its name alone. What is finished is noted in the data
folder, so that another N finds it finished, whoever did it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from lgs.errors import UsageError


@dataclass(frozen=True, slots=True)
class Share:
    """The part of all units that one of `of` processes does."""

    index: int = 0
    of: int = 1

    def owns(self, unit: str) -> bool:
        """True for the one index, of all, whose unit this is.

        >>> [Share(index, 3).owns("00000") for index in range(3)].count(True)
        1
        """
        digest = blake2b(unit.encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big") % self.of == self.index


WHOLE = Share()

# Where schedulers tell a process its index, the number of all, and the first index.
ENVIRONMENT = (
    ("SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_COUNT", "SLURM_ARRAY_TASK_MIN"),
    ("JOB_COMPLETION_INDEX", "LGS_NUM_SHARDS", ""),  # Kubernetes tells no number of all
    ("RANK", "WORLD_SIZE", ""),
)


def share_from(
    index: int | None, number: int | None, environment: Mapping[str, str]
) -> tuple[Share, str]:
    """The share asked for by options, else by the environment, and who said so.

    >>> share_from(None, None, {"SLURM_ARRAY_TASK_ID": "4", "SLURM_ARRAY_TASK_COUNT": "8"})
    (Share(index=4, of=8), 'SLURM_ARRAY_TASK_ID')
    >>> share_from(None, 8, {"JOB_COMPLETION_INDEX": "2"})
    (Share(index=2, of=8), 'JOB_COMPLETION_INDEX')
    >>> share_from(None, None, {})[0] == WHOLE
    True
    """
    said = "--shard-index"
    if number == 1 and index in (None, 0):
        return WHOLE, ""
    if index is None:
        index, number, said = _told(number, environment)
        if index is None and number is None:
            return WHOLE, ""
    if index is None or number is None:
        raise UsageError("--shard-index I needs --num-shards N, and N an index from 0 to N - 1")
    if not 0 <= index < number:
        raise UsageError(f"{said} is 0 to {number - 1} with {number} shards, not {index}")
    return Share(index, number), said


def _told(number: int | None, environment: Mapping[str, str]) -> tuple[int | None, int | None, str]:
    for index_name, count_name, first_name in ENVIRONMENT:
        index = _number(environment, index_name)
        count = number or _number(environment, count_name)
        if index is not None and count is not None:
            return index - (_number(environment, first_name) or 0), count, index_name
    return None, number, ""


def _number(environment: Mapping[str, str], name: str) -> int | None:
    found = environment.get(name, "")
    return int(found) if found.isdecimal() else None
