"""Documents in the window: dropped or opened, worked on one after another, and where they are."""
