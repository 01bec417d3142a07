"""The demonstration reports: figures, text and the press that prints them as PDFs.

`python -m corpus.demo` writes two activity reports into `corpus/reports/` and, beside the tests, what a
perfect reader would find in them. Nothing of the product imports this package.
"""
