"""Find the text in a file: what the file itself carries, and, where it is installed, recognition.

Files are a stranger's: each is opened in a process of its own with little memory and time.
"""

from supervision.attachments.reading.files import FAULTS, Found, read
from supervision.attachments.reading.recognition import Engine, engine

__all__ = ["FAULTS", "Engine", "Found", "engine", "read"]
