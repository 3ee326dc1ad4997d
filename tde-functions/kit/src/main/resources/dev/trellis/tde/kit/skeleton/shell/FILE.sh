# One JSON object in, one JSON object out; logs go to standard error. Needs jq.
#
# Try it without the platform: echo '{"inputs": {"name": "Ada"}}' | sh FILE.sh
# Its test: sh FILE.test.sh
set -eu
name=$(jq -r .inputs.name)
case $name in
  *[![:space:]]*) jq -cn --arg name "$name" '{greeting: ("Hello, " + $name)}' ;;
  *)
    # Exit 65 to 127: the last line says what went wrong, and a BPMN error event can catch the code.
    echo '{"error": {"code": "nobody", "message": "$.inputs.name is blank", "retryable": false}}'
    exit 65
    ;;
esac
