"""What decoding a JPEG small costs in quality: PSNR to a full decode, by decode and filter.

    python benchmarks/resize_quality.py

Pictures of 800 px become 256 px; the reference is a full decode and Lanczos. `box` on a full decode
is what img2dataset's `area` does; `small, hamming` is what lgs does.
"""

from io import BytesIO

import numpy as np
from download import picture
from PIL import Image
from PIL.Image import Resampling

SIZE = (256, 256)


def whole(body: bytes) -> Image.Image:
    return Image.open(BytesIO(body)).convert("RGB")


def small(body: bytes) -> Image.Image:
    image = Image.open(BytesIO(body))
    image.draft("YCbCr", (384, 384))
    image.load()
    return image


def psnr(one: Image.Image, other: Image.Image) -> float:
    difference = np.asarray(one.convert("RGB"), float) - np.asarray(other, float)
    return float(10 * np.log10(255**2 / np.mean(difference**2)))


def main() -> None:
    bodies = [picture(seed) for seed in range(20)]
    wanted = [whole(body).resize(SIZE, Resampling.LANCZOS) for body in bodies]
    for name, decode in (("whole", whole), ("small", small)):
        for kernel in (Resampling.BOX, Resampling.HAMMING, Resampling.BICUBIC):
            found = [decode(body).resize(SIZE, kernel) for body in bodies]
            mean = np.mean([psnr(*pair) for pair in zip(found, wanted, strict=True)])
            print(f"{name}, {kernel.name.lower()}: {mean:.1f} dB")


if __name__ == "__main__":
    main()
