"""What the portal knows of the field: projections as pure folds of facts.

There are no commands and no decisions here: the portal decides nothing (design.md §3). What a person asks for goes to
the service that owns the state, with the person's own token.
"""
