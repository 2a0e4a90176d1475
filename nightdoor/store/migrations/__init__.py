"""The steps that brought the database to its present shape, run by ``nightdoor migrate``."""
