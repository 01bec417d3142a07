"""Known questions → scores, held against a baseline. Asks through the same door as the page."""
