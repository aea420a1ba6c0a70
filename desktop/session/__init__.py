"""The application without a window: who is signed in, what is open, and every verb of a user."""
