"""Training of the classifier of claims and of the encoder's top for it."""
