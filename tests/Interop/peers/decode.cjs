// Decodes Sparkplug B messages with sparkplug-payload: decode.cjs NODE_MODULES helped|alone. Input: a JSON list of { topic, payload (hex) };
// output: a JSON list of messages with the members that `fieldnode watch --json` has.
const { createRequire } = require('module');
const modules = createRequire(process.argv[2] + '/');
const spb = modules('sparkplug-payload').get('spBv1.0');
// sparkplug-payload reads a value by the datatype that stands beside it. Data has none (only births must), so as any host we give
// back what the birth said, and let it decode the message then; alone it gets the message as it is.
const { Payload } = modules('sparkplug-payload/lib/sparkplugPayloadProto').org.eclipse.tahu.protobuf;
const helped = process.argv[3] !== 'alone';
const born = new Map();
const text = (value) => value === null || value === undefined ? null : String(value);

function read({ topic, payload }) {
  const birth = topic.includes('BIRTH/');
  const raw = Payload.decode(Buffer.from(payload, 'hex'));
  for (const metric of raw.metrics) {
    const known = born.get(text(metric.alias));
    if (helped && !birth && known && !metric.datatype) metric.datatype = known.datatype;
  }
  const message = spb.decodePayload(Payload.encode(raw).finish());
  return {
    topic, seq: text(message.seq), timestamp: text(message.timestamp),
    metrics: (message.metrics || []).map((metric, i) => read1(metric, birth, raw.metrics[i].datatype)),
  };
}

function read1(metric, birth, datatype) {
  const alias = text(metric.alias);
  const property = (name) => text(metric.properties?.[name]?.value);
  if (birth) {
    const said = { name: metric.name, datatype, unit: property('engUnit'), low: property('engLow'), high: property('engHigh') };
    if (alias !== null) born.set(alias, said);
    return { ...shown(metric, alias, property), ...said };
  }
  const { name, unit, low, high } = born.get(alias) ?? { name: metric.name, unit: null, low: null, high: null };
  return { ...shown(metric, alias, property), name, unit, low, high };
}

function shown(metric, alias, property) {
  return {
    alias, type: metric.type ?? null, value: text(metric.value), timestamp: text(metric.timestamp),
    quality: property('Quality'), reason: property('QualityReason'),
  };
}

process.stdout.write(JSON.stringify(JSON.parse(require('fs').readFileSync(0, 'utf8')).map(read)));
