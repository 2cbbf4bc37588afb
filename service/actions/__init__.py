"""The verbs of the house: one verb, one file, one unit of work.

Each raises review's NotAllowedError, an ActionError of errors.py, or a StoreError; nothing else a
person can cause.
"""
