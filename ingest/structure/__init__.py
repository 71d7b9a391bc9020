"""Lines -> paragraphs, tables, tree, letterhead and task frames: what stands where in a plan."""
