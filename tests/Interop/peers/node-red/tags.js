// The function node "tags": msg in is a Sparkplug message; out 1 a command, out 2 the table of a node's devices and tags. What it knows
// lies in the flow's context, where the function node "write" finds it.
const spb = global.get('sparkplug');
const { Payload } = global.get('sparkplugProto');
const [, group, type, name, device] = msg.topic.split('/');
if (!['NBIRTH', 'DBIRTH', 'NDATA', 'DDATA', 'DDEATH', 'NDEATH'].includes(type)) return null;

const nodes = flow.get('nodes') || {};
flow.set('nodes', nodes);
const key = group + '/' + name;
const asked = nodes[key]?.asked || 0;
if (type === 'NBIRTH' || !nodes[key]) nodes[key] = { online: false, bdSeq: null, devices: {}, aliases: {}, tags: {}, asked };
const edge = nodes[key];

const text = (value) => value === null || value === undefined ? null : String(value);
const property = (metric, name) => text(metric.properties?.[name]?.value);
const raw = Payload.decode(msg.payload);
let unknown = null;
for (const metric of raw.metrics) {
  // Data says alias and value; sparkplug-payload needs the datatype that the birth said, else it reads null.
  const tag = edge.aliases[text(metric.alias)];
  if (type.endsWith('DATA') && tag) metric.datatype = tag.datatype;
  else if (type.endsWith('DATA')) unknown = text(metric.alias) ?? metric.name;
}
if (unknown !== null) {
  if (Date.now() - edge.asked < 5000) return null;
  edge.asked = Date.now();
  node.warn(`${key}: ${type} with the unknown alias ${unknown}, asking for births`);
  const now = Date.now();
  const rebirth = { timestamp: now, metrics: [{ name: 'Node Control/Rebirth', type: 'Boolean', value: true, timestamp: now }] };
  return [{ topic: `spBv1.0/${group}/NCMD/${name}`, payload: Buffer.from(spb.encodePayload(rebirth)) }, null];
}

const message = spb.decodePayload(Payload.encode(raw).finish());
const metrics = message.metrics || [];
const bdSeq = text(metrics.find((metric) => metric.name === 'bdSeq')?.value);
if (type === 'NBIRTH') Object.assign(edge, { online: true, bdSeq });
if (type === 'DBIRTH') {
  // What the device declared before is void.
  for (const [path, tag] of Object.entries(edge.tags)) {
    if (tag.device !== device) continue;
    delete edge.tags[path];
    delete edge.aliases[tag.alias];
  }
  edge.devices[device] = true;
}
if (type === 'DDEATH') edge.devices[device] = false;
if (type === 'NDEATH' && bdSeq !== edge.bdSeq) return null; // the will of a session that is over
if (type === 'NDEATH') {
  edge.online = false;
  for (const each of Object.keys(edge.devices)) edge.devices[each] = false;
}

// A death bears no values: its bdSeq says which session it ends.
(type.endsWith('DEATH') ? [] : metrics).forEach((metric, i) => {
  const alias = text(metric.alias);
  if (type.endsWith('BIRTH')) {
    const tag = {
      device: device || null, name: metric.name, alias, type: metric.type, datatype: raw.metrics[i].datatype,
      unit: property(metric, 'engUnit'), low: property(metric, 'engLow'), high: property(metric, 'engHigh'),
    };
    edge.tags[(device || '') + '/' + metric.name] = tag;
    if (alias !== null) edge.aliases[alias] = tag;
  }
  const tag = alias !== null ? edge.aliases[alias] : edge.tags[(device || '') + '/' + metric.name];
  if (!tag) return;
  tag.value = text(metric.value);
  tag.timestamp = text(metric.timestamp);
  tag.quality = property(metric, 'Quality') ?? '192';
  tag.reason = property(metric, 'QualityReason');
});
return [null, { payload: 'TAGS ' + JSON.stringify({ node: key, online: edge.online, devices: edge.devices, tags: Object.values(edge.tags) }) }];
