"""Measurements, side by side in one run; `make bench` prints them. Never part of the tests."""
