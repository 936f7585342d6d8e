"""What the book states, what restates it, and which tests hold it: read from the sources alone.

Shared by Sphinx, which lists all of it on the ledger, and by the tests: needs nothing but Python.
"""
