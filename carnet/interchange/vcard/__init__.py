"""vCard 2.1, 3.0 and 4.0 (RFC 2426, 6350, 6868): cards out of files and back, knowing nothing of contacts."""
