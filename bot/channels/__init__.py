"""One file a channel: how it writes to us, and how we write back."""
