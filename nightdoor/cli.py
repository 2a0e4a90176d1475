"""The nightdoor command."""
