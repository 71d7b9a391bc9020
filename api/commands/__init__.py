"""The commands, one file for each group; heavy libraries are imported inside the functions that need them."""
