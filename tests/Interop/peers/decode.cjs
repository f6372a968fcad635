// Decodes one Sparkplug B payload (stdin) with sparkplug-payload: decode.cjs NODE_MODULES. One JSON object to stdout.
const { createRequire } = require('module');
const spb = createRequire(process.argv[2] + '/')('sparkplug-payload').get('spBv1.0');
const plain = (key, value) => value !== null && typeof value === 'object' && 'low' in value && 'unsigned' in value
  ? String(value) : value;
const text = (value) => value === null || value === undefined ? null : String(value);
const payload = spb.decodePayload(require('fs').readFileSync(0));
process.stdout.write(JSON.stringify({
  seq: text(payload.seq),
  timestamp: text(payload.timestamp),
  metrics: payload.metrics.map((m) => ({
    name: m.name ?? null, alias: text(m.alias), type: m.type ?? null, value: text(m.value), timestamp: text(m.timestamp),
  })),
}, plain));
