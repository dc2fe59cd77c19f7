"""Survey or frame in, Result out."""
