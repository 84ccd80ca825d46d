"""Negtrain: a terminal companion for eccentric strength training and micro loading."""

__version__ = "0.1.0"
