"""Speed as ratios against named peers; run by `make bench`."""
