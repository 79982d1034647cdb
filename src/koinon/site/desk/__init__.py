"""What lies on an officer's desk: Monday, the portfolio, the letters, and handing it all over."""
