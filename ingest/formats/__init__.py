"""Readers of document formats: the bytes of a file -> its text, paragraphs and rows of tables in reading order.

Each module offers one function `read(data, name) -> Extracted` and imports its parser when it is called. The text has
a blank line between paragraphs, one line of tab-separated cells for each row of a table, and a form feed between
pages where the format has pages: what `ingest.structure.layout` reads. Offsets of a plan are offsets of this text.
"""
