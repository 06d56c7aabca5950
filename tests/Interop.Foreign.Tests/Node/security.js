// Node soap with WS-Security: security.js WSDL CERTIFICATE KEY USER PASSWORD prints the envelopes that it sends, as JSON.
const fs = require('fs');
const http = require('http');
const soap = require('soap');

const [wsdl, certificate, key, user, password] = process.argv.slice(2);
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const certificates = options => new soap.WSSecurityCert(fs.readFileSync(key), fs.readFileSync(certificate, 'utf8'), '', options);
const ways = {
  text: new soap.WSSecurity(user, password, { passwordType: 'PasswordText' }),
  digest: new soap.WSSecurity(user, password, { passwordType: 'PasswordDigest', hasTimeStamp: false }),
  'digest with timestamp': new soap.WSSecurity(user, password, { passwordType: 'PasswordDigest', mustUnderstand: true }),
  certificate: certificates({ signatureAlgorithm: rsaSha256, signatureTransformations: [exclusive] }),
  'certificate without timestamp': certificates({ signatureAlgorithm: rsaSha256, signatureTransformations: [exclusive], hasTimeStamp: false }),
  'certificate with wsu:Id': certificates({ signatureAlgorithm: rsaSha256, signatureTransformations: [exclusive], signerOptions: { idMode: 'wssecurity', existingPrefixes: { wsse: 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd' } } }),
  'certificate by its defaults': certificates({}),
  'user and certificate': new soap.WSSecurityPlusCert(
    new soap.WSSecurity(user, password, { passwordType: 'PasswordDigest', hasTimeStamp: false }),
    certificates({ signatureAlgorithm: rsaSha256, signatureTransformations: [exclusive] })),
};

(async () => {
  let heard;
  const server = http.createServer((request, response) => {
    const pieces = [];
    request.on('data', piece => pieces.push(piece));
    request.on('end', () => {
      heard = Buffer.concat(pieces);
      response.writeHead(202).end();
    });
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  const sent = {};
  for (const [name, security] of Object.entries(ways)) {
    const client = await soap.createClientAsync(wsdl, { endpoint: `http://127.0.0.1:${server.address().port}/` });
    client.setSecurity(security);
    heard = null;
    await new Promise(done => client.DangKyKhaiSinh({ maHoSo: 'D-1', hoTen: 'Nguyễn Thị <Mẫu> & con', ngaySinh: '2024-05-30', thoiDiemNop: '2024-06-03T10:00:00+07:00', lePhi: '15000' }, done));
    sent[name] = heard.toString('base64');
  }
  server.close();
  process.stdout.write(JSON.stringify(sent), () => process.exit(0));
})().catch(error => {
  console.error(error);
  process.exit(1);
});
