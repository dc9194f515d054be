"""Scoring: versions of rules, and what they give each lead."""
