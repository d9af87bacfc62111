"""Row history: what each tracked row said, and from when until when."""
