"""The staff's side: the duty console, the morning queue, and the watch that pages people."""
