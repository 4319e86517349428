"""What ends when: the terms of all cases by day, and what lapses if nobody acts."""
