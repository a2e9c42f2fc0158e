"""What tests are made of: letters, returns, packages, facts, an office, and processes that can be killed."""
