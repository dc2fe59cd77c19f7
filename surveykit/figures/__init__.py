"""Result in, matplotlib Figure out: one drawing per file."""
