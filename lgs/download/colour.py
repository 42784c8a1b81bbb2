"""Colours as everyone shows them: eight bits, grey or RGB, sRGB, on white where transparent."""

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

# Names of profiles that mean sRGB, or so nearly that no one sees the difference (c2, sRGB v2 ...).
SRGB = ("srgb", "c2", "uRGB")
GREY = ("L", "1", "LA", "I", "F", "I;16")


def plain_colours(image: "Pixels", least: tuple[int, int]) -> tuple["Pixels", str | None, bool]:
    """The pixels in mode L or RGB; the name of the colour profile; whether alpha was flattened.

    An image of more than twice `least` is halved first where alpha or a profile is costly.
    """
    profile = image.info.get("icc_profile")
    alpha = image.has_transparency_data
    name = profile_name(profile) if profile else None
    is_plain = image.mode in ("RGB", "L") and not alpha
    if is_plain and (name is None or _is_srgb(name)):
        return image, name, False
    pixels = _eight_bits(image)
    if alpha:
        pixels = _on_white(_reduced(pixels.convert("RGBA"), least))
    else:
        if pixels.mode in ("1", "P", "PA"):
            pixels = pixels.convert("L" if pixels.mode == "1" else "RGB")
        pixels = _reduced(pixels, least)
    if profile and name and not _is_srgb(name):
        pixels = _to_srgb(pixels, profile)
    return (pixels if pixels.mode in ("RGB", "L") else pixels.convert("RGB")), name, alpha


def profile_name(profile: bytes) -> str | None:
    """What a colour profile calls itself; None where it cannot be read."""
    from PIL.ImageCms import ImageCmsProfile, PyCMSError, getProfileDescription

    try:
        return getProfileDescription(ImageCmsProfile(BytesIO(profile))).strip() or "unnamed"
    except (PyCMSError, OSError, ValueError, TypeError):
        return None


def _is_srgb(name: str) -> bool:
    return name.lower().startswith(SRGB)


def _to_srgb(pixels: "Pixels", profile: bytes) -> "Pixels":
    """The colours in sRGB; as they are where the profile does not fit the pixels."""
    from PIL.ImageCms import ImageCmsProfile, PyCMSError, createProfile, profileToProfile

    try:
        found = profileToProfile(
            pixels,
            ImageCmsProfile(BytesIO(profile)),
            createProfile("sRGB"),
            outputMode="RGB",
        )
    except (PyCMSError, OSError, ValueError):
        return pixels
    return pixels if found is None else found


def _reduced(pixels: "Pixels", least: tuple[int, int]) -> "Pixels":
    factor = min(pixels.width // (2 * least[0]), pixels.height // (2 * least[1]))
    return pixels.reduce(factor) if factor > 1 else pixels


def _on_white(pixels: "Pixels") -> "Pixels":
    from PIL import Image

    white = Image.new("RGB", pixels.size, (255, 255, 255))
    white.paste(pixels, mask=pixels.getchannel("A"))
    return white


def _eight_bits(image: "Pixels") -> "Pixels":
    """16-bit grey by its high byte; other numbers spread from their least to their greatest."""
    if image.mode.startswith("I;16") or image.mode == "I":
        numbers = image.convert("F")
        return numbers.point(lambda value: value * (1 / 257) + 0).convert("L")
    if image.mode == "F":
        low, high = image.getextrema()
        assert isinstance(low, float)
        assert isinstance(high, float)
        scale = 255 / (high - low) if high > low else 1.0
        return image.point(lambda value: value * scale - low * scale).convert("L")
    return image
