"""The picture of one page, made in a separate process: a PDF is never trusted, to be shown either.

The only module that renders PDFs (pypdfium2). The child is `python -m corpus.picture PATH NUMBER
[MARKS,WIDTH]`; it writes the picture on its standard output.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image, ImageChops, ImageDraw

from corpus.errors import ReportError
from corpus.report import Box

_SCALE = 1.8  # pixels a point
_SMALLEST, _LARGEST = 1100, 1700  # pixels, of the longer side of the page
_SECONDS = 30.0
_MEMORY = 1_500_000_000  # bytes of address space


def render(path: Path, number: int, password: str = "") -> tuple[Image.Image, float]:
    """The picture of page `number` (from 1) and its scale in pixels a point, in this process.

    Raises ReportError("broken") when it cannot be made.
    """
    try:
        with pypdfium2.PdfDocument(path, password=password or None) as pdf:
            page = pdf[number - 1]
            longest = max(page.get_width(), page.get_height(), 1)
            scale = min(max(_SCALE, _SMALLEST / longest), _LARGEST / longest)
            return page.render(scale=scale).to_pil().convert("RGB"), scale
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise _broken(path, number) from error


def page_picture(
    path: Path,
    number: int,
    *,
    marks: Sequence[Box] = (),
    width: int | None = None,
    seconds: float = _SECONDS,
) -> bytes:
    """The picture of page `number` as PNG, made under time and memory limits. `marks` are drawn over it;
    with a `width` in pixels it is made that small, as JPEG.

    Raises ReportError: "missing" when the file is gone, "broken" when the page cannot be drawn.
    """
    if not path.is_file():
        raise ReportError("missing", f"« {path.name} » n'est plus dans le dossier des rapports.")
    root = str(Path(__file__).resolve().parent.parent)
    known = os.environ.get("PYTHONPATH")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([root, known] if known else [root])}
    command = [sys.executable, "-m", "corpus.picture", str(path), str(number), json.dumps([marks, width])]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, env=environment, check=True)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise _broken(path, number) from error
    return done.stdout


def _broken(path: Path, number: int) -> ReportError:
    return ReportError(
        "broken", f"« {path.name} », page {number} : l'image de la page ne peut pas être faite."
    )


def _marked(picture: Image.Image, marks: Sequence[Box], scale: float) -> Image.Image:
    """A picture with each box tinted and outlined."""
    tint = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(tint)
    for x0, top, x1, bottom in marks:
        place = (x0 * scale - 3, top * scale - 3, x1 * scale + 3, bottom * scale + 3)
        draw.rectangle(place, fill=(255, 228, 130), outline=(176, 125, 0), width=3)
    return ImageChops.multiply(picture, tint)


def _child(path: Path, number: int, marks: Sequence[Box], width: int | None) -> int:
    """What runs in the separate process."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except ImportError:  # not on Windows: the time limit alone holds there
        pass
    picture, scale = render(path, number)
    if marks:
        picture = _marked(picture, marks, scale)
    out = io.BytesIO()
    if width is None:
        picture.save(out, "PNG", compress_level=3)
    else:
        height = round(picture.height * width / picture.width)
        picture.resize((width, height), Image.Resampling.LANCZOS).save(out, "JPEG", quality=75)
    sys.stdout.buffer.write(out.getvalue())
    return 0


if __name__ == "__main__":
    sys.exit(_child(Path(sys.argv[1]), int(sys.argv[2]), *json.loads(sys.argv[3])))
