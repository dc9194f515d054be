"""Routing: which team and which of its people gets a lead."""
