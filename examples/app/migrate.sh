#!/usr/bin/env bash
# Brings the environment's database up to date.
set -euo pipefail

DATABASE_URL=$(jq --exit-status --raw-output .database_url "$OUTPUTS_FILE")
export DATABASE_URL
# The tool of your application goes here, such as: npx prisma migrate deploy
echo "migrated the database at ${DATABASE_URL#*@}"
