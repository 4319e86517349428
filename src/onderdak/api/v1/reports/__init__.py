"""Reports of chain partners: handing in, and how far one's own reports are."""
