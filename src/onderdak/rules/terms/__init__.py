"""Terms and amounts of the law: by which day something is due, and how much it is."""

from onderdak.rules.terms.answers import TermAnswer
from onderdak.rules.terms.asking import term, with_terms
from onderdak.rules.terms.matrix import BEHAVIOURS, CONSEQUENCES, matrix_cell
from onderdak.rules.terms.specs import TermSpec, spec_of

__all__ = [
    "BEHAVIOURS",
    "CONSEQUENCES",
    "TermAnswer",
    "TermSpec",
    "matrix_cell",
    "spec_of",
    "term",
    "with_terms",
]
