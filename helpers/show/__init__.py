"""Show what the corpus holds: passages, charts, tables, and how bounds are put into words."""
