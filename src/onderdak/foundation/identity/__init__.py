"""Identity: who someone is here, for whom they act, and what they may see.

Holds regions, municipalities, users and memberships, the scope of row security and
the audit trail. Denies by default: without a membership there is nothing to see.
Serves art. 5 and 32 AVG (access limited to the purpose) and BIO2 8.15 (who did what).
"""
