<?php
// PHP's SoapServer as a ministry: php -S 127.0.0.1:PORT server.php; /ho-tich/1.1, /ho-tich/1.2, /ly-lich/1.1, /ly-lich/1.2.
ini_set('soap.wsdl_cache_enabled', '0');
ini_set('display_errors', '0');
[, $contract, $version] = explode('/', parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH)) + ['', '', ''];
if (!in_array($contract, ['ho-tich', 'ly-lich'], true)) {
    http_response_code(404);
    return;
}
if (($_SERVER['PHP_AUTH_USER'] ?? '') !== 'truc' || $_SERVER['PHP_AUTH_PW'] !== 'mật khẩu') {
    header('WWW-Authenticate: Basic realm="bo"');
    http_response_code(401);
    return;
}

class Ministry
{
    private ?string $transaction = null;

    // A header block of the contract.
    public function GiaoDich($value): void
    {
        $this->transaction = (string)$value;
    }

    public function DangKyKhaiSinh($request): array
    {
        if ($request->maHoSo === 'HONG') {
            throw new RuntimeException('A bug of the service.');
        }
        if ($request->hoTen === '') {
            throw new SoapFault('Client', 'Dữ liệu chưa hợp lệ', 'urn:tinh-mau:ho-tich', [
                'ma' => 'HT-101',
                'loi' => [
                    ['truong' => 'hoTen', 'noiDung' => 'Thiếu họ tên'],
                    ['truong' => 'ngaySinh', 'noiDung' => 'Ngày sinh < ngày nộp'],
                ],
            ], 'LoiHoTich');
        }
        $papers = isset($request->giayTo) ? (is_array($request->giayTo) ? $request->giayTo : [$request->giayTo]) : [];
        foreach ($papers as $paper) {
            $files[] = isset($paper->tep) ? hash('sha256', $paper->tep) : null;
        }
        return [
            'soDangKy' => '25/2024',
            'hoTen' => $request->hoTen,
            'ngayDangKy' => '2024-06-03',
            'lePhi' => $request->lePhi,
            'hieuLuc' => true,
            'ghiChu' => null,
            'giayTo' => $papers,
            'nhatKy' => $this->heard(['maHoSo' => $request->maHoSo, 'hoTen' => $request->hoTen, 'ngaySinh' => $request->ngaySinh,
                'thoiDiemNop' => $request->thoiDiemNop, 'lePhi' => $request->lePhi, 'ghiChu' => $request->ghiChu ?? null, 'tep' => $files ?? []]),
        ];
    }

    public function CapPhieu($maHoSo, $lePhi, $nguoiYeuCau): array
    {
        if ($maHoSo === '') {
            throw new SoapFault('Client', 'Thiếu mã hồ sơ', null, (object)['ma' => 'LL-7']);
        }
        return [
            'soPhieu' => '12/LLTP',
            'ngayCap' => '2024-06-03',
            'lePhi' => $lePhi,
            'banSao' => ['một', 'hai'],
            'nhatKy' => $this->heard(['maHoSo' => $maHoSo, 'lePhi' => $lePhi, 'hoTen' => $nguoiYeuCau->hoTen, 'ngaySinh' => $nguoiYeuCau->ngaySinh]),
        ];
    }

    private function heard(array $arguments): string
    {
        return json_encode($arguments + ['giaoDich' => $this->transaction], JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
    }
}

$server = new SoapServer(__DIR__ . "/../Data/$contract.wsdl", ['soap_version' => $version === '1.2' ? SOAP_1_2 : SOAP_1_1]);
$server->setObject(new Ministry());
$server->handle();
