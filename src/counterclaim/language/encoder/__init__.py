"""The trained encoder: a vector for each word piece of a text, for every head that reads them."""
