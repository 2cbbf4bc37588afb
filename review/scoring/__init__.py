"""Measuring the rules: labelled passages, injected errors, clean prose, corrected sentences.

Pure like all of `review`: texts are handed in and figures come out; nothing is read, timed or
written here. The labels are kept apart from the rules on purpose (tests/accuracy/).
"""
