"""A photograph without what it tells beside the picture: place, camera, comments, thumbnails, bytes after its end."""

from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from nominations.adapters.evidence.media_type import MediaType
from nominations.adapters.evidence.refusals import FileRefused, Reason

MAX_PIXELS = 100_000_000
_FORMATS = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG"}
# What a palette image needs to look the same.
_KEPT = frozenset({"transparency"})


def clean(source: Path, target: Path, media_type: MediaType) -> list[str]:
    """Write the picture anew to `target`; raises FileRefused."""
    name = _FORMATS[media_type]
    Image.MAX_IMAGE_PIXELS = None  # judged below, with a sentence of our own
    try:
        with Image.open(source, formats=[name]) as image:
            _refuse_pixels(image.size)
            image.load()
            told = set(image.info) - _KEPT - {"dpi", "jfif", "jfif_version", "jfif_unit", "jfif_density", "gamma"}
            _write(image, target, name)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise FileRefused(Reason.CORRUPT, "Tệp ảnh bị hỏng, không đọc được.") from error
    return ["metadata"] if told else []


def _refuse_pixels(size: tuple[int, int]) -> None:
    width, height = size
    if width * height > MAX_PIXELS:
        shown = f"{width * height / 1_000_000:.0f} triệu điểm ảnh ({width} × {height})"
        raise FileRefused(Reason.TOO_MANY_PIXELS, f"Ảnh có {shown}; chỉ nhận đến {MAX_PIXELS // 1_000_000} triệu.")


def _write(image: Image.Image, target: Path, name: str) -> None:
    """Upright, since what said which way is up goes; a JPEG that stands right keeps its own quality."""
    upright = ImageOps.exif_transpose(image)
    turned = upright.size != image.size or image.getexif().get(0x0112, 1) != 1
    written = upright if turned else image
    written.info = {key: value for key, value in written.info.items() if key in _KEPT}
    if name == "PNG":
        written.save(target, "PNG")
    elif turned:
        written.save(target, "JPEG", quality=92)
    else:
        written.save(target, "JPEG", quality="keep")
