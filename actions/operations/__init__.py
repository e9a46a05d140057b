"""What people said yes to: handed in, waited for, and told."""
