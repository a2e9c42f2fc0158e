"""Keep, read, judge and record what came back.

Each file is one return: its bytes are kept first, then read in a worker process, matched and assessed, and all facts
about it are recorded in one transaction, in the order of the files. A killed run leaves whole returns or none, and is
simply run again. A file that cannot be opened, read or judged stops no other. The same letter in two mails is taken
once: what came later is noted, and waits for nobody.
"""

from loc_builder.steps.receive.batch import Readers, receive
from loc_builder.steps.receive.taking import Arrival, Taken

__all__ = ["Arrival", "Readers", "Taken", "receive"]
