"""Training data and training of the learned stages."""
