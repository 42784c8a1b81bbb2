"""What must stand in the environment before a library is imported for the first time."""

import os

# Ray reads this once, at its import: else it takes the machine's own address for 127.0.0.1, and
# listens there.
os.environ["RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER"] = "0"
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
