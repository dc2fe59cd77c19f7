"""Result in, matplotlib Figure out."""
