"""Checking archives: whatever an office has published, by two clocks, on as many cores as there are.

sources ─ plan ─► shards ─ engine(Checker) ─► shard files ─ merge ─► posts, findings, errors ─► reports

A shard's file appears whole or not at all, and only from what it holds and the options of the run:
so a run that was killed goes on where it was and ends in the same bytes. Nothing here grows with
the number of posts but files.
"""
