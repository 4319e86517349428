"""The `onderdak` command: the third door, beside pages and API, to the same actions.

Commands act as someone with an account; none passes permission, scope or log.
"""
