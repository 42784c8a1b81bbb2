"""Colours as everyone shows them: eight bits, grey or RGB, sRGB, on white where transparent."""

from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

# Names of profiles that mean sRGB, or so nearly that no one sees the difference (c2, sRGB v2 ...).
SRGB = ("srgb", "c2", "urgb")
PLAIN = ("RGB", "L", "YCbCr")


def plain_colours(
    image: "Pixels", icc: str | None, least: tuple[int, int]
) -> tuple["Pixels", bool]:
    """The pixels in mode L, RGB or JPEG's own YCbCr; and whether alpha was flattened.

    An image of more than twice `least` is made smaller first where alpha or a profile is costly.
    """
    alpha = image.has_transparency_data
    if image.mode in PLAIN and not alpha and is_srgb(icc):
        return image, False
    pixels = _eight_bits(image)
    if alpha:
        pixels = _on_white(_reduced(pixels.convert("RGBA"), least))
    else:
        if pixels.mode in ("1", "P", "PA"):
            pixels = pixels.convert("L" if pixels.mode == "1" else "RGB")
        pixels = _reduced(pixels, least)
    if not is_srgb(icc):
        pixels = _to_srgb(pixels, image.info["icc_profile"])
    return (pixels if pixels.mode in PLAIN else pixels.convert("RGB")), alpha


def profile_name(profile: bytes | None) -> str | None:
    """What a colour profile calls itself; None where there is none that can be read."""
    if not profile:
        return None
    from PIL.ImageCms import ImageCmsProfile, PyCMSError, getProfileDescription

    try:
        return getProfileDescription(ImageCmsProfile(BytesIO(profile))).strip() or "unnamed"
    except (PyCMSError, OSError, ValueError, TypeError):
        return None


def is_srgb(icc: str | None) -> bool:
    """True where colours are sRGB as they are: no profile says other."""
    return icc is None or icc.lower().startswith(SRGB)


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
