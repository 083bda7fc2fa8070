"""What pages and decks share: prose, code, figures and letters as HTML that needs no network."""
