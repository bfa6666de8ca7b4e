"""Places: keys, gazetteer, import, recognition, resolution, attachment."""
