"""Training of the learned attribution tagger."""
