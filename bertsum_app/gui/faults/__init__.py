"""What happens when the program itself makes a mistake: report, texts that survive, the next start."""
