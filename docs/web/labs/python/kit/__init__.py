"""What the runner of labs is made of."""
