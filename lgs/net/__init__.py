"""One request over the network, guarded: address, size, time and rate are bounded."""
