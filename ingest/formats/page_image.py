"""A page of a PDF as a picture in PNG, to be looked at beside its text."""

from __future__ import annotations

import struct
import zlib

from ingest.errors import SourceError

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LEVEL = 6
_PIXELS = 8_000_000
"""A page twice as high as wide at a width of 2,000; longer ones are drawn smaller."""


def render(data: bytes, name: str, page: int, width: int) -> bytes:
    """Page `page` (from 0) of a PDF, `width` pixels wide, in shades of grey where it has no colours, as PNG.

    Raises SourceError "failed" for a damaged file and a page that is not there.
    """
    import numpy as np
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            if not 0 <= page < len(document):
                raise SourceError(name, f"has {len(document)} pages", "Ask for one of them", "failed")
            document.init_forms()  # a signature's number and date are drawn as fields
            own = document[page]
            wide, high = own.get_size()
            scale = min(width / max(wide, 1), (_PIXELS / max(wide * high, 1)) ** 0.5)
            pixels = own.render(scale=scale, rev_byteorder=True, prefer_bgrx=True).to_numpy()[:, :, :3]
    except pypdfium2.PdfiumError as error:
        raise SourceError(name, f"is not readable as PDF ({error})", "Export it again", "failed") from error
    grey = bool((np.ptp(pixels, axis=2) == 0).all())
    return _png(
        np.ascontiguousarray(pixels[:, :, 0] if grey else pixels).tobytes(), pixels.shape[1], pixels.shape[0], grey
    )


def _png(pixels: bytes, width: int, height: int, grey: bool) -> bytes:
    """PNG (ISO/IEC 15948) of rows of pixels with 8 bits a channel, without filters."""
    row = width * (1 if grey else 3)
    rows = b"".join(b"\0" + pixels[i : i + row] for i in range(0, len(pixels), row))
    head = struct.pack(">IIBBBBB", width, height, 8, 0 if grey else 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, _LEVEL)), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
