"""ClamAV: looks for viruses in files."""
