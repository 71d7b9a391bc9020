"""Characters and words: cleaned copies with a map back, spelling, copies to match against, words."""
