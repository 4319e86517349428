"""SEE: who stays where, who is to be registered, what tax is due."""
