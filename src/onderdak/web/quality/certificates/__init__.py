"""Pages of certificates: lists, one certificate, registers, alerts and reports."""
