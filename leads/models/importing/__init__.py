"""Importing: a file of leads, read in chunks, its faulty rows kept."""
