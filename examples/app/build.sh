#!/usr/bin/env bash
# Builds the application for one environment into the folder public.
set -euo pipefail

mkdir -p public
cat > public/index.html <<HTML
<!doctype html>
<title>Demo at $URL</title>
<p>Features: $FEATURES</p>
HTML
