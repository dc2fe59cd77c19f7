"""The types every room shares: Survey, Codebook, Result, Table, Style."""
