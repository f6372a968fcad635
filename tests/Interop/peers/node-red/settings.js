// node-red without editor, HTTP, telemetry or installer; its function nodes get sparkplug-payload.
const { createRequire } = require('module');
const modules = createRequire(process.env.FIELDNODE_NODE_MODULES + '/');
module.exports = {
  flowFile: 'flow.json',
  httpAdminRoot: false,
  httpNodeRoot: false,
  uiHost: '127.0.0.1',
  telemetry: { enabled: false, updateNotification: false },
  externalModules: { palette: { allowInstall: false }, modules: { allowInstall: false } },
  debugMaxLength: 1000000,
  functionGlobalContext: {
    sparkplug: modules('sparkplug-payload').get('spBv1.0'),
    sparkplugProto: modules('sparkplug-payload/lib/sparkplugPayloadProto').org.eclipse.tahu.protobuf,
  },
  logging: { console: { level: 'info', metrics: false, audit: false } },
};
