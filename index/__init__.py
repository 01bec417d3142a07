"""From reports to a searchable index, and from a question to hits."""
