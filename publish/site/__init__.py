"""The chapters as pages of a site."""
