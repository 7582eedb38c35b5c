#!/usr/bin/env python3
import gc
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    gc.set_threshold(200_000, 20, 20)  # what is imported stays: looking through it for rubbish is a tenth of a start
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    execute_from_command_line(sys.argv)
