"""What official documents offer the kernel, one module a subject."""
