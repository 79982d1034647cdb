"""Says, before any is written, that schemas are put together when they are first asked for.

There are some two hundred, and most starts ask for none: answers are written without them, and the description of the
interface is read now and then. Putting all together takes a sixth of the time to start.
"""

from ninja import Schema

Schema.model_config["defer_build"] = True
