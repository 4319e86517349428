"""The registration duty: who must report to the BRP, since when, and how many.

Rule C01 (art. 2.38(1) Wet BRP): whoever is expected to stay two thirds of half a year
reports within five days. The municipality sees counts; persons only within a running
address investigation over those addresses (art. 4.2 Wet BRP, 5:13 and 5:16 Awb).
"""
