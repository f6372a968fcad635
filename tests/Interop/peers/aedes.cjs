// aedes behind TLS that demands a client certificate, whose common name is the user: aedes.cjs NODE_MODULES PORT FOLDER GROUP NODE.
// NODE may publish and subscribe as a node of GROUP; host may do all.
const fs = require('fs');
const path = require('path');
const tls = require('tls');
const { pathToFileURL } = require('url');
const [modules, port, folder, group, node] = process.argv.slice(2);
const file = (name) => fs.readFileSync(path.join(folder, name));
const ofNode = new RegExp(`^spBv1\\.0/${group}/[ND](BIRTH|DATA|DEATH)/${node}(/[^/]+)?$`);
const toNode = new RegExp(`^spBv1\\.0/${group}/(NCMD/${node}|DCMD/${node}/#)$`);
const user = (client) => client.conn.getPeerCertificate().subject.CN;
const refuse = (what) => { console.log('refused: ' + what); return new Error(what); };
import(pathToFileURL(path.join(modules, 'aedes', 'aedes.js'))).then(async ({ Aedes }) => {
  const broker = await Aedes.createBroker({
    preConnect: (client, packet, done) => {
      client.user = user(client); // the certificate is not there any more when the will is judged
      done(null, true);
    },
    authenticate: (client, name, password, done) => done(null, client.user === node || client.user === 'host'),
    authorizePublish: (client, packet, done) => {
      const who = client ? client.user : null; // null: the broker itself
      done(who === null || who === 'host' || ofNode.test(packet.topic) ? null : refuse(`publish of ${who} on ${packet.topic}`));
    },
    authorizeSubscribe: (client, sub, done) =>
      done(client.user === 'host' || toNode.test(sub.topic) ? null : refuse(`subscription of ${client.user} to ${sub.topic}`), sub),
  });
  tls.createServer({
    ca: file('ca.pem'), cert: file('broker.pem'), key: file('broker.key'), requestCert: true, rejectUnauthorized: true,
  }, broker.handle).listen(Number(port), '127.0.0.1');
});
