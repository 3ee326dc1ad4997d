# Counts the words of the input. The schema of the input lets letters and blanks through alone, so that plain text tools can
# read the JSON. What goes to standard error is the log, a file in /trellis/out an artifact, and standard output the outputs.
echo "counting for ${1:-nobody}" >&2
sed 's/.*"text":"\([A-Za-z ]*\)".*/\1/' /trellis/in/request.json | tr -s ' ' '\n' > /trellis/out/words.txt
echo "{\"words\":$(grep -c . < /trellis/out/words.txt)}"
