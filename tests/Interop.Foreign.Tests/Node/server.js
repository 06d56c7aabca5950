'use strict';

// Node's soap as a ministry: server.js PORT; /ho-tich/1.1, /ho-tich/1.2, /ly-lich/1.1, /ly-lich/1.2.
const crypto = require('crypto');
const fs = require('fs');
const http = require('http');
const path = require('path');
const soap = require('soap');

const port = Number(process.argv[2]);
const authorization = 'Basic ' + Buffer.from('truc:mật khẩu').toString('base64');

// A fault as each version has it.
const refusal = (version, text, detail) => version === '1.2'
  ? { Fault: { Code: { Value: 'soap:Sender', Subcode: { Value: 'DuLieu' } }, Reason: { Text: text }, Role: 'urn:tinh-mau:ho-tich', Detail: detail, statusCode: 400 } }
  : { Fault: { faultcode: 'soap:Client.DuLieu', faultstring: text, faultactor: 'urn:tinh-mau:ho-tich', detail } };

const heard = (values, headers) => JSON.stringify({ ...values, giaoDich: headers?.GiaoDich ?? null });

const civilStatus = version => ({
  DangKyKhaiSinh: (request, _, headers) => {
    if (request.maHoSo === 'HONG') throw new Error('A bug of the service.');
    if (!request.hoTen) {
      throw refusal(version, 'Dữ liệu chưa hợp lệ', { 'tns:LoiHoTich': { 'tns:ma': 'HT-101', 'tns:loi': [
        { 'tns:truong': 'hoTen', 'tns:noiDung': 'Thiếu họ tên' },
        { 'tns:truong': 'ngaySinh', 'tns:noiDung': 'Ngày sinh < ngày nộp' },
      ] } });
    }
    const papers = request.giayTo ?? [];
    const files = papers.map(each => each.tep ? crypto.createHash('sha256').update(Buffer.from(each.tep, 'base64')).digest('hex') : null);
    const { maHoSo, hoTen, ngaySinh, thoiDiemNop, lePhi, ghiChu = null } = request;
    return {
      soDangKy: '25/2024', hoTen, ngayDangKy: '2024-06-03', lePhi, hieuLuc: true,
      ghiChu: { attributes: { 'xsi:nil': 'true', 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' } }, giayTo: papers,
      nhatKy: heard({ maHoSo, hoTen, ngaySinh, thoiDiemNop, lePhi, ghiChu, tep: files }, headers),
    };
  },
});

const judicialRecord = version => ({
  CapPhieu: ({ maHoSo, lePhi, nguoiYeuCau }, _, headers) => {
    if (!maHoSo) throw refusal(version, 'Thiếu mã hồ sơ', { ma: 'LL-7' });
    const { hoTen, ngaySinh } = nguoiYeuCau;
    return { phieu: { soPhieu: '12/LLTP', ngayCap: '2024-06-03', lePhi, banSao: ['một', 'hai'], nhatKy: heard({ maHoSo, lePhi, hoTen, ngaySinh }, headers) } };
  },
});

const server = http.createServer((_, answer) => {
  answer.statusCode = 404;
  answer.end();
});
server.listen(port, '127.0.0.1', () => {
  for (const version of ['1.1', '1.2']) {
    for (const [contract, service, handler] of [['ho-tich', 'HoTich', civilStatus], ['ly-lich', 'LyLich', judicialRecord]]) {
      const xml = fs.readFileSync(path.join(__dirname, '..', 'Data', `${contract}.wsdl`), 'utf8');
      const services = { [service]: { [`${service}Soap${version.replace('.', '')}`]: handler(version) } };
      const listening = soap.listen(server, { path: `/${contract}/${version}`, services, xml, forceSoap12Headers: version === '1.2' });
      listening.authorizeConnection = (request, answer) => {
        if (request.headers.authorization === authorization) return true;
        answer.statusCode = 401;
        return false;
      };
    }
  }
});
