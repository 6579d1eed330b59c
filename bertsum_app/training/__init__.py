"""The trainer: schedules, losses, run folders, events."""
