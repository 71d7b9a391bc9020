"""A scanned page as an image: what is not printed text taken away, the page turned level, its ruling lines found.

Images are arrays of uint8, rows from the top: 0 is black, 255 white. Lengths on paper are in inches, so that they hold
at every resolution (`dpi`, pixels to the inch).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.formats import limits
from ingest.formats.ruled import Rule

DPI = 300
"""The resolution of a page that is no scan; Tesseract's models were trained at it."""
_OWN = (150, 400)
"""A scan in between is read as it is: resampling a page in black and white costs marks over letters."""
Image = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Lengths = NDArray[np.int64]

_RULE = 0.33
"""Inches. No stroke of a letter up to 20 points is as long."""
_LOW_ROW = 0.15
"""Inches: a row of a table is at least as high. Between two rules as little is a rule too."""
_THICK = 0.045
"""Inches: a millimetre. Rules are thinner, and strokes of letters up to 30 points too."""
_BLOB = 0.055
"""Inches: what holds a square of this side, and is twice as long, is no letter but a shadow, a fold, a stamp or the
edge of the page. Where the strokes of a bold capital meet there is room for the square, but not for more."""
_SPECK = 0.009
"""Inches. The dot of an i of 9 points is larger, the grains of a copied shadow are smaller."""
_GRAIN = 0.1
"""Of the usual height of letters: a full stop has a fifth of it, also where the page is printed small."""
LETTER = (0.04, 0.25)
"""Inches: the height of a letter."""
_DARK = 128
_TILE = 32
_MOST_SKEW = 5.0


