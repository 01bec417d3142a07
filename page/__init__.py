"""What the page shows, as HTML: pure functions of answers and reports. Only `app.py` imports it.

Every text of a report or of the reader goes through `html.escape`; nothing is interpreted as Markdown.
"""
