"""What clues and cases show on the home page."""
