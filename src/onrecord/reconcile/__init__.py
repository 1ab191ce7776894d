"""The reconcile stage: from the events of many reports to incidents with an account per source.

The order is: judgements are applied to the events; reports that share a text are found; events of one report that
tell one act are taken together (episodes); episodes that share a key are compared by a table of features with learned
weights; what scores above the threshold is put together; each cluster is written out as accounts, ranges and
disagreements.
"""

from onrecord.reconcile.engine import Change as Change
from onrecord.reconcile.engine import Reconciler as Reconciler
from onrecord.reconcile.engine import blocking_keys as blocking_keys
from onrecord.reconcile.engine import reconcile as reconcile
from onrecord.reconcile.engine import update as update
from onrecord.reconcile.policy import POLICIES as POLICIES
from onrecord.reconcile.policy import Policy as Policy
