"""Where: toponyms and the places they denote."""
