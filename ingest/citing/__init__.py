"""Which documents a plan cites, under which identity, and how they relate."""
