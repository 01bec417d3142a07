"""From report PDFs to blocks, sections, tables, charts, facts and passages."""
