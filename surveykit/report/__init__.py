"""A chapter of a thesis: results in order, with their numbers, sentences and appendices."""
