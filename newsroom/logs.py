"""How a line of the log is written."""

import logging
import re

TOKEN = re.compile(r"(/preview/)[^/\s\"']+")


class Line(logging.Formatter):
    """One line an event, tracebacks apart. Whoever reads a log must not be able to open a preview: its token is left out."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name}: {message}", style="{")

    def format(self, record: logging.LogRecord) -> str:
        return TOKEN.sub(r"\1…", super().format(record))
