"""The campaign kit of a municipality: a public page, a leaflet and a short film.

For providers who do not know the register yet. It says what the law asks, and what the
municipality's own by-law adds, live from the dated rules. Nobody needs an account.
"""
