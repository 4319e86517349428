"""Privacy: why data are held, who answers for them, and who opened what.

Keeps the purposes of every table with personal data, the record of controllers, the
required retention terms, sealed identities with their closed list of grounds, and
the two logs (openings; *Logboek dataverwerkingen*). Serves art. 5, 6, 24, 26, 28
and 30 AVG.
"""
