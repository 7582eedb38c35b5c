"""Row numbers as browsers send them."""

LARGEST = 2**63 - 1


def number(value: str) -> int:
    """A positive whole number that a database can count to, or 0 for anything else."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 20 and int(value) <= LARGEST else 0
