"""Formats to take along, written from the built pages: notebooks, PDF, EPUB, slides."""
