"""What Nightdoor knows, as pure functions and frozen facts. Standard library only."""
