"""先审: decides. Pure functions from a document and a ruleset to a report.

No clock, disk, network, database or web; whatever is needed is handed in.
"""
