"""The API: the door for providers' own systems, to the same actions as the pages.

NL API Design Rules; problem details (RFC 9457) for whatever is refused. A token acts
for one provider and opens no names.
"""
