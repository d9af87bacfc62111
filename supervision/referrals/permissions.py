"""Who reads what became of what was handed on."""

#: See the state of what one's own office handed on.
READ = "referrals.read"
