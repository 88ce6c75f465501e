#!/usr/bin/env bash
# Prints the path of a Chromium, or exits 1: CARNET_CHROMIUM, the system's, then Playwright's own.
set -u
if [[ -n "${CARNET_CHROMIUM:-}" ]]; then
    [[ -x "$CARNET_CHROMIUM" ]] && { echo "$CARNET_CHROMIUM"; exit 0; }
    exit 1
fi
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && exit 0
done
shopt -s nullglob
for found in "${PLAYWRIGHT_BROWSERS_PATH:-$HOME/.cache/ms-playwright}"/chromium-*/chrome-linux*/chrome; do
    [[ -x "$found" ]] && { echo "$found"; exit 0; }
done
exit 1
