"""Which font a run of a Word document is shown in: its own, its style's, its paragraph's, or the document's."""

from __future__ import annotations

from typing import Any

from ingest.formats.numbering import W

_DEEPEST = 20
"""Styles that one may be based on, one on another; a circle of styles ends there."""


class Fonts:
    """The fonts of a document's styles; `styles` is the root of its part, or None."""

    def __init__(self, styles: Any) -> None:
        self._own: dict[str, tuple[str, str]] = {}
        self._usual = ""
        if styles is None:
            return
        defaults = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._usual = _font(defaults)
        for style in styles.findall(f"{W}style"):
            base = style.find(f"{W}basedOn")
            above = base.get(f"{W}val", "") if base is not None else ""
            number = style.get(f"{W}styleId", "")
            self._own[number] = (_font(style.find(f"{W}rPr")), above)
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on"):
                self._usual = self._of_style(number) or self._usual

    def of(self, properties: Any, paragraph_style: str) -> str:
        """The name of the font of a run with `properties` (its w:rPr, or None); "" where none is named."""
        style = properties.find(f"{W}rStyle") if properties is not None else None
        return (
            _font(properties)
            or (self._of_style(style.get(f"{W}val", "")) if style is not None else "")
            or self._of_style(paragraph_style)
            or self._usual
        )

    def _of_style(self, number: str) -> str:
        for _ in range(_DEEPEST):
            font, above = self._own.get(number, ("", ""))
            if font or not above:
                return font
            number = above
        return ""


def _font(properties: Any) -> str:
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    if fonts is None:
        return ""
    name: str = fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""
    return name
