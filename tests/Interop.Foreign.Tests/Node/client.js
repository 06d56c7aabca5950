'use strict';

// Node's soap calls the hub: client.js WSDL VERSION USER KEY CALLS; prints what became of each call as JSON.
const fs = require('fs');
const soap = require('soap');

const [wsdl, version, user, key, calls] = process.argv.slice(2);
const times = new Set(['occurredAt', 'startedAt', 'dueAt', 'issuedAt', 'deadline']);

// JSON as its users write it: simple content under $value, attributes and xsi:nil under a key of their own, for the
// usual one, "attributes", is an element of the contract. Dates as text: a Date would be written as an empty element.
const native = (name, value) => {
  if (value === null) return { $attributes: { 'xsi:nil': 'true' } };
  if (times.has(name)) return /Z$|[+-]\d\d:\d\d$/.test(value) ? new Date(value).toISOString() : value;
  if (name === 'data' && typeof value === 'number') return Buffer.alloc(value, 'x').toString('base64');
  if (name === 'attribute') return value.map(each => ({ $attributes: { name: each.name }, $value: each.value }));
  if (Array.isArray(value)) return value.map(each => native('', each));
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([child, each]) => [child, native(child, each)]));
};

const faultOf = error => {
  const fault = error.root?.Envelope?.Body?.Fault;
  if (!fault) return { other: error.message };
  const subcodes = [];
  for (let sub = fault.Code?.Subcode; sub; sub = sub.Subcode) subcodes.push(sub.Value);
  const text = fault.faultstring ?? fault.Reason?.Text;
  return { fault: {
    code: fault.faultcode ?? fault.Code?.Value,
    subcodes,
    text: text?.$value ?? text,
    detail: (fault.detail ?? fault.Detail)?.ExchangeFault ?? null,
    status: error.response?.status,
  } };
};

const call = async each => {
  const client = await soap.createClientAsync(wsdl, { forceSoap12Headers: version === '1.2', attributesKey: '$attributes' });
  const by = each.by ?? 'basic';
  if (by === 'key') client.addHttpHeader('X-Api-Key', key);
  else client.setSecurity(new soap.BasicAuthSecurity(user, by === 'basic' ? key : 'wrong'));
  if ('header' in each) client.addSoapHeader(`<GiaoDich xmlns="urn:la"${each.header ? ' soap:mustUnderstand="1"' : ''}>GD-1</GiaoDich>`);
  const [service] = Object.keys(client.describe());
  const port = client[service][service + 'Soap' + version.replace('.', '')];
  return new Promise(done => port[each.operation](native('', each.arguments), (error, answer) => done(error ? faultOf(error) : { answer })));
};

(async () => {
  const client = await soap.createClientAsync(wsdl);
  const service = Object.values(client.describe())[0];
  const ports = Object.fromEntries(Object.entries(service).map(([port, operations]) => [port, Object.keys(operations).sort()]));
  const outcomes = {};
  for (const each of JSON.parse(fs.readFileSync(calls, 'utf8'))) outcomes[each.name] = await call(each);
  process.stdout.write(JSON.stringify({ stack: `Node soap ${require('soap/package.json').version}`, ports, calls: outcomes }));
})().catch(error => {
  console.error(error);
  process.exit(1);
});
