// The function node "write": msg in is an operator's line, { edge, device, name, value } in JSON; out a DCMD with the datatype of the birth.
const spb = global.get('sparkplug');
const { edge: key, device, name, value } = JSON.parse(msg.payload);
const edge = (flow.get('nodes') || {})[key];
const tag = edge?.tags[device + '/' + name];
if (!tag || !edge.devices[device]) {
  node.warn(`${key}/${device}/${name} is not there to be written`);
  return null;
}
const [group, edgeName] = key.split('/');
const now = Date.now();
const command = { timestamp: now, metrics: [{ name, type: tag.type, value, timestamp: now }] };
return { topic: `spBv1.0/${group}/DCMD/${edgeName}/${device}`, payload: Buffer.from(spb.encodePayload(command)) };
