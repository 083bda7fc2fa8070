"""From a chapter's text source to its executed notebook."""
