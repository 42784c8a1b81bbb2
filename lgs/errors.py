"""All errors that `lgs` raises on purpose: each is one plain sentence and an exit code."""


class LgsError(Exception):
    """What stopped the work, said in one or two lines: what is wrong, and what would be right."""

    exit_code = 1


class UsageError(LgsError):
    """The command was called wrongly."""

    exit_code = 2


class BrokenOff(LgsError):
    """A file ends, or goes wrong, after a part that could be read."""


class BelowFloor(LgsError):
    """The work is done, but it fell short of the success floor that was asked for."""

    exit_code = 3
