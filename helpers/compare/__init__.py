"""Reckon with what the documents say: bounds, and words."""
