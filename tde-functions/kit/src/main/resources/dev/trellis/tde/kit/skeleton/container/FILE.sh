# The work of NAME in its container. Standard output is the outputs, one JSON object; standard error is the log; files in /trellis/out
# become artifacts. The schema of the inputs lets letters and blanks through alone, so that plain text tools can read the JSON.
set -eu
name=$(sed 's/.*"name":"\([A-Za-z ]*\)".*/\1/' "$TRELLIS_REQUEST")
[ -n "$(printf %s "$name" | tr -d ' ')" ] || { echo "the name is blank" >&2; exit 65; }
printf '{"greeting":"Hello, %s"}\n' "$name"
