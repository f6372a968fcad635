// The function node: msg in is a Sparkplug message; out 1 a command, out 2 the table of a node's tags.
const spb = global.get('sparkplug');
const { Payload } = global.get('sparkplugProto');
const [, group, type, name, device] = msg.topic.split('/');
if (!['NBIRTH', 'DBIRTH', 'NDATA', 'DDATA', 'NDEATH'].includes(type)) return null;

const nodes = context.get('nodes') || {};
context.set('nodes', nodes);
const key = group + '/' + name;
if (type === 'NBIRTH' || !nodes[key]) nodes[key] = { born: type === 'NBIRTH', online: false, aliases: {}, tags: {}, asked: nodes[key]?.asked || 0 };
const edge = nodes[key];
edge.online = type !== 'NDEATH';

const text = (value) => value === null || value === undefined ? null : String(value);
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
(message.metrics || []).forEach((metric, i) => {
  const alias = text(metric.alias);
  if (type.endsWith('BIRTH')) {
    const tag = { device: device || null, name: metric.name, alias, type: metric.type, datatype: raw.metrics[i].datatype, unit: text(metric.properties?.engUnit?.value) };
    edge.tags[(device || '') + '/' + metric.name] = tag;
    if (alias !== null) edge.aliases[alias] = tag;
  }
  const tag = alias !== null ? edge.aliases[alias] : edge.tags['/' + metric.name];
  if (!tag) return;
  tag.value = text(metric.value);
  tag.timestamp = text(metric.timestamp);
  tag.quality = text(metric.properties?.Quality?.value) ?? '192';
});
return [null, { payload: 'TAGS ' + JSON.stringify({ node: key, online: edge.online, tags: Object.values(edge.tags) }) }];
