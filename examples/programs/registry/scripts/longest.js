const { inputs } = JSON.parse(require('fs').readFileSync(0));
const words = inputs.sorted.split('\n').filter((word) => word !== '');
const longest = words.reduce((best, word) => (word.length > best.length ? word : best), '');
console.log(JSON.stringify({ words: words.length, longest }));
