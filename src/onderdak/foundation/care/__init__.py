"""Care tasks: somebody must look after a child or a person.

Whoever sees in a report that a child is involved opens a task for a care worker; it is
never a case against the family. A task is read by its addressee only, also in the
database: who opened it sees that it was taken up, and nothing more. It names no
address and no person by number, so that nothing that looks an address up finds it
(art. 5(1)(b) and (c) AVG; Jeugdwet art. 7.3.8; Wmo 2015 art. 5.1.1).
"""