def grey(colours: Image) -> tuple[Image, float]:
    """(the page without coloured ink, the share of its pixels that had some) of rows x columns x RGB.

    Black is dark in every channel, the red of seals and the blue of pens in some only: the brightest channel shows the
    printed text alone. The paper's own shade is divided out, tile by tile.
    """
    from scipy import ndimage

    bright: Image = colours.max(axis=2)
    inked = float(np.mean((bright.astype(np.int16) - colours.min(axis=2) > 90) & (bright > 90)))
    height, width = (size // _TILE for size in bright.shape)
    tiles = bright[: height * _TILE, : width * _TILE].reshape(height, _TILE, width, _TILE)
    if not tiles.size:
        return bright, inked
    paper = ndimage.median_filter(np.percentile(tiles, 90, axis=(1, 3)), 9, mode="nearest")
    paper = np.maximum(paper, 96).astype(np.float32)
    rows = np.minimum(np.arange(bright.shape[0]) // _TILE, height - 1)
    columns = np.minimum(np.arange(bright.shape[1]) // _TILE, width - 1)
    level = bright.astype(np.float32) * (250 / paper)[rows][:, columns]
    return np.minimum(level, 255).astype(np.uint8), inked


def ink(image: Image) -> Mask:
    """Which pixels are dark, by Otsu's threshold (IEEE Transactions on Systems, Man, and Cybernetics 9, 1979)."""
    counts = np.bincount(image.ravel(), minlength=256).astype(float)
    below = counts.cumsum()
    weighted = (counts * np.arange(256)).cumsum()
    above = below[-1] - below
    with np.errstate(divide="ignore", invalid="ignore"):
        apart = below * above * (weighted / below - (weighted[-1] - weighted) / above) ** 2
    threshold = int(np.nanargmax(apart)) if np.isfinite(apart).any() else 127
    dark: Mask = image <= min(threshold, 200)
    return dark


def skew(dark: Mask) -> float:
    """By how many degrees the lines of text rise to the right: the angle at which their rows are told apart best."""
    rows, columns = np.nonzero(dark[::4, ::4])
    if len(rows) < 500:
        return 0.0
    step = max(1, len(rows) // 100_000)
    rows, columns = rows[::step], columns[::step]

    def sharpness(angle: float) -> float:
        level = rows + columns * np.tan(np.radians(angle))
        counts = np.bincount((level - level.min()).astype(np.int64))
        return float(np.square(counts, dtype=np.float64).sum())

    best = max(np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, 0.25), key=sharpness)
    return float(max(np.arange(best - 0.2, best + 0.25, 0.05), key=sharpness))


def turned(image: Image, angle: float) -> Image:
    """The image turned clockwise by `angle` degrees about its middle, white where nothing was."""
    from scipy import ndimage

    found: Image = ndimage.rotate(image, -angle, reshape=False, order=1, mode="constant", cval=255)
    return found


def quarter_turned(image: Image, degrees: int) -> Image:
    """The image turned clockwise by a multiple of 90 degrees."""
    return np.ascontiguousarray(np.rot90(image, -degrees // 90))


def framed(image: Image, margin: int) -> Image:
    """The image with white around it."""
    return np.pad(image, margin, constant_values=255)


def clean(image: Image, dpi: float) -> tuple[Image, list[Rule]]:
    """(the image without specks, shadows and ruling lines, those lines). Lines are in points from the lower left
    corner."""
    dark = ink(image)
    taken = _specks(dark, dpi) | _blobs(dark, round(_BLOB * dpi))
    dark &= ~taken
    found = image.copy()
    found[taken] = 255
    rules = [_thin_lines(dark, axis, _RULE, dpi) for axis in (0, 1)]
    rules[0] |= _sides_of_rows(dark, rules[1], dpi)
    letters = dark & ~(rules[0] | rules[1])
    for axis, thin in enumerate(rules):
        found[thin & ~_crossing(letters, thin, axis)] = 255
    return found, [rule for axis, thin in enumerate(rules) for rule in _rules(thin, axis, 72 / dpi)]


def _thin_lines(dark: Mask, axis: int, length: float, dpi: float) -> Mask:
    """What is at least `length` inches long along `axis`, and no thicker than a rule."""
    from scipy import ndimage

    lines = _opened(ndimage.maximum_filter1d(dark, 3, axis=1 - axis), round(length * dpi), axis)
    return lines & ~_opened(lines, round(_THICK * dpi) + 2, 1 - axis)


def _sides_of_rows(dark: Mask, level: Mask, dpi: float) -> Mask:
    """Upright lines that end at a level rule at both ends: the sides of the cells of a low row, where neither the row
    above nor the one below has the same columns. No letter stands between two rules and touches both."""
    from scipy import ndimage

    lines = _thin_lines(dark, 0, _LOW_ROW, dpi)
    labels, count = ndimage.label(lines, structure=np.ones((3, 3)))
    between = np.zeros(count + 1, np.bool_)
    for number, (rows, columns) in enumerate(ndimage.find_objects(labels), 1):
        height = rows.stop - rows.start
        ends = (slice(max(rows.start - 2, 0), rows.start + height // 4), slice(rows.stop - height // 4, rows.stop + 2))
        between[number] = height < _RULE * dpi and all(level[end, columns].any() for end in ends)
    found: Mask = between[labels]
    return found


def _specks(dark: Mask, dpi: float) -> Mask:
    """What is so low and narrow that it is a grain, and no part of a letter."""
    low, high = (size * dpi for size in LETTER)

    def fits(heights: Lengths, widths: Lengths) -> Mask:
        letters = heights[(low <= heights) & (heights <= high)]
        usual = float(np.median(letters)) if letters.size else 0.0
        small: Mask = np.maximum(heights, widths) <= max(_SPECK * dpi, _GRAIN * usual)
        return small

    return _spots(dark, fits)


def _spots(dark: Mask | Image, fits: Callable[[Lengths, Lengths], Mask]) -> Mask:
    """The spots of which heights and widths, in pixels, fit."""
    from scipy import ndimage

    labels, _ = ndimage.label(dark, structure=np.ones((3, 3)))
    sizes = [[side.stop - side.start for side in place] for place in ndimage.find_objects(labels)]
    heights, widths = np.array(sizes, np.int64).reshape(-1, 2).T
    found: Mask = np.concatenate(([False], fits(heights, widths)))[labels]
    return found


def _blobs(dark: Mask, side: int) -> Mask:
    """What is thicker than `side` pixels over twice that length, and its edge."""
    from scipy import ndimage

    inside = dark.view(np.uint8)
    for axis in (0, 1):
        inside = ndimage.minimum_filter1d(inside, side, axis=axis, mode="constant")
    for axis in (0, 1):
        inside = ndimage.maximum_filter1d(inside, side, axis=axis, mode="constant", origin=-((side + 1) % 2))
    found = _spots(inside, lambda heights, widths: np.maximum(heights, widths) >= 2 * side)
    return ndimage.binary_dilation(found, iterations=3) if found.any() else found


def _crossing(letters: Mask, rules: Mask, axis: int) -> Mask:
    """The pixels of rules along `axis` with a letter on both sides: the strokes that they cross."""
    from scipy import ndimage

    found = np.zeros_like(rules)
    labels, _ = ndimage.label(rules, structure=np.ones((3, 3)))
    for place in ndimage.find_objects(labels):
        own = rules[place]
        thick = int(np.median(own.sum(axis=1 - axis))) + 2
        around = [slice(max(side.start - thick, 0), side.stop + thick) for side in place]
        whole = np.pad(letters[tuple(around)], thick)
        closed = ndimage.binary_closing(whole, np.ones((1, thick + 1) if axis == 0 else (thick + 1, 1), np.bool_))
        found[tuple(around)] |= closed[thick:-thick, thick:-thick] & rules[tuple(around)]
    return found


def enlarged(image: Image, times: float) -> Image:
    """The image drawn larger, its edges kept smooth; as it is for 1."""
    from scipy import ndimage

    if times <= 1:
        return image
    # By default a last row or column that rounding puts a hair outside the image is black.
    drawn = ndimage.zoom(image.astype(np.float32), times, order=3, mode="nearest")
    found: Image = drawn.clip(0, 255).astype(np.uint8)
    return found


def on_white(image: Image, dark: Mask, around: int) -> Image:
    """The image without the grain of its paper: white but for the `dark` pixels and `around` more on every side."""
    from scipy import ndimage

    found = image.copy()
    found[~ndimage.binary_dilation(dark, iterations=around)] = 255
    return found


def has_marks(image: Image, smallest: float) -> bool:
    """Whether anything dark in the image is at least `smallest` pixels high or wide."""
    return any(_marks(image, smallest))


def marks_only(image: Image, smallest: float, around: float = 3) -> Image:
    """The part of the image that holds all that is dark and at least `smallest` pixels high or wide, with as much as
    `around` pixels on each side; all of it where nothing is."""
    places = [*_marks(image, smallest)]
    if not places:
        return image
    more = round(around)
    top, left = (max(min(place[axis].start for place in places) - more, 0) for axis in (0, 1))
    bottom, right = (max(place[axis].stop for place in places) + more for axis in (0, 1))
    return image[top:bottom, left:right]


def _marks(image: Image, smallest: float) -> Iterator[tuple[slice, ...]]:
    yield from (p for p in dark_spots(image) if max(side.stop - side.start for side in p) >= smallest)


def dark_spots(image: Image) -> list[tuple[slice, ...]]:
    """The places (rows, columns) of all that is dark and hangs together, corners included."""
    from scipy import ndimage

    if not image.size:
        return []
    labels, _ = ndimage.label(image < _DARK, structure=np.ones((3, 3)))
    found: list[tuple[slice, ...]] = ndimage.find_objects(labels)
    return found


def _opened(dark: Mask, length: int, axis: int) -> Mask:
    """The pixels that lie in a dark run of at least `length` along `axis`."""
    from scipy import ndimage

    eroded = ndimage.minimum_filter1d(dark.view(np.uint8), length, axis=axis, mode="constant")
    # An even window lies one pixel to the left of its middle; the dilation mirrors it, so that runs end where they did.
    found: Mask = ndimage.maximum_filter1d(eroded, length, axis=axis, mode="constant", origin=-((length + 1) % 2))
    return found.view(np.bool_)


def _rules(lines: Mask, axis: int, scale: float) -> Iterator[Rule]:
    from scipy import ndimage

    height = lines.shape[0]
    labels, _ = ndimage.label(lines, structure=np.ones((3, 3)))
    for rows, columns in ndimage.find_objects(labels):
        low, high = (height - rows.stop) * scale, (height - rows.start) * scale
        left, right = columns.start * scale, columns.stop * scale
        if axis == 0 and high - low > right - left:
            yield Rule(True, (left + right) / 2, low, high)
        elif axis == 1 and right - left > high - low:
            yield Rule(False, (low + high) / 2, left, right)


def rendered(page: Any) -> tuple[Image, float]:
    """(a page of pypdfium2 in colours, its resolution): that of the scan on it, else `DPI`; at most
    `limits.PAGE_PIXELS`."""
    width, height = page.get_size()
    dpi = _own_resolution(page, width * height)
    scale = min(dpi / 72, (limits.PAGE_PIXELS / max(width * height, 1)) ** 0.5)
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=True)
    found: Image = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
    return found, scale * 72


def _own_resolution(page: Any, area: float) -> float:
    """The resolution of the picture that covers most of the page, if there is one and it is fit to be read."""
    from pypdfium2 import raw

    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) < 0.8 * area:
            continue
        columns, rows = picture.get_px_size()
        dpi = 72 * min(columns, rows) / max(min(right - left, top - bottom), 1)
        if _OWN[0] <= dpi <= _OWN[1]:
            return float(dpi)
    return DPI
