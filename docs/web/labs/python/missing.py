"""What MicroPython lacks of the Python that pages and readers use."""


def patch():
    """Put it where it is missing."""
