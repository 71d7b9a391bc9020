"""What is to be done: tasks, who does them, by when, and the figures to be reached."""
