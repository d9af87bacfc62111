#!/usr/bin/env python
"""Run a management command of the supervision portal."""

import os
import sys

from django.core.management import execute_from_command_line

from tools.environment import adopt

if __name__ == "__main__":
    adopt()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "supervision.project.settings")
    execute_from_command_line(sys.argv)
