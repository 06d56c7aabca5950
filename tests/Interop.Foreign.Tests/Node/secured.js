// Node soap calls a hub that knows it by its messages: secured.js WSDL VERSION USER PASSWORD CERTIFICATE KEY HUBS; prints
// what became of each way as JSON. It verifies no signature of an answer.
const fs = require('fs');
const soap = require('soap');

const [wsdl, version, user, password, certificate, key] = process.argv.slice(2);
const signed = new soap.WSSecurityCert(fs.readFileSync(key), fs.readFileSync(certificate, 'utf8'), '', {
  signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', signatureTransformations: ['http://www.w3.org/2001/10/xml-exc-c14n#'],
});
const file = Buffer.concat([Buffer.from('%PDF-1.4 giấy khai sinh '), Buffer.alloc(100000, 7)]);
const progress = way => ({ packetId: `${way}-${version}`, dossierNumber: '000.00.18.H40-240603-0001', occurredAt: '2024-06-03T10:00:00+07:00', statusCode: 4, content: 'Đang xử lý' });
const include = { 'xop:Include': { $attributes: { 'xmlns:xop': 'http://www.w3.org/2004/08/xop/include', href: 'cid:tep@bo-mau' } } };
const result = way => ({
  packetId: `${way}-${version}`, dossierNumber: '000.00.18.H40-240603-0001', occurredAt: '2024-06-03T10:00:00+07:00', statusCode: 9,
  result: [{ code: 'KQ.G15.000031', name: 'Giấy khai sinh', file: { name: 'giay-khai-sinh.pdf', mediaType: 'application/pdf', data: include } }],
});
const ways = {
  text: { security: new soap.WSSecurity(user, password, { passwordType: 'PasswordText' }) },
  digest: { security: new soap.WSSecurity(user, password, { passwordType: 'PasswordDigest', mustUnderstand: true }) },
  wrong: { security: new soap.WSSecurity(user, 'sai', { passwordType: 'PasswordDigest' }) },
  signature: { security: signed },
  file: { security: new soap.WSSecurity(user, password, { passwordType: 'PasswordDigest' }), file },
};

const call = async (way, { security, file }) => {
  const client = await soap.createClientAsync(wsdl, { forceSoap12Headers: version === '1.2', attributesKey: '$attributes' });
  client.setSecurity(security);
  const port = client.DossierExchange['DossierExchangeSoap' + version.replace('.', '')];
  const options = file ? { forceMTOM: true, attachments: [{ mimetype: 'application/pdf', contentId: 'tep@bo-mau', name: 'giay-khai-sinh.pdf', body: file }] } : {};
  return new Promise(done => port[file ? 'Result' : 'Progress'](file ? result(way) : progress(way), (error, answer) => {
    const fault = error?.root?.Envelope?.Body?.Fault;
    const subcodes = [];
    for (let sub = fault?.Code?.Subcode; sub; sub = sub.Subcode) subcodes.push(sub.Value);
    done(!error ? { answer: answer.receiptId } : fault ? { fault: fault.faultcode ?? fault.Code?.Value, subcodes } : { other: error.message });
  }, options));
};

(async () => {
  const outcomes = {};
  for (const [way, each] of Object.entries(ways)) outcomes[way] = await call(way, each);
  process.stdout.write(JSON.stringify(outcomes), () => process.exit(0));
})().catch(error => {
  console.error(error);
  process.exit(1);
});
