"""Result in, guarded sentences out."""
