"""What a trainee does next: path, mastery, gates, readiness, practice drawn from their errors."""
