"""Credential, certificate PDF, QR record, cohort workbook, keys, and verifying each of them."""
