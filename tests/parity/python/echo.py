"""Answers what it was asked: proves that columns and numbers survive the journey."""
from exchange import serve

serve(lambda request: request)
