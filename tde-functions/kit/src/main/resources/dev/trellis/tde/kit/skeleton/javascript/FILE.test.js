// What FILE.js promises, on no platform: node FILE.test.js
const assert = require('node:assert');
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
const test = require('node:test');

function run(inputs) {
  const ran = spawnSync(process.execPath, [join(__dirname, 'FILE.js')], { input: JSON.stringify({ inputs }) });
  return { status: ran.status, said: JSON.parse(ran.stdout) };
}

test('greets by name', () => {
  assert.deepStrictEqual(run({ name: 'Ada' }), { status: 0, said: { greeting: 'Hello, Ada' } });
});

test('says what is wrong with a blank name', () => {
  const { status, said } = run({ name: ' ' });
  assert.strictEqual(status, 65);
  assert.strictEqual(said.error.code, 'nobody');
});
