"""The one door by which apps hand work to each other without knowing each other."""
