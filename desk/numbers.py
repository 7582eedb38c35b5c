"""Numbers of rows and pages as browsers send them."""

LARGEST = 2**63 - 1
LAST_PAGE = 1000  # of a list: whoever looks for more narrows it


def number(value: str) -> int:
    """A positive whole number that a database can count to, or 0 for anything else."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 20 and int(value) <= LARGEST else 0


def page_number(value: str) -> int:
    """The page asked for, from 1 to LAST_PAGE; 1 for what is no number."""
    return min(number(value) or 1, LAST_PAGE)
