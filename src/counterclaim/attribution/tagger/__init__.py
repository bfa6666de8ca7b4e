"""The learned attribution tagger: cues, then the source and content of each."""
