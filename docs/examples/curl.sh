#!/bin/sh
# Says hello to Parley, and asks for what waits. Needs curl.
#   PARLEY_URL=https://bot.example.com PARLEY_KEY=parley_… sh curl.sh ana
set -eu
sender=${1:-ana}
key="Authorization: Bearer $PARLEY_KEY"

# One message. The same message_id again would be the same message, and get the same answer.
curl -sS --fail-with-body "$PARLEY_URL/webhooks/rest/webhook" \
  -H "$key" -H 'Content-Type: application/json' \
  -d "{\"sender\": \"$sender\", \"message\": \"hello\", \"message_id\": \"hello-$$\"}"
echo

# What the bot had to say unasked. Ask again with `next` as `after`.
curl -sS --fail-with-body --get "$PARLEY_URL/webhooks/rest/messages" -H "$key" --data-urlencode "sender=$sender"
echo
