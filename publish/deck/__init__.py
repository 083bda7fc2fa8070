"""A chapter as slides, in one HTML file and as PDF."""
