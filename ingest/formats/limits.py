"""Every limit of the readers, in one table. What is beyond one is refused with the limit in the reason.

Figures are many times what real plans need (of nineteen real ones the largest has 136 KB of text, the largest PDF
811 KB) and small enough that a file made to harm ends within them on a laptop.
"""

from __future__ import annotations

MB = 1024 * 1024

FILE_BYTES = 200 * MB
"""Any file: one that is larger is not opened."""
TEXT_BYTES = 50 * MB
"""A text file; `CHARACTERS` decides what is left after decoding."""
PAGE_BYTES = 20 * MB
"""A web page."""
CHARACTERS = 5_000_000
"""The text that was read, whatever it was read from."""
PAGES = 1_000
"""Pages of a PDF."""
STREAMS = 100_000
"""Packed streams of a PDF: texts, fonts and tables of its objects."""
SCANNED_PAGES = 300
"""Pages that are recognised; at some seconds each, more are better split."""
PARAGRAPHS = 200_000
"""Paragraphs, cells and runs without text count too: they cost as much."""

MEMBERS = 2_000
"""Members of a zip file: of an archive, or the parts of a Word document."""
INFLATED = 50 * MB
"""All parts of a Word document, counted while inflating, whatever its directory says."""
ARCHIVE_INFLATED = 500 * MB
"""All members of an archive."""
RATIO = 100
"""Inflated to deflated size of a member, or of a stream of a PDF, above `RATIO_FREE` bytes; text reaches 20."""
RATIO_FREE = 5 * MB
NAME = 200
"""Code points of a name in the corpus."""

PROCESS_BYTES = 1024 * MB
"""Address space of a process that reads a file."""
READ_SECONDS = 60
"""From the start of that process to its end; then it is killed."""
PAGE_SECONDS = 120
"""One page that is recognised."""
PAGE_PIXELS = 20_000_000
"""Pixels of a page that is recognised: A3 at 300 to the inch has 17 million. Larger pages are shrunk to that."""
OFFICE_SECONDS = 120
"""One conversion by LibreOffice, its start included."""
OFFICE_BYTES = 4096 * MB
"""Address space of LibreOffice, which maps its libraries and fonts."""
