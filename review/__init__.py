"""先审: decides. Pure functions from a document and a ruleset to a report.

No clock, disk, network, database or web; whatever is needed is handed in.
"""

import os

# numpy's product of small matrices is over before a second thread has woken; waiting for it costs
# five times the work. Read when numpy is first loaded, hence here.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
