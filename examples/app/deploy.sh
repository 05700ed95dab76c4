#!/usr/bin/env bash
# Brings the folder public to the environment.
set -euo pipefail

# The upload to your cloud goes here, such as: aws s3 sync public "s3://$BUCKET"
echo "uploaded $(find public -type f | wc -l) file to $BUCKET"
echo "Deployed to <$URL>" >> "$GITHUB_STEP_SUMMARY"
