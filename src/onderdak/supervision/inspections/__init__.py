"""The visit: planned with a reason, lawful at the door, recorded as seen, reported.

What is typed at the door is never overwritten: two inspectors, two devices and a
network that comes and goes make one record, in which a disagreement stays visible until
a person settles it. Serves supervision under the Awb (title 5.2) and the Algemene wet
op het binnentreden. Words: visit, warrant, consent, finding, inspection report.
"""
