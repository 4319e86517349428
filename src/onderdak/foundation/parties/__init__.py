"""Parties: who plays which part at an address, from when to when, on what evidence.

Courts have asked, case by case, who gives the opportunity to stay (art. 224
Gemeentewet) and who can end a breach; so a part is never a bare fact but a statement
with evidence.
"""
