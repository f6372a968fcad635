// aedes behind TLS that demands a client certificate: aedes.cjs NODE_MODULES PORT FOLDER
const fs = require('fs');
const path = require('path');
const tls = require('tls');
const { pathToFileURL } = require('url');
const [modules, port, folder] = process.argv.slice(2);
const file = (name) => fs.readFileSync(path.join(folder, name));
import(pathToFileURL(path.join(modules, 'aedes', 'aedes.js'))).then(async ({ Aedes }) => {
  const broker = await Aedes.createBroker();
  tls.createServer({
    ca: file('ca.pem'), cert: file('broker.pem'), key: file('broker.key'), requestCert: true, rejectUnauthorized: true,
  }, broker.handle).listen(Number(port), '127.0.0.1');
});
