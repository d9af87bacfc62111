"""What is known of identity numbers, names, masks, kin and typed queries, without a framework."""
