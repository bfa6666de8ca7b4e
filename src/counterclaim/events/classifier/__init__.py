"""A trained classifier that reads the stance, type and realis of the rules' drafts anew."""
