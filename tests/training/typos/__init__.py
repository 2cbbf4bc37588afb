"""Builds review/typos/typos.model from public prose and corrected sentences."""
