"""Why bytes are no image that a dataset can hold."""

from lgs.errors import LgsError


class NotAnImage(LgsError):
    """The bytes give no whole image; `fault` is the name that the row gets, `reason` says why."""

    def __init__(self, fault: str, reason: str) -> None:
        super().__init__(f"{fault}: {reason}")
        self.fault = fault
        self.reason = reason
