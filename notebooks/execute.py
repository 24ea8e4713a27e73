"""Executes notebooks where they lie: python execute.py NOTEBOOK...

What a cell puts out replaces what it put out before; the same outputs give the same file."""

import sys

import nbformat
from nbclient import NotebookClient

for name in sys.argv[1:]:
    notebook = nbformat.read(name, as_version=4)
    NotebookClient(
        notebook, kernel_name="java", timeout=1800, coalesce_streams=True, record_timing=False
    ).execute()
    # what the kernel says of itself is another version tomorrow
    notebook.metadata["language_info"] = {
        "file_extension": ".jshell",
        "mimetype": "text/x-java-source",
        "name": "java",
    }
    nbformat.write(notebook, name)
