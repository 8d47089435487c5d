"""The reader: a document with everything that was found in it, for the terminal and for a browser."""
