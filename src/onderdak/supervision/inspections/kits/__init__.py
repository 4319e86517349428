"""The control kit: what is asked, read aloud and looked at during a visit, as data.

Parts are YAML in our own words; a variant says which parts a kind of visit has. A
municipality can have a checklist of its own; what the law asks at the door stays.
"""
