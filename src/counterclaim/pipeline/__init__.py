"""The pipeline's story (:mod:`.reader`) and what a stage is (:mod:`.stages`)."""
