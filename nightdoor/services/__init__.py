"""One file a use case. A service decides and commits; it knows no web framework and no provider."""
