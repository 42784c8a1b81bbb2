"""What the headers of an image ask: reserved from such use, or not."""

from lgs.consent.directives import TOKEN, wishes_of_headers, words_for_us
from lgs.download.options import Manners

CHANNELS = ("x-robots-tag", "tdm-reservation", "content-usage")


def objection(headers: tuple[tuple[str, str], ...], manners: Manners) -> str | None:
    """Why the image may not be taken, or None.

    A second token of ours (`--user-agent-token`) is spoken to as `lgs` is. Named directives
    take the place of those that lgs knows.
    """
    if not any(name.lower() in CHANNELS for name, _ in headers):
        return None
    ours = tuple((name, _as_lgs(value, manners.user_agent_token)) for name, value in headers)
    if manners.disallowed_header_directives is None:
        return wishes_of_headers(ours).no_image
    denying = {word.lower() for word in manners.disallowed_header_directives}
    for name, value in ours:
        if name.lower() == "x-robots-tag":
            for word in words_for_us(value):
                if word in denying:
                    return f"{word} (x-robots-tag)"
    return None


def _as_lgs(value: str, token: str | None) -> str:
    if not token:
        return value
    parts = value.split(",")
    return ",".join(
        part.replace(part.split(":")[0].strip(), TOKEN, 1)
        if part.split(":")[0].strip().lower() == token.lower() and ":" in part
        else part
        for part in parts
    )
