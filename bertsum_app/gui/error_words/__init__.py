"""The words for errors, by what they are about; `gui.messages` takes them all in."""
