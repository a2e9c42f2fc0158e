"""From a returned file to parts and what they say about themselves; `worker` is the door."""
