"""Organisations named in a text, under names that can be compared across wards."""
