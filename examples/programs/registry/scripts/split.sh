# Puts each word of the input on a line of its own. The schema of the input lets letters and blanks through alone, so that
# plain text tools can read the JSON.
lines=$(sed 's/.*"text":"\([A-Za-z ]*\)".*/\1/' | tr -s ' ' '\n' | sed 's/$/\\n/' | tr -d '\n')
printf '{"lines":"%s"}\n' "$lines"
