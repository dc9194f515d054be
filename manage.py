#!/usr/bin/env python
"""The site's commands; each gets its database, broker and secrets before Django reads its settings."""

import os
import sys

from alignment.engines.attachment import attached


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alignment.settings")
    with attached(sys.argv):
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
