"""How much one card may hold: a card beyond is refused alone."""

TEXT_BYTES = 64 * 1024
# Pictures, sounds and keys, as base64.
INLINE_BYTES = 8 * 1024 * 1024
LINE_BYTES = INLINE_BYTES + TEXT_BYTES
# A card in a card (AGENT) in a card.
DEPTH = 8
# So that many lines of one letter cost no more memory than a few long ones.
LINES = 150_000
