"""The pages on which a warrant is asked, and on which the mayor decides."""
