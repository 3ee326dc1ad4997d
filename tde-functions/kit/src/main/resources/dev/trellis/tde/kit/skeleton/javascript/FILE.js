// One JSON object in, one JSON object out; logs go to standard error.
//
// Try it without the platform: echo '{"inputs": {"name": "Ada"}}' | node FILE.js
// Its test: node FILE.test.js
const { readFileSync } = require('node:fs');

function work(inputs) {
  if (inputs.name.trim() === '') {
    // Exit 65 to 127: the last line says what went wrong, and a BPMN error event can catch the code.
    console.log(JSON.stringify({ error: { code: 'nobody', message: '$.inputs.name is blank', retryable: false } }));
    process.exit(65);
  }
  return { greeting: 'Hello, ' + inputs.name };
}

console.log(JSON.stringify(work(JSON.parse(readFileSync(0)).inputs)));
