"""Cards and records: what of a vCard a contact or an account holds, and how both become cards again."""
