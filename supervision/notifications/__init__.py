"""What people are told: inbox, pop-ups to acknowledge, to-dos, deadline warnings and SMS."""
